import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureBuilt } from '../runner/program';
import {
  freePort,
  openFollow,
  pageValue,
  post,
  postmasterPid,
  type RunningSite,
  sendReport,
  startSite,
  verifyLog,
} from './running-site';

const data = mkdtempSync(join(tmpdir(), 'anshao-fault-'));
let site: RunningSite | null = null;
let port = 0;

beforeAll(async () => {
  ensureBuilt();
  port = await freePort();
}, 300_000);
afterAll(async () => {
  await site?.stop();
  rmSync(data, { recursive: true, force: true });
}, 60_000);

const LIMIT = 400_000;

async function expectKept(running: RunningSite, codes: (string | null)[]): Promise<void> {
  for (const code of codes) expect(await openFollow(running.origin, code ?? '')).toBeTruthy();
}

test(
  'kill -9 of the web process amid many reports keeps each acknowledged one whole, and every message',
  async () => {
    site = await startSite(data, { port });
    const { origin } = site;
    const first = await sendReport(origin);
    expect(first.status).toBe(200);
    const cookie = await openFollow(origin, first.code ?? '');
    const bound = await pageValue(origin, cookie ?? '');
    const sent = await post(origin, { message: '门上又加了一把锁。', step: 'message', page: bound }, cookie ?? '');
    expect(sent.headers.get('location')).toBe('/zh/follow?done=sent');
    const sending = Array.from({ length: 8 }, () => sendReport(origin).catch(() => null));
    await Promise.race(sending);
    await site.kill();
    const codes = (await Promise.all(sending)).flatMap((answer) => answer?.code ?? []);

    site = await startSite(data, { port });
    const again = await openFollow(site.origin, first.code ?? '');
    const page = await fetch(`${site.origin}/zh/follow`, { headers: { Cookie: again ?? '' } });
    expect(await page.text()).toContain('门上又加了一把锁。');
    await expectKept(site, codes);
    expect(verifyLog(data, site.origin)).toMatchObject({ ok: true, problems: [] });
  },
  LIMIT,
);

test(
  'kill -9 of the database loses no acknowledged report, and the site comes back by itself',
  async () => {
    site ??= await startSite(data, { port });
    const { code } = await sendReport(site.origin);
    expect(code).toMatch(/^\d{20}$/);
    process.kill(postmasterPid(data), 'SIGKILL');
    await wait(500);
    await expect
      .poll(async () => (await fetch(`${site?.origin}/readyz`)).status, { timeout: 120_000, interval: 500 })
      .toBe(200);
    await expectKept(site, [code]);
    const { code: later } = await sendReport(site.origin);
    await site.kill();
    process.kill(postmasterPid(data), 'SIGKILL');

    site = await startSite(data, { port });
    await expectKept(site, [code, later]);
    expect(verifyLog(data, site.origin)).toMatchObject({ ok: true, problems: [] });
  },
  LIMIT,
);
