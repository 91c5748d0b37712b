import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { penaltyDecision } from '#db/schema/publication';
import { enterPenalties, registerPenalty } from '~/services/publication/penalty.server';
import { checkPenalties, importPenalties, openPenaltyImport } from '~/services/publication/penalty-import.server';
import { allSectorNames } from '~/words/sectors';
import { type SampleCell, sampleWorkbook } from '../../workbook-sample';
import { playedContext } from '../played-context';

const { ctx, county } = await playedContext();
const officer = county.actor('fire.handler');

const HEADER = ['文号', '处罚日期', '当事人', '信用代码', '行业', '镇街', '违法行为', '处罚依据', '罚款金额'];
/** As a ledger has it: a day that is one, a sum with its format. */
const row = (n: number, ...others: [number, SampleCell][]): SampleCell[] => {
  const cells: SampleCell[] = [
    `安消罚〔2024〕${n}号`,
    { s: 1, v: '45520' },
    `第${n}厂`,
    null,
    '消防',
    '镇溪镇',
    '堵塞疏散通道',
    '消防法第六十条',
    { s: 4, v: '20000.5' },
  ];
  for (const [at, cell] of others) cells[at] = cell;
  return cells;
};
const check = (...rows: SampleCell[][]) =>
  checkPenalties(ctx, officer, sampleWorkbook([{ rows: [['消防大队处罚台账'], HEADER, ...rows] }]), allSectorNames);

describe('an old ledger of penalty decisions', () => {
  test('is told row by row what is wrong, and nothing is written', async () => {
    await registerPenalty(ctx, officer, {
      decisionNumber: '安消罚〔2024〕9号',
      decidedOn: '2024-08-16',
      ...{
        offender: '某厂',
        creditCode: null,
        sector: 'fire',
        town: null,
        offence: '甲',
        legalBasis: '乙',
        amount: 1n,
      },
    });
    const { good, bad } = await check(
      row(1),
      row(1),
      row(2, [1, '去年'], [4, '渔业'], [5, '别的镇'], [8, '两万']),
      row(9),
      row(3, [3, { v: '9.1500000202830001E+17' }]),
      row(4, [8, '￥1,200 元']),
    );
    expect(good.map(({ number, typed }) => [number, typed.decidedOn, typed.amountYuan, typed.town])).toEqual([
      [3, '2024-08-16', '20000.5', '500200101'],
      [8, '2024-08-16', '1200', '500200101'],
    ]);
    expect(bad.map(({ number, column, problem }) => `${number} ${column} ${problem}`).sort()).toEqual([
      '4 decisionNumber repeated',
      '5 amountYuan wrong',
      '5 decidedOn wrong',
      '5 sector wrong',
      '5 town town',
      '6 decisionNumber registered',
      '7 creditCode scientific',
    ]);
    expect(await ctx.db.$count(penaltyDecision)).toBe(0);
  });

  test('is taken whole or not at all, waits sealed for the night, and comes to the publisher', async () => {
    const shown = (await check(row(1), row(2))).good.map(({ typed }) => typed);
    const unit = county.actor('fire.lead').unitId;
    await expect(
      importPenalties(ctx, officer, [...shown, { ...shown[0], sector: 'x' } as never]),
    ).rejects.toMatchObject({
      data: { rule: 'changedSince' },
    });
    expect(await importPenalties(ctx, officer, shown)).toBe(2);
    const [logged] = await ctx.db.execute<{ entry: string }>(
      sql`select entry from log_entry where act = 'penalty.import'`,
    );
    expect(logged?.entry).toContain('"count":2');
    expect(logged?.entry).not.toMatch(/厂|2024〕/);
    await expect(importPenalties(ctx, officer, shown)).rejects.toMatchObject({ code: 'conflict' });
    ctx.advance(86_400_000);
    expect(await enterPenalties(ctx)).toBe(3);
    const rows = await ctx.db.select().from(penaltyDecision);
    expect(rows.filter(({ unitId, state }) => unitId === unit && state === 'registered')).toHaveLength(3);
    expect(rows.map(({ amount }) => amount)).toContain(2_000_050n);
    expect((await check(row(1))).bad).toMatchObject([{ problem: 'registered' }]);
  });

  test('is for those who register decisions', async () => {
    for (const login of ['admin', 'intake.1', 'finance.1']) {
      const other = county.actor(login);
      await expect(openPenaltyImport(ctx, other)).rejects.toMatchObject({ code: 'notAllowed' });
      await expect(importPenalties(ctx, other, [{}] as never)).rejects.toMatchObject({ code: 'notAllowed' });
    }
    await expect(importPenalties(ctx, officer, [])).rejects.toMatchObject({ code: 'invalid' });
  });
});
