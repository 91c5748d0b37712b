import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fujianInsider, henanInsider2025 } from '~/domain/county/policies/insider-examples';
import { parsePolicyOf } from '~/domain/county/policy';
import { type RewardPolicy, withInsiderUplift } from '~/domain/county/reward-policy';
import { ASKED_KINDS, readAskedReward } from '~/domain/reward/asked-reward';
import { askedReward } from '~/domain/reward/calculated-reward';
import { jointShares } from '~/domain/reward/joint-shares';
import { computeReward } from '~/domain/reward/reward';
import { rewardChanges } from '~/domain/reward/reward-changes';
import type { RewardFacts } from '~/domain/reward/reward-facts';
import { ACCIDENT_GRADES, ANONYMITY, MATTERS, VERDICTS } from '~/domain/vocabulary';
import { calculatorWords } from '~/words/reward/calculator';
import { grades, national, violation, yuan } from './reward-example';

const ask = (policy: RewardPolicy, query: Record<string, string>) =>
  askedReward({ policy, grades }, new URLSearchParams(query));

const fenOrNull = fc.option(fc.bigInt({ min: 0n, max: 100_000_000n }), { nil: null });
const range = fc.record({ minFen: fenOrNull, maxFen: fenOrNull });
/** Any rule that can be stored, also one whose floor lies above its cap. */
const anyPolicy: fc.Arbitrary<RewardPolicy> = fc
  .record({
    penaltyShare: fc.record({
      basisPoints: fc.option(fc.nat(20_000), { nil: null }),
      floorFen: fenOrNull,
      capFen: fenOrNull,
    }),
    concealedDeath: fc.record({
      perDeathFen: fc.record({ general: fenOrNull, larger: fenOrNull, major: fenOrNull, especiallyMajor: fenOrNull }),
      capFen: fenOrNull,
    }),
    generalHazard: range,
    generalViolation: range,
    insider: fc.option(
      fc.record({
        basisPoints: fc.nat(20_000),
        minimumFen: fenOrNull,
        capFen: fenOrNull,
        familyCounts: fc.boolean(),
        legalBasis: fc.constant('省规定'),
      }),
      { nil: null },
    ),
    anonymousEligible: fc.option(fc.boolean(), { nil: null }),
    rounding: fc.constantFrom('halfUp', 'down', null),
  })
  .map((said) => ({ ...national, ...said }) as RewardPolicy);

const anyFacts: fc.Arbitrary<RewardFacts> = fc.record({
  matter: fc.constantFrom(...MATTERS),
  verdict: fc.constantFrom(...VERDICTS),
  penaltyFen: fc.option(fc.bigInt({ min: 0n, max: 1_000_000_000n }), { nil: null }),
  concealedDeaths: fc.nat(50),
  totalDeaths: fc.nat(60),
  accidentGrade: fc.option(fc.constantFrom(...ACCIDENT_GRADES), { nil: null }),
  insider: fc.boolean(),
  anonymity: fc.constantFrom(...ANONYMITY),
  majorHazard: fc.boolean(),
  unlawfulProduction: fc.boolean(),
  excluded: fc.record({ alreadyKnown: fc.boolean(), supervisingOfficial: fc.boolean(), fabricated: fc.boolean() }),
  provesByCode: fc.boolean(),
});

describe('whatever the rule', () => {
  it('no reward is negative, and where none is due the amount is zero', () => {
    fc.assert(
      fc.property(anyPolicy, anyFacts, (policy, facts) => {
        const { amountFen, refusedBecause, steps } = computeReward(policy, facts, grades);
        expect(amountFen >= 0n).toBe(true);
        if (refusedBecause) expect([amountFen, steps]).toEqual([0n, []]);
        else expect(steps.at(-1)?.resultFen).toBe(String(amountFen));
      }),
    );
  });

  it('a higher penalty never gives less, and an insider never less than an outsider', () => {
    fc.assert(
      fc.property(anyPolicy, anyFacts, fc.bigInt({ min: 1n, max: 1_000_000_000n }), (policy, facts, more) => {
        const penaltyFen = facts.penaltyFen ?? 0n;
        // Between a fine and none the rule itself may differ.
        if (penaltyFen === 0n) return;
        const low = computeReward(policy, { ...facts, penaltyFen }, grades).amountFen;
        const high = computeReward(policy, { ...facts, penaltyFen: penaltyFen + more }, grades).amountFen;
        expect(low <= high).toBe(true);
        const outsider = computeReward(policy, { ...facts, insider: false }, grades).amountFen;
        expect(outsider <= computeReward(policy, { ...facts, insider: true }, grades).amountFen).toBe(true);
      }),
    );
  });

  it('a fined major matter gets between floor and cap, the cap being the stronger', () => {
    fc.assert(
      fc.property(anyPolicy, fc.bigInt({ min: 1n, max: 1_000_000_000n }), (policy, penaltyFen) => {
        const { floorFen, capFen } = policy.penaltyShare;
        const { amountFen, refusedBecause } = computeReward(policy, { ...violation, penaltyFen }, grades);
        if (refusedBecause || floorFen === null || capFen === null) return;
        expect(amountFen <= capFen && (amountFen >= floorFen || amountFen === capFen)).toBe(true);
      }),
    );
  });

  it('the shares of a joint report sum to the whole and differ by a fen at most', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.integer({ min: 1, max: 100 }), (amount, people) => {
        const shares = jointShares(amount, people);
        expect(shares.length).toBe(people);
        expect(shares.reduce((sum, one) => sum + one, 0n)).toBe(amount);
        expect((shares[0] ?? 0n) - (shares.at(-1) ?? 0n) <= 1n).toBe(true);
      }),
    );
  });
});

