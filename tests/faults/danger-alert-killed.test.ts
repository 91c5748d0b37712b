import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dangerAlert } from '#db/schema/duty';
import { outbox } from '#db/schema/log';
import { type FreshDatabase, freshDatabase } from '../database/fresh-database';
import { ensureBuilt } from '../runner/program';
import { eventually } from './killed-command';
import { freePort, type RunningSite, sendReport, startSite } from './running-site';

/** “紧急”, as it begins the subject of an alert; reminders of last days go out beside it. */
const ALERT = /^Subject: =\?UTF-8\?(?:B\?57Sn5oCl|Q\?=E7=B4=A7=E6=80=A5)/im;

/** A mail server that keeps the `Message-ID` of each alert, and says that it took it only while it is not stuck. */
const begun: string[] = [];
const taken: string[] = [];
let stuck = true;
const mailServer = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onData: (stream, _, done) => {
    let text = '';
    stream.on('data', (chunk) => {
      text += String(chunk);
    });
    stream.on('end', () => {
      if (!ALERT.test(text)) return done();
      const id = /^Message-ID: (.*)$/im.exec(text)?.[1] ?? '';
      begun.push(id);
      if (stuck) return;
      taken.push(id);
      done();
    });
  },
});
mailServer.on('error', () => undefined);

const data = mkdtempSync(join(tmpdir(), 'anshao-alert-'));
const sites: RunningSite[] = [];
let database: FreshDatabase;
let smtpUrl = '';

beforeAll(async () => {
  ensureBuilt();
  database = await freshDatabase();
  mailServer.listen(0, '127.0.0.1');
  await once(mailServer.server, 'listening');
  const address = mailServer.server.address();
  smtpUrl = `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}, 400_000);
afterAll(async () => {
  await Promise.all(sites.map((site) => site.stop()));
  mailServer.close();
  rmSync(data, { recursive: true, force: true });
}, 60_000);

async function start(): Promise<RunningSite> {
  const site = await startSite(data, { port: await freePort(), databaseUrl: database.url, smtpUrl });
  sites.push(site);
  return site;
}

test('an alert whose message was being sent at kill -9 goes out once, though two processes go on', async () => {
  const first = await start();
  const sent = await sendReport(first.origin, { fields: { urgent: 'yes' } });
  expect(sent.body).toContain('不会自动通知任何人');
  await eventually(() => begun.length > 0);
  await first.kill();
  stuck = false;
  // Nobody waits two minutes for the dead process's lease.
  await database.owner.db.update(outbox).set({ lockedUntil: null, runAfter: sql`now()` }).where(sql`done_on is null`);
  await Promise.all([start(), start()]);
  await eventually(() => taken.length > 0);
  const undone = () => database.owner.db.$count(outbox, sql`done_on is null and kind in ('duty.send', 'alert.danger')`);
  await eventually(async () => (await undone()) === 0);
  expect(taken).toEqual([begun[0]]);
}, 600_000);

test('the next step, due while no process ran, is told once by two that start at the same moment', async () => {
  await Promise.all(sites.splice(0).map((site) => site.stop()));
  await database.owner.db.update(dangerAlert).set({ nextAt: new Date(Date.now() - 60_000) });
  await Promise.all([start(), start()]);
  await eventually(() => taken.length > 1);
  const steps = await database.owner.db.select({ steps: dangerAlert.steps }).from(dangerAlert);
  expect(steps).toEqual([{ steps: 2 }]);
  await Promise.all(sites.splice(0).map((site) => site.stop()));
  expect(taken).toHaveLength(2);
  expect(taken[1]).not.toBe(taken[0]);
}, 600_000);
