import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { openContext } from '~/cli/open-context';
import type { Context } from '~/services/context.server';
import { cheapArgon2id } from '../../database/kept-context';
import { catchMails } from '../../faults/mail-catcher';
import { findIn, findInFolder } from '../../faults/marker-search';
import { searchMemory } from '../../faults/process-memory';
import { freePort, type RunningSite, startSite } from '../../faults/running-site';
import { ensureBuilt } from '../../runner/program';
import { type County, makeCounty } from '../../services/fixtures';
import { furnish } from '../played-county';

export type Marks = Readonly<Record<string, string>>;

export type Place = {
  site: RunningSite;
  /**
   * The same data as the site's, in this process, so that what officers do here never passes through the site's memory.
   */
  ctx: Context;
  county: County;
  data: string;
  mails: Buffer[];
  close: () => Promise<void>;
};

/** A site in a process of its own; the officers' keys are in this one. */
export async function openPlace(): Promise<Place> {
  ensureBuilt();
  const data = mkdtempSync(join(tmpdir(), 'anshao-memory-'));
  const port = await freePort();
  const here = { port, host: '127.0.0.1', origin: `http://localhost:${port}`, data, production: false };
  const open = await openContext({
    ...here,
    databaseUrl: null,
    s3: null,
    processName: null,
    smtpUrl: null,
    gateway: null,
    backup: { folder: null, hour: 1, keep: 14, recipient: null },
    metrics: null,
    securityContact: null,
    statusToken: null,
    trustedProxies: [],
    otherOrigins: [],
  });
  // A one-time code must not expire between being made and being checked, however slow the machine is.
  const now = open.ctx.now();
  const county = await makeCounty({ ...open.ctx, now: () => now, argon2id: cheapArgon2id() });
  await furnish(open.ctx, county);
  const mail = await catchMails();
  const site = await startSite(data, { port, smtpUrl: mail.url });
  const close = async () => {
    await site.stop();
    await open.close();
    await mail.close();
    rmSync(data, { recursive: true, force: true });
  };
  return { site, ctx: open.ctx, county, data, mails: mail.mails, close };
}

const WHOLE_BYTES = 50_000_000;

/** Checks that the site's whole memory holds none of the marks. */
export function expectForgotten({ site }: Place, marks: Marks): void {
  const { found, bytes } = searchMemory(site.pid, marks);
  expect(bytes).toBeGreaterThan(WHOLE_BYTES);
  expect(found).toEqual([]);
}

/**
 * Checks that each of the marks comes to lie in the site's memory at some moment; those that were seen are not sought
 * again.
 */
export async function expectSeen({ site }: Place, marks: Marks): Promise<void> {
  const unseen: Record<string, string> = { ...marks };
  const sought = () => {
    for (const { marker } of searchMemory(site.pid, unseen).found) delete unseen[marker];
    return Object.keys(unseen);
  };
  await expect.poll(sought, { timeout: 30_000 }).toEqual([]);
}

/** Checks that nothing that was stored holds one of the marks: database files, WAL, blobs, log lines, mails. */
export function expectNowhereKept({ data, site, mails }: Place, marks: Marks): void {
  expect(findInFolder(data, marks)).toEqual([]);
  expect(findIn('logs', Buffer.from(site.output()), marks)).toEqual([]);
  expect(mails.length).toBeGreaterThan(0);
  expect(findIn('mails', Buffer.concat(mails), marks)).toEqual([]);
}