describe('the calculator', () => {
  it('answers nothing where nothing is asked, and says what is wrong in a question', () => {
    expect(ask(national, {})).toBeNull();
    expect(ask(national, { penalty: '5' })).toBeNull();
    expect(ask(national, { kind: 'wish' })).toMatchObject({
      problems: [{ field: 'kind', problem: 'missing' }],
      calculated: null,
    });
    expect(readAskedReward(new URLSearchParams({ kind: 'grave', penalty: '-5', signatories: '1000' }))).toMatchObject({
      problems: [
        { field: 'penalty', problem: 'notYuan' },
        { field: 'signatories', problem: 'tooMany' },
      ],
      facts: null,
    });
  });

  it.each([
    [{ kind: 'grave', penalty: '２万元' }, 3_000],
    [{ kind: 'grave', penalty: '50,000' }, 7_500],
    [{ kind: 'grave', penalty: '200万' }, 300_000],
    [{ kind: 'concealedDeaths', deaths: '两人', grade: 'general' }, 60_000],
    [{ kind: 'concealedDeaths', deaths: '2', allDeaths: '3', grade: 'larger' }, 80_000],
  ])('%o gives %d yuan nationally', (query, amount) => {
    expect(ask(national, query)?.calculated).toMatchObject({ amountFen: yuan(amount) });
  });

  it('pays a general violation what the county set, and never the national floor', () => {
    const local = { minFen: yuan(300), maxFen: yuan(500) };
    const county = { ...national, generalViolation: local, generalHazard: local };
    for (const kind of ['generalViolation', 'generalHazard']) {
      expect(ask(county, { kind, penalty: '20000' })?.calculated?.amountFen).toBe(yuan(300));
      expect(ask(county, { kind, chosen: '500' })?.calculated?.amountFen).toBe(yuan(500));
      expect(ask(county, { kind, chosen: '3000' })?.calculated?.refusedBecause).toBe('outsideRange');
      expect(ask(national, { kind })?.calculated?.refusedBecause).toBe('amountNotEntered');
    }
  });

  it('takes words of any kind without failing, and says nothing of fields that do not concern the question', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('1', '20000', '万', '无', 'yes', 'anonymous', 'larger'));
    const query = fc.record({ penalty: text, chosen: text, deaths: text, grade: text, insider: text, reporter: text });
    fc.assert(
      fc.property(fc.constantFrom(...ASKED_KINDS), query, (kind, said) => {
        const asked = ask(national, { kind, ...said });
        const fields = asked?.problems.map(({ field }) => field) ?? [];
        expect(fields.includes('penalty') && kind !== 'grave').toBe(false);
        expect(fields.includes('deaths') && kind !== 'concealedDeaths').toBe(false);
        expect((asked?.calculated?.amountFen ?? 0n) >= 0n).toBe(true);
      }),
    );
  });
});

describe('what would change a reward', () => {
  const changesOf = (policy: RewardPolicy, facts: Partial<RewardFacts>) =>
    Object.fromEntries(
      rewardChanges(policy, { ...violation, ...facts }, grades).map(({ code, ...one }) => [code, one]),
    );

  it('names the fines from which floor and cap hold, and who gets none', () => {
    expect(changesOf(national, { penaltyFen: yuan(50_000) })).toEqual({
      floorUpTo: { fineFen: yuan(20_000), amountFen: yuan(3_000) },
      capFrom: { fineFen: yuan(2_000_000), amountFen: yuan(300_000) },
      noPenalty: { amountFen: 0n, refusedBecause: 'noPenalty' },
      anonymous: { amountFen: 0n, refusedBecause: 'anonymousNotEligible' },
      alreadyKnown: { amountFen: 0n, refusedBecause: 'alreadyKnown' },
      supervisingOfficial: { amountFen: 0n, refusedBecause: 'supervisingOfficial' },
    });
  });

  it('names an insider’s amount where the province has an uplift', () => {
    const henan = withInsiderUplift(national, parsePolicyOf('insider', henanInsider2025));
    const fujian = withInsiderUplift(national, parsePolicyOf('insider', fujianInsider));
    expect(changesOf(henan, { penaltyFen: yuan(50_000) }).insider?.amountFen).toBe(yuan(8_625));
    expect(changesOf(fujian, { penaltyFen: yuan(9_000_000) }).insider?.amountFen).toBe(yuan(390_000));
    expect(changesOf(henan, { insider: true, penaltyFen: yuan(50_000) }).noInsider?.amountFen).toBe(yuan(7_500));
  });

  it('is computed as a reward with those facts is, and has words in both languages', () => {
    fc.assert(
      fc.property(anyPolicy, anyFacts, (policy, facts) => {
        const now = computeReward(policy, facts, grades);
        for (const change of rewardChanges(policy, facts, grades)) {
          expect(change.amountFen >= 0n).toBe(true);
          if (change.fineFen === undefined)
            expect([change.amountFen, change.refusedBecause]).not.toEqual([now.amountFen, now.refusedBecause]);
          for (const lang of ['zh', 'en'] as const)
            expect(calculatorWords[lang].changes[change.code]('1')).not.toBe('');
        }
      }),
    );
  });
});
