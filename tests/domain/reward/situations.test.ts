import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { calledBy } from '~/domain/county/employer-table';
import { henanInsider2025 } from '~/domain/county/policies/insider-examples';
import { parsePolicyOf } from '~/domain/county/policy';
import { withInsiderUplift } from '~/domain/county/reward-policy';
import { withSituations } from '~/domain/county/reward-tiers';
import type { situationsSchema } from '~/domain/county/situation-list';
import { readSituation, situationColumns } from '~/domain/county/situation-table';
import { askedReward } from '~/domain/reward/calculated-reward';
import { amountOf, grades, national, violation, yuan } from './reward-example';

/** Amounts as seen in a district's published table (Chongqing), and one of another trade. */
const LIST: z.input<typeof situationsSchema> = {
  id: 'county-situations-2026',
  kind: 'situations',
  jurisdiction: 'county',
  effectiveFrom: '2026-01-01',
  effectiveTo: null,
  legalBasis: '渝安办〔2021〕49号',
  checked: false,
  checkedBy: null,
  items: [
    ['1', 'hazardousChemicals', '无证经营危险化学品', 5_000],
    ['2', 'hazardousChemicals', '重大危险源未监测监控', 10_000],
    ['3', 'industry', '动火作业未经审批', 5_000],
    ['4', 'industry', '有限空间作业未经审批', 5_000],
  ].map(([code, sector, text, amount]) => ({
    code: String(code),
    sector: String(sector),
    text: String(text),
    amountFen: String(yuan(Number(amount))),
    condition: null,
    basis: code === '4' ? '渝安办〔2021〕59号' : null,
  })),
};
const rule = withSituations(national, parsePolicyOf('situations', LIST));

describe('fixed amounts per situation', () => {
  it.each([
    ['1', 5_000, '渝安办〔2021〕49号'],
    ['2', 10_000, '渝安办〔2021〕49号'],
    ['3', 5_000, '渝安办〔2021〕49号'],
    ['4', 5_000, '渝安办〔2021〕49号；渝安办〔2021〕59号'],
  ])('situation %s gives %d yuan by %s, whatever the fine', (situation, amount, legalBasis) => {
    for (const penaltyFen of [null, 0n, 1n, yuan(9_000_000)]) {
      const { amountFen, steps } = amountOf(rule, { situation, penaltyFen });
      expect(amountFen).toBe(yuan(amount));
      expect(steps).toMatchObject([{ code: 'situation', situation, legalBasis }]);
    }
  });

  it('pays nothing for a situation that the list does not have, and nothing where there is no list', () => {
    expect(amountOf(rule, { situation: '5' })).toEqual({
      amountFen: 0n,
      steps: [],
      refusedBecause: 'situationUnknown',
    });
    expect(amountOf(national, { situation: '1' }).refusedBecause).toBe('situationUnknown');
    expect(amountOf(rule, { situation: null }).amountFen).toBe(yuan(7_500));
  });

  it('is still refused to who may have none, and insiders get their uplift on it', () => {
    const excluded = { ...violation.excluded, alreadyKnown: true };
    expect(amountOf(rule, { situation: '1', excluded }).refusedBecause).toBe('alreadyKnown');
    const henan = withInsiderUplift(rule, parsePolicyOf('insider', henanInsider2025));
    expect(amountOf(henan, { situation: '2', insider: true }).amountFen).toBe(yuan(11_500));
    expect(amountOf(henan, { situation: '1', insider: true }).amountFen).toBe(yuan(6_000));
  });

  it('is another rule for whoever approves, once the list changes', () => {
    expect(rule.id).not.toBe(national.id);
    expect(withSituations(national, null)).toBe(national);
  });

  it('is answered by the calculator', () => {
    const ask = (query: Record<string, string>) =>
      askedReward({ policy: rule, grades }, new URLSearchParams({ kind: 'situation', ...query }));
    expect(ask({ situation: '2' })?.calculated?.amountFen).toBe(yuan(10_000));
    expect(ask({})?.problems).toEqual([{ field: 'situation', problem: 'noSituation' }]);
    expect(ask({ situation: 'none' })?.calculated?.refusedBecause).toBe('situationUnknown');
    // The fine's floor and cap do not concern it.
    expect(ask({ situation: '2' })?.calculated?.changes.map(({ code }) => code)).not.toContain('capFrom');
  });
});

describe('a row of the list', () => {
  const { at } = situationColumns(['序号', '行业领域', '举报情形', '奖励标准（元）', '备注', '依据']);
  const sectors = calledBy([
    ['industry', '工贸', 'Industry and trade'],
    ['gas', '燃气', 'Gas'],
  ]);
  const read = (...cells: string[]) => readSituation(cells, at, sectors);
  const problems = (...cells: string[]) => read(...cells).problems.map(({ column, problem }) => `${column} ${problem}`);

  it('is read as people write it', () => {
    expect(read('１', ' 工贸 ', '动火作业未经审批', '5,000元', '查实', '').item).toEqual({
      code: '1',
      sector: 'industry',
      text: '动火作业未经审批',
      amountFen: '500000',
      condition: '查实',
      basis: null,
    });
    expect(read('2-1', 'gas', '堵塞', '1万', '', '第三条').item).toMatchObject({
      amountFen: '1000000',
      basis: '第三条',
    });
  });

  it('says in which column what is wrong', () => {
    expect(problems('', '', '', '')).toEqual(['code missing', 'sector missing', 'text missing', 'amount missing']);
    expect(problems('a b/c', '航天', 'x', '五千')).toEqual(['code notCode', 'sector unknown', 'amount notYuan']);
    expect(problems('1', '工贸', 'x', '0')).toEqual(['amount nothing']);
    expect(problems('1', '工贸', '情'.repeat(301), '-5')).toEqual(['text tooLong', 'amount notYuan']);
  });

  it('whatever stands in it, is either taken whole as the rule stores it or has a problem', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('工贸', '1', '5000')), { maxLength: 8 }), (cells) => {
        const { item, problems: found } = read(...cells);
        expect(item === null).toBe(found.length > 0);
        if (item) expect(parsePolicyOf('situations', { ...LIST, items: [item] }).items.length).toBe(1);
      }),
    );
  });

  it('needs code, trade, situation and amount as columns', () => {
    expect(situationColumns(['情形', '金额']).missing).toEqual(['code', 'sector']);
  });
});
