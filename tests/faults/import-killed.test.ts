import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { logEntry } from '#db/schema/log';
import { employer } from '#db/schema/register';
import { creditCheck } from '~/domain/credit-code';
import { checkImport, MAX_IMPORTED } from '~/services/county/employer-import.server';
import { ownLogKey } from '~/services/log/log-keys.server';
import { sequenceLog } from '~/services/log/log-sequencer.server';
import { verifyLog } from '~/services/log/verify-log.server';
import { playedContext } from '../services/played-context';
import { atCommit, holdCommits, inTheMiddle, letCommits } from './killed-transaction';
import { ownProcess } from './own-process';

const { ctx, county } = await playedContext();
const owner = ctx.database.owner.db;
const admin = county.actor('admin');

/** The largest table that is taken, as an office would upload it. */
const codeOf = (n: number) => {
  const body = `9150000020283${String(n).padStart(4, '0')}`;
  return body + creditCheck(body);
};
const HEADER = '单位名称,统一社会信用代码,行业,属地,主管部门';
const table = Array.from({ length: MAX_IMPORTED }, (_, n) => `第${n}厂,${codeOf(n)},工贸,镇溪镇,应急管理局`);
const bytes = new TextEncoder().encode([HEADER, ...table].join('\r\n'));
const checked = () => checkImport(ctx, admin, bytes, () => ({ industry: ['工贸'] }));

await ownLogKey(ctx);
const { good } = await checked();
const { killAt, again } = ownProcess(
  () => ctx,
  'import-process.ts',
  () => ({ kind: 'employers', actor: admin, rows: good.map(({ typed }) => typed) }),
);

const rows = () => ctx.db.$count(employer);
const logged = () => ctx.db.$count(logEntry, eq(logEntry.act, 'employer.import'));
async function verified() {
  await sequenceLog(ctx);
  return (await verifyLog(ctx)).ok;
}

test('an import of 2,000 employers that is killed in its middle leaves no row and no line of the log', async () => {
  const before = await rows();
  await killAt(inTheMiddle('employer'));
  expect([await rows(), await logged(), await verified()]).toEqual([before, 0, true]);
  expect((await checked()).good).toHaveLength(MAX_IMPORTED);
});

test('killed once nothing can stop it any more it is whole, and sent again it does nothing twice', async () => {
  const before = await rows();
  await holdCommits(owner, 'employer', 'insert');
  await killAt(atCommit);
  await letCommits(owner, 'employer');
  expect([await rows(), await logged(), await verified()]).toEqual([before + MAX_IMPORTED, 1, true]);
  // Nobody was answered, so the same form comes again; and the table, looked at anew, says for each row that it is in.
  expect(again()).toMatchObject({ code: 'conflict', data: { rule: 'changedSince' } });
  expect([await rows(), await logged()]).toEqual([before + MAX_IMPORTED, 1]);
  const { good: left, problems } = await checked();
  expect([left.length, problems]).toEqual([0, MAX_IMPORTED]);
});
