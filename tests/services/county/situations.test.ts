import { expect, test } from 'vitest';
import { policyChange } from '#db/schema/policy-change';
import { rewardPolicyOn, seedPolicies } from '~/services/county/policies.server';
import { confirmPolicy } from '~/services/county/policy-draft.server';
import { policiesPage } from '~/services/county/policy-standing.server';
import { askSituations, checkSituations } from '~/services/county/situation-import.server';
import { sampleWorkbook } from '../../workbook-sample';
import { playedContext } from '../played-context';

const { ctx, county } = await playedContext();
await seedPolicies(ctx);
const admin = county.actor('admin');
const guardian = county.actor('guardians.1');
const SECTORS = () => ({ hazardousChemicals: ['危险化学品'], industry: ['工贸', 'Industry'] });
const HEADER = ['编号', '行业', '情形', '奖励金额', '条件', '依据'];
const ROWS = [
  ['1', '危险化学品', '无证经营危险化学品', '5000', '', ''],
  ['2', '危险化学品', '重大危险源未监测监控', '1万', '已备案的', '第三条'],
  ['3', '工贸', '动火作业未经审批', '5,000', '', ''],
];
const csv = (rows: string[][]) =>
  new TextEncoder().encode(rows.map((one) => one.map((c) => `"${c}"`).join(',')).join('\n'));
const check = (bytes: Uint8Array) => checkSituations(ctx, admin, bytes, SECTORS);
const DOCUMENT = { effectiveFrom: '2025-09-15', legalBasis: '渝安办〔2021〕49号', checkedBy: '' };

test('a list is read from CSV and from a workbook alike, and every row that is wrong is named', async () => {
  const fromText = await check(csv([HEADER, ...ROWS]));
  expect(fromText).toMatchObject({
    problems: 0,
    good: [{ code: '1' }, { code: '2', amountFen: '1000000' }, { code: '3' }],
  });
  expect(await check(sampleWorkbook([{ rows: [HEADER, ...ROWS] }]))).toEqual(fromText);
  const bad = await check(csv([HEADER, ...ROWS, ['3', '工贸', '重复', '5000', '', ''], ['', '航天', '', 'x', '', '']]));
  expect(bad.bad.map(({ number, column, problem }) => `${number} ${column} ${problem}`)).toEqual([
    '5 code repeated',
    '6 code missing',
    '6 sector unknown',
    '6 text missing',
    '6 amount notYuan',
  ]);
  expect(bad.bad[0]?.otherRow).toBe(4);
  await expect(check(csv([['情形'], ['x']]))).rejects.toMatchObject({ field: 'file', data: { rule: 'columns' } });
  expect(await ctx.db.$count(policyChange)).toBe(0);
});

test('counts once a second person agreed, and rewards by it from its first day', async () => {
  const { good } = await check(csv([HEADER, ...ROWS]));
  await expect(askSituations(ctx, admin, { ...DOCUMENT, legalBasis: ' ', items: good })).rejects.toMatchObject({
    field: 'legalBasis',
  });
  await expect(askSituations(ctx, admin, { ...DOCUMENT, effectiveFrom: 'x', items: good })).rejects.toMatchObject({
    field: 'effectiveFrom',
  });
  await expect(askSituations(ctx, admin, { ...DOCUMENT, items: [...good, ...good] })).rejects.toMatchObject({
    code: 'invalid',
  });
  await askSituations(ctx, admin, { ...DOCUMENT, items: good });
  expect((await rewardPolicyOn(ctx.db, '2025-09-15')).situations).toBeUndefined();
  const [asked] = (await policiesPage(ctx, guardian)).asked;
  await confirmPolicy(ctx, guardian, { request: asked?.id ?? '', shown: asked?.shown ?? '' });
  const rule = await rewardPolicyOn(ctx.db, '2025-09-15');
  expect(rule.situations).toMatchObject({
    legalBasis: '渝安办〔2021〕49号',
    items: [{}, { amountFen: 1_000_000n }, {}],
  });
  expect((await rewardPolicyOn(ctx.db, '2025-09-14')).situations).toBeUndefined();
});

test('the next list takes the place of the former one', async () => {
  const { good } = await check(csv([HEADER, ...ROWS.slice(1)]));
  await askSituations(ctx, admin, { ...DOCUMENT, effectiveFrom: '2025-10-01', items: good });
  const [asked] = (await policiesPage(ctx, guardian)).asked;
  await confirmPolicy(ctx, guardian, { request: asked?.id ?? '', shown: asked?.shown ?? '' });
  const codes = async (day: string) => (await rewardPolicyOn(ctx.db, day)).situations?.items.map(({ code }) => code);
  expect(await codes('2025-09-30')).toEqual(['1', '2', '3']);
  expect(await codes('2025-10-01')).toEqual(['2', '3']);
});
