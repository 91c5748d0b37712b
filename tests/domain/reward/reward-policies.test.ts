import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fujianInsider, henanInsider2025 } from '~/domain/county/policies/insider-examples';
import { emptyLocalReward, localRewards } from '~/domain/county/policies/local-empty';
import { parsePolicyOf } from '~/domain/county/policy';
import { withInsiderUplift } from '~/domain/county/reward-policy';
import { layRewards } from '~/domain/county/reward-tiers';
import { accidentGrade as accidentGradeOf } from '~/domain/report/accident-grade';
import { ACCIDENT_GRADES } from '~/domain/vocabulary';
import { amountOf, concealed, grades, national, yuan } from './reward-example';

const henan = withInsiderUplift(national, parsePolicyOf('insider', henanInsider2025));

const fujian = withInsiderUplift(national, parsePolicyOf('insider', fujianInsider));

describe('insiders', () => {
  it.each([
    [10_000, 4_000],
    [20_000, 4_000],
    [100_000, 17_250],
    [2_000_000, 300_000],
    [1_900_000, 300_000],
  ])('Henan: a fine of %d gives %d: 15 %% more, at least 1,000, still capped', (fine, reward) => {
    expect(amountOf(henan, { insider: true, penaltyFen: yuan(fine) }).amountFen).toBe(yuan(reward));
  });

  it.each([
    [10_000, 3_900],
    [2_000_000, 390_000],
    [9_000_000, 390_000],
  ])('Fujian: a fine of %d gives %d: 30 %% more, the cap moves', (fine, reward) => {
    expect(amountOf(fujian, { insider: true, penaltyFen: yuan(fine) }).amountFen).toBe(yuan(reward));
  });

  it('gives nothing more where the province has set nothing, and to outsiders', () => {
    expect(amountOf(national, { insider: true }).amountFen).toBe(yuan(7_500));
    expect(amountOf(henan, { insider: false }).amountFen).toBe(yuan(7_500));
  });

  it('names the minimum in its step', () => {
    const step = amountOf(henan, { insider: true, penaltyFen: yuan(10_000) }).steps.at(-1);
    expect(step).toMatchObject({ code: 'insiderUplift', upliftFen: '100000', minimumApplied: true });
  });
});

describe('local policies', () => {
  const empty = parsePolicyOf(
    'reward',
    emptyLocalReward({ id: 'demo-local', jurisdiction: 'demo', legalBasis: '本县规定' }),
  );

  it('ships tables without amounts that change nothing when laid over the national rule', () => {
    expect(amountOf(empty, {}).refusedBecause).toBe('amountNotEntered');
    expect(amountOf(layRewards([national, empty]), {}).amountFen).toBe(yuan(7_500));
  });

  it('takes a local cap and a local range for general hazards', () => {
    const anhui = localRewards.map((data) => parsePolicyOf('reward', data)).find((one) => one.jurisdiction === 'anhui');
    if (anhui === undefined) throw new Error('Anhui is missing');
    const laid = layRewards([national, anhui]);
    expect(amountOf(laid, { penaltyFen: yuan(9_000_000) }).amountFen).toBe(yuan(300_000));
    const deaths = { concealedDeaths: 11, totalDeaths: 11, accidentGrade: 'major' } as const;
    expect(amountOf(laid, deaths, concealed).amountFen).toBe(yuan(500_000));
    const ranged = { ...empty, generalHazard: { minFen: 30_000n, maxFen: 50_000n } };
    expect(amountOf(ranged, { matter: 'hazard' }).amountFen).toBe(30_000n);
    expect(amountOf(ranged, { matter: 'hazard', chosenFen: 50_000n }).amountFen).toBe(50_000n);
    expect(amountOf(ranged, { matter: 'hazard', chosenFen: 50_001n }).refusedBecause).toBe('outsideRange');
  });
});

describe('for any penalty and any number of deaths', () => {
  const policies = fc.constantFrom(national, henan, fujian);
  const fen = fc.bigInt({ min: 1n, max: 2_000_000_000n });

  it('never falls when the penalty rises, and stays between floor and cap', () => {
    fc.assert(
      fc.property(policies, fen, fen, fc.boolean(), (policy, fine, more, insider) => {
        const low = amountOf(policy, { penaltyFen: fine, insider }).amountFen;
        const high = amountOf(policy, { penaltyFen: fine + more, insider }).amountFen;
        expect(low <= high).toBe(true);
        expect(low >= 300_000n && high <= (insider ? (policy.insider?.capFen ?? 30_000_000n) : 30_000_000n)).toBe(true);
      }),
    );
  });

  it('never falls with more concealed deaths or a higher grade', () => {
    fc.assert(
      fc.property(
        policies,
        fc.integer({ min: 1, max: 60 }),
        fc.nat(3),
        fc.boolean(),
        (policy, deaths, grade, insider) => {
          const at = (concealedDeaths: number, index: number) => {
            const least = ACCIDENT_GRADES.indexOf(
              accidentGradeOf({ deaths: concealedDeaths, seriousInjuries: 0, lossFen: 0n }, grades),
            );
            const accidentGrade = ACCIDENT_GRADES[Math.min(Math.max(index, least), 3)] ?? 'general';
            return amountOf(
              policy,
              { concealedDeaths, totalDeaths: concealedDeaths, accidentGrade, insider },
              concealed,
            ).amountFen;
          };
          expect(at(deaths, grade) <= at(deaths + 1, grade)).toBe(true);
          expect(at(deaths, grade) <= at(deaths, grade + 1)).toBe(true);
        },
      ),
    );
  });

  it('ends its steps at the amount', () => {
    fc.assert(
      fc.property(policies, fen, fc.boolean(), (policy, penaltyFen, insider) => {
        const { amountFen, steps } = amountOf(policy, { penaltyFen, insider });
        expect(steps.at(-1)?.resultFen).toBe(String(amountFen));
        expect(JSON.parse(JSON.stringify(steps))).toEqual(steps);
      }),
    );
  });
});
