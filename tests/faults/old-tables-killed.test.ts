import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { area } from '#db/schema/county';
import { handOver } from '#db/schema/hand-over';
import { logEntry } from '#db/schema/log';
import { encodeReport } from '~/contract/posted/report';
import type { Member } from '~/domain/acts/permission';
import type { Act } from '~/domain/acts/table';
import { ledgerTag } from '~/envelope/report/ledger-tag';
import { checkAreas } from '~/services/county/area-import.server';
import { ownLogKey } from '~/services/log/log-keys.server';
import { sequenceLog } from '~/services/log/log-sequencer.server';
import { verifyLog } from '~/services/log/verify-log.server';
import { checkPenalties } from '~/services/publication/penalty-import.server';
import { allSectorNames } from '~/words/sectors';
import { LONG } from '../runner/long';
import { playedContext } from '../services/played-context';
import { reportDraft } from '../services/report-drafts';
import { sealedInBrowser } from '../services/sealed-submission';
import type { Imported, SealedRow } from './import-process';
import { atCommit, holdCommits, inTheMiddle, letCommits } from './killed-transaction';
import { ownProcess } from './own-process';

/** Imports of areas, penalties and open cases, killed in their middle and once nothing can stop them any more. */
const { ctx, county } = await playedContext();
const owner = ctx.database.owner.db;
await ownLogKey(ctx);
/** What is posted from now on. */
let posted: { kind: Imported; actor: Member; rows: readonly unknown[] };
const site = ownProcess(
  () => ctx,
  'import-process.ts',
  () => posted,
);
const post = (kind: Imported, actor: Member, rows: readonly unknown[]) => {
  posted = { kind, actor, rows };
};
const logged = (act: Act) => ctx.db.$count(logEntry, eq(logEntry.act, act));
async function verified() {
  await sequenceLog(ctx);
  return (await verifyLog(ctx)).ok;
}
const table = (...lines: string[]) => new TextEncoder().encode(lines.join('\r\n'));
const admin = county.actor('admin');
const officer = county.actor('fire.handler');
const intake = county.actor('intake.1');

/** What each kill in the middle costs is spent in the long form only; the one at the commit shows that nothing is done twice. */
const middle = test.runIf(LONG);

const villages = table(
  '代码,名称,英文名称,所属镇街,状态',
  '500200104,新镇,,,',
  ...Array.from({ length: 800 }, (_, n) => `500200104${String(n + 1).padStart(3, '0')},第${n + 1}村,,,`),
);
const areas = () => ctx.db.$count(area);

middle('areas, in the middle: no row and no line of the log', async () => {
  const [before, lines] = [await areas(), await logged('area.import')];
  post('areas', admin, (await checkAreas(ctx, admin, villages)).rows);
  await site.killAt(inTheMiddle('area'));
  expect([await areas(), await logged('area.import'), await verified()]).toEqual([before, lines, true]);
});

test('areas, at the commit: all of them, and the same table again changes nothing', async () => {
  const [before, lines] = [await areas(), await logged('area.import')];
  const { rows, problems } = await checkAreas(ctx, admin, villages);
  expect([rows.length, problems]).toEqual([801, 0]);
  post('areas', admin, rows);
  await holdCommits(owner, 'area', 'insert');
  await site.killAt(atCommit);
  await letCommits(owner, 'area');
  expect([await areas(), await logged('area.import'), await verified()]).toEqual([before + 801, lines + 1, true]);
  expect(await checkAreas(ctx, admin, villages)).toMatchObject({ unchanged: 801, problems: 0, changes: [] });
}, 60_000);

const decisions = table(
  '文号,处罚日期,当事人,信用代码,行业,镇街,违法行为,处罚依据,罚款金额',
  ...Array.from(
    { length: 300 },
    (_, n) => `安消罚〔2024〕${n + 1}号,2024-08-16,第${n}厂,,消防,,堵塞疏散通道,消防法,20000`,
  ),
);
const checked = () => checkPenalties(ctx, officer, decisions, allSectorNames);
const waiting = () => ctx.db.$count(handOver, eq(handOver.kind, 'penalty'));

middle('penalties, in the middle: nothing waits for the night', async () => {
  const before = await waiting();
  post(
    'penalties',
    officer,
    (await checked()).good.map(({ typed }) => typed),
  );
  await site.killAt(inTheMiddle('hand_over'));
  expect([await waiting(), await logged('penalty.import'), await verified()]).toEqual([before, 0, true]);
  expect((await checked()).good).toHaveLength(300);
});

test('penalties, at the commit: all wait for the night, and are refused when they come again', async () => {
  const before = await waiting();
  post(
    'penalties',
    officer,
    (await checked()).good.map(({ typed }) => typed),
  );
  await holdCommits(owner, 'hand_over', 'insert');
  await site.killAt(atCommit);
  await letCommits(owner, 'hand_over');
  expect([await waiting(), await logged('penalty.import'), await verified()]).toEqual([before + 300, 1, true]);
  expect(site.again()).toMatchObject({ code: 'conflict', data: { rule: 'changedSince' } });
  expect(await waiting()).toBe(before + 300);
}, 60_000);

const seed = randomBytes(32);
const rows: SealedRow[] = await Promise.all(
  Array.from({ length: 6 }, async (_, n) => {
    const { posted } = await sealedInBrowser(ctx, reportDraft());
    const tag = ledgerTag(seed, String(n));
    const body = encodeReport({ ...posted, channel: 'ledger', formToken: tag });
    return { tag, body: Buffer.from(body).toString('base64') };
  }),
);
const cases = () => ctx.db.$count(caseFile, eq(caseFile.channel, 'ledger'));
const both = async () => [await cases(), await logged('report.import'), await verified()];

middle('open cases, in the middle of the first row: none of it', async () => {
  post('ledger', intake, rows);
  await site.killAt(inTheMiddle('sealed_part'));
  expect(await both()).toEqual([0, 0, true]);
});

test('open cases, at the commit of a row: that one is whole, and the same file brings in the others once', async () => {
  post('ledger', intake, rows);
  await holdCommits(owner, 'report', 'insert');
  await site.killAt(atCommit);
  await letCommits(owner, 'report');
  expect(await both()).toEqual([1, 1, true]);
  expect(site.again()).toEqual({ count: rows.length - 1 });
  expect(await both()).toEqual([rows.length, rows.length, true]);
}, 60_000);
