import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { backupRun } from '#db/schema/backup';
import { logEntry } from '#db/schema/log';
import { backupByNight } from '~/jobs/backup.server';
import { backupsIn } from '~/services/county/backup-folder.server';
import { backupStanding, nightlyBackup } from '~/services/county/backup-runs.server';
import { makeStatus } from '~/web/status.server';
import { backupSite } from './backup-site';

const HOUR = 3_600_000;
const site = await backupSite();
const { ctx, played, order, advance } = site;
const asking = (authorization?: string) => ({ headers: authorization === undefined ? {} : { authorization } }) as never;

test('a failure is recorded with its reason, leaves no log row, and is tried again an hour later', async () => {
  expect(await backupStanding(ctx)).toMatchObject({ state: 'none', hours: null, problem: null });
  await expect(nightlyBackup(ctx, 1, order({ recipient: undefined }))).rejects.toMatchObject({
    backupProblem: 'noRecipient',
  });
  expect(await backupStanding(ctx)).toMatchObject({ state: 'none', problem: 'noRecipient' });
  expect(await nightlyBackup(ctx, 1, order())).toBeNull();
  expect(await ctx.db.select().from(logEntry).where(eq(logEntry.act, 'backup.make'))).toEqual([]);
  advance(HOUR);
});

test('of several web processes one makes it, once a night', async () => {
  const both = await Promise.all([nightlyBackup(ctx, 1, order()), nightlyBackup({ ...ctx }, 1, order())]);
  expect(both.filter((made) => made !== null)).toHaveLength(1);
  expect(await backupsIn(order().folder)).toHaveLength(1);
  expect(await nightlyBackup(ctx, 1, order())).toBeNull();
  const rows = await ctx.db.select().from(logEntry).where(eq(logEntry.act, 'backup.make'));
  expect(rows.map(({ entry }) => JSON.parse(entry).data)).toMatchObject([{ secretInside: false, missing: 0 }]);
  const [run] = await ctx.db.select().from(backupRun).where(eq(backupRun.outcome, 'done'));
  expect(run).toMatchObject({ secretInside: false, problem: null });
  expect(run?.bytes).toBeGreaterThan(1_000);
});

test('it is fresh for 48 hours and old after them, which only the holder of the token is told', async () => {
  const status = makeStatus(ctx, 'a-token-of-some-length');
  const told = {
    backup: { state: 'fresh', hours: 0, problem: null, missing: 0, bytes: expect.any(Number) },
    files: 'ok',
    clock: expect.any(String),
  };
  expect(await status(asking('Bearer a-token-of-some-length'))).toEqual(told);
  for (const other of [undefined, '', 'Bearer ', 'Bearer a-token-of-some-lengt', 'a-token-of-some-length'])
    expect(await status(asking(other))).toBeNull();
  expect(await makeStatus(ctx, null)(asking('Bearer null'))).toBeNull();
  advance(49 * HOUR);
  expect(await status(asking('Bearer a-token-of-some-length'))).toMatchObject({ backup: { state: 'old', hours: 49 } });
});

test('the job is one only where a folder is set, stops when the site stops, and logs codes only', async () => {
  const place = { ...order(), hour: 1, recipient: site.key.recipient };
  expect(backupByNight({ ...place, folder: null })).toEqual([]);
  const [job] = backupByNight(place);
  await job?.run(ctx, AbortSignal.abort());
  expect(played.logged.at(-1)).toEqual({ event: 'backup.failed', fields: { problem: 'stopped' } });
  advance(HOUR);
  await job?.run(ctx, new AbortController().signal);
  expect(played.logged.at(-1)).toMatchObject({ event: 'backup.made', fields: { missing: 0 } });
  expect(await backupStanding(ctx)).toMatchObject({ state: 'fresh', problem: null });
});
