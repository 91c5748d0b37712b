import { describe, expect, it } from 'vitest';
import { accidentGrades2007 } from '~/domain/county/policies/accident-grades-2007';
import { blacklist2017, blacklist2023 } from '~/domain/county/policies/blacklist-2023';
import { fujianInsider, henanInsider2025 } from '~/domain/county/policies/insider-examples';
import { localRewards } from '~/domain/county/policies/local-empty';
import { nationalReward2018 } from '~/domain/county/policies/national-reward-2018';
import { timeLimits2023 } from '~/domain/county/policies/time-limits-2023';
import { type PolicyData, parsePolicy, parsePolicyOf } from '~/domain/county/policy';
import { layRewards } from '~/domain/county/reward-tiers';
import { accidentGrade } from '~/domain/report/accident-grade';

const shipped: PolicyData[] = [
  nationalReward2018,
  timeLimits2023,
  accidentGrades2007,
  blacklist2017,
  blacklist2023,
  henanInsider2025,
  fujianInsider,
  ...localRewards,
];

describe('policies', () => {
  it('are valid, plain JSON and each under its own id', () => {
    for (const data of shipped) {
      expect(parsePolicy(JSON.parse(JSON.stringify(data))).id).toBe(data.id);
    }
    expect(new Set(shipped.map((data) => data.id)).size).toBe(shipped.length);
  });

  it.each([
    [{ checked: true }],
    [{ checkedBy: 'someone' }],
    [{ effectiveTo: '2017-01-01' }],
    [{ effectiveFrom: '2018-02-30' }],
    [{ penaltyShare: { basisPoints: 1500, floorFen: '3000.5', capFen: '1' } }],
    [{ penaltyShare: { basisPoints: 15.5, floorFen: null, capFen: null } }],
    [{ kind: 'wish' }],
  ])('are refused with %j', (wrong) => {
    expect(() => parsePolicy({ ...nationalReward2018, ...wrong })).toThrow();
  });

  it('are asked for by kind', () => {
    expect(() => parsePolicyOf('timeLimits', nationalReward2018)).toThrow(TypeError);
  });

  it('count as checked only when every layer is', () => {
    const checked = parsePolicyOf('reward', { ...nationalReward2018, checked: true, checkedBy: 'office' });
    const local = parsePolicyOf('reward', localRewards[0]);
    expect(layRewards([checked, local])).toMatchObject({ checked: false, checkedBy: null });
    expect(layRewards([checked, { ...local, checked: true, checkedBy: 'county' }]).checkedBy).toBe('county');
  });
});

describe('accident grades (国务院令第493号 Art. 3)', () => {
  const { grades } = parsePolicyOf('accidentGrades', accidentGrades2007);
  const million = (yuan: number) => BigInt(yuan) * 100_000_000n;
  it.each([
    [0, 0, 0, 'general'],
    [2, 9, 9, 'general'],
    [3, 0, 0, 'larger'],
    [9, 49, 49, 'larger'],
    [0, 10, 0, 'larger'],
    [0, 0, 10, 'larger'],
    [10, 0, 0, 'major'],
    [29, 99, 99, 'major'],
    [0, 50, 0, 'major'],
    [0, 0, 50, 'major'],
    [30, 0, 0, 'especiallyMajor'],
    [0, 100, 0, 'especiallyMajor'],
    [0, 0, 100, 'especiallyMajor'],
  ] as const)('%d dead, %d injured, %d million: %s', (deaths, seriousInjuries, loss, grade) => {
    expect(accidentGrade({ deaths, seriousInjuries, lossFen: million(loss) }, grades)).toBe(grade);
  });
  it('stays general a fen below the bound', () => {
    expect(accidentGrade({ deaths: 0, seriousInjuries: 0, lossFen: million(10) - 1n }, grades)).toBe('general');
  });
});
