import { describe, expect, it } from 'vitest';
import { halfYearOf, ownerDuties } from '~/domain/case/hazard-duties';
import { byEmployer } from '~/domain/case/hazard-employers';
import { HAZARD_FIELDS, type HazardField, neededFields, readHazard } from '~/domain/case/hazard-entry';

const TODAY = '2026-11-30';
const WHOLE: Record<HazardField, string> = {
  employer: '样例木器厂',
  board: 'AL01',
  site: '二号仓库东门',
  foundOn: '2026-11-20',
  grade: 'major',
  description: '消防通道被木料堵住',
  basis: '《重大火灾隐患判定规则》第六条',
  onOwnList: 'no',
  goal: '通道畅通',
  responsibility: '厂长王某',
  measures: '搬走木料，划线',
  funds: '企业自筹 2 万元',
  dueOn: '2026-12-31',
  contingency: '专人值守，备用疏散路线',
  plan: '先清通道，再建货棚',
  interim: '仓库停用',
  difficulty: '',
};
const read = (changed: Partial<Record<HazardField, string>>) =>
  readHazard((field) => ({ ...WHOLE, ...changed })[field], TODAY);
const errors = (changed: Partial<Record<HazardField, string>>) => {
  const told = read(changed);
  return 'errors' in told ? told.errors : {};
};

/** The two lists of five fixes, by their fields. */
const FIVE_FIXES = {
  national: ['responsibility', 'measures', 'funds', 'dueOn', 'contingency'],
  county: ['goal', 'measures', 'dueOn', 'responsibility', 'funds'],
} as const satisfies Record<string, readonly HazardField[]>;

describe('the form of an entry', () => {
  it('takes a whole one, with days as ISO', () => {
    expect(read({ foundOn: '2026年11月20日', dueOn: '2026.12.31' })).toEqual({
      entry: WHOLE,
      grade: 'major',
      dueOn: '2026-12-31',
    });
  });

  it('asks of a major hazard for the five fixes of both notices, interim measures and a plan of its own', () => {
    // 001 item 28: 责任、措施、资金、时限、预案; 003 section 2(1): 目标、措施、时限、责任、资金; 003 section 2(2): 一患一策, 临时防控措施.
    const asked = neededFields('major');
    expect(asked).toEqual(expect.arrayContaining([...FIVE_FIXES.national, ...FIVE_FIXES.county, 'interim', 'plan']));
    for (const field of asked) expect(errors({ [field]: ' ' })).toHaveProperty(field);
  });

  it('asks less of a general hazard, which is put right at once, and of a check that found nothing', () => {
    const general = Object.fromEntries(HAZARD_FIELDS.map((field) => [field, ''])) as Record<HazardField, string>;
    for (const field of neededFields('general')) general[field] = WHOLE[field];
    expect(read({ ...general, grade: 'general' })).not.toHaveProperty('errors');
    const nothing = read({ grade: 'none' });
    // What was typed for another grade does not stay in it unseen.
    expect(nothing).toMatchObject({ dueOn: null, entry: { employer: '样例木器厂', description: '', dueOn: '' } });
  });

  it.each([
    [{ foundOn: '2026-12-01' }, { foundOn: 'inFuture' }],
    [{ foundOn: '上周' }, { foundOn: 'badDay' }],
    [{ dueOn: '2026-11-19' }, { dueOn: 'beforeFound' }],
    [{ dueOn: '12月31日' }, { dueOn: 'badDay' }],
    [{ grade: '' }, { grade: 'chooseOne' }],
    [{ onOwnList: 'perhaps' }, { onOwnList: 'chooseOne' }],
    [{ site: '长'.repeat(201) }, { site: 'tooLong' }],
    [{ plan: '长'.repeat(1001) }, { plan: 'tooLong' }],
  ])('%j is told as %j', (changed, told) => {
    expect(errors(changed as Partial<Record<HazardField, string>>)).toEqual(told);
  });

  it('names no source: nothing of an entry says whether somebody reported it', () => {
    expect(HAZARD_FIELDS.join(' ')).not.toMatch(/source|report|case|channel|origin/i);
  });
});

describe('duties of those who stand on signboards', () => {
  const boards = [
    { code: 'AL01', owners: ['张三', '李四'] },
    { code: 'AL02', owners: ['张三'] },
  ];
  const entry = (board: string, foundOn: string, more: object = {}) => ({
    ...{ board, foundOn, difficulty: '', grade: 'general' as const, state: 'open' as const },
    ...more,
  });

  it('are counted by month and half-year from all entries of their sites', () => {
    const entries = [
      entry('al01', '2026-11-03', { state: 'struckOff' }),
      entry('AL01', '2026-11-20', { difficulty: '协调供电' }),
      entry('AL02', '2026-07-01', { grade: 'none', state: 'struckOff' }),
      entry('AL02', '2026-06-30'),
      entry('', '2026-11-20'),
    ];
    const [li, zhang] = ownerDuties(boards, entries, halfYearOf('2026-11-30'));
    expect(zhang).toMatchObject({ owner: '张三', boards: 2, checked: 2 });
    expect(zhang?.months.at(4)).toEqual({ month: '2026-11', sites: 1, hazards: 2, struckOff: 1, difficulties: 1 });
    expect(zhang?.months.at(0)).toEqual({ month: '2026-07', sites: 1, hazards: 0, struckOff: 0, difficulties: 0 });
    expect(li).toMatchObject({ owner: '李四', boards: 1, checked: 1 });
  });

  it('begin in January and July', () => {
    expect(halfYearOf('2026-06-30')).toEqual(['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06']);
    expect(halfYearOf('2026-07-01')[0]).toBe('2026-07');
  });
});

describe('the ledger by employer', () => {
  const entry = (employer: string, foundOn: string, struckOffOn: string | null = null, grade = 'general' as const) => ({
    ...{ employer, foundOn, struckOffOn, grade },
    state: struckOffOn ? ('struckOff' as const) : ('open' as const),
  });

  it('puts first whose hazards come back after striking off, however the name was typed', () => {
    const counted = byEmployer([
      entry('乙厂', '2026-03-01'),
      entry('乙厂', '2026-03-01'),
      entry('甲（一）厂', '2026-01-05', '2026-02-01'),
      entry('甲(一) 厂', '2026-01-20'),
      entry('甲（一）厂', '2026-02-02'),
      { ...entry('丙厂', '2026-03-01', '2026-03-01'), grade: 'none' as const },
    ]);
    expect(counted).toEqual([
      { employer: '甲（一）厂', checks: 3, hazards: 3, major: 0, open: 2, again: 1 },
      { employer: '乙厂', checks: 1, hazards: 2, major: 0, open: 2, again: 0 },
      { employer: '丙厂', checks: 1, hazards: 0, major: 0, open: 0, again: 0 },
    ]);
  });
});
