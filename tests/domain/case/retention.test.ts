import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endOf, payeeDueOn, type RetentionFacts, retentionDue } from '~/domain/case/retention';
import { retention2026 } from '~/domain/county/policies/retention-2026';
import { parsePolicyOf } from '~/domain/county/policy';
import { addDays } from '~/domain/dates';

const policy = parsePolicyOf('retention', retention2026);
const facts = (changes: Partial<RetentionFacts> = {}): RetentionFacts => ({
  stage: 'closed',
  lastActOn: '2024-01-01',
  withdrawn: false,
  moneyOpen: false,
  ceremonyOpen: false,
  purgedOn: null,
  identityGone: false,
  ...changes,
});
const dayAfter = (days: number) => addDays('2024-01-01', days);

describe('retentionDue', () => {
  it.each([
    ['closed', false, policy.ends.closed],
    ['notAccepted', false, policy.ends.notAccepted],
    ['closed', true, policy.ends.withdrawn],
    ['notAccepted', true, policy.ends.withdrawn],
  ] as const)(
    'keeps a case that ended as %s (withdrawn: %s) to the last day of its terms',
    (stage, withdrawn, terms) => {
      const ended = facts({ stage, withdrawn });
      expect(retentionDue(ended, policy, dayAfter(terms.identityDays))).toBeNull();
      expect(retentionDue(ended, policy, dayAfter(terms.identityDays + 1))).toBe('identity');
      expect(retentionDue({ ...ended, identityGone: true }, policy, dayAfter(terms.contentDays))).toBeNull();
      expect(retentionDue({ ...ended, identityGone: true }, policy, dayAfter(terms.contentDays + 1))).toBe('content');
    },
  );

  it('never touches an open case, money or a ceremony under way, or what is gone', () => {
    const long = dayAfter(20_000);
    for (const stage of ['registered', 'accepted', 'assigned', 'verifying', 'replied'] as const) {
      expect(retentionDue(facts({ stage, withdrawn: true }), policy, long)).toBeNull();
    }
    expect(retentionDue(facts({ moneyOpen: true }), policy, long)).toBeNull();
    expect(retentionDue(facts({ ceremonyOpen: true }), policy, long)).toBeNull();
    expect(retentionDue(facts({ purgedOn: '2024-02-01' }), policy, long)).toBeNull();
    expect(retentionDue(facts(), policy, long)).toBe('content');
  });

  it('once due stays due, and identity is never kept longer than content', () => {
    fc.assert(
      fc.property(fc.nat(8000), fc.nat(8000), fc.boolean(), fc.boolean(), (day, more, withdrawn, identityGone) => {
        const ended = facts({ withdrawn, identityGone });
        const rank = { content: 2, identity: 1 } as const;
        const now = retentionDue(ended, policy, dayAfter(day));
        const later = retentionDue(ended, policy, dayAfter(day + more));
        expect(later ? rank[later] : 0).toBeGreaterThanOrEqual(now ? rank[now] : 0);
      }),
    );
  });
});

describe('payeeDueOn', () => {
  it('is the day after the last day of keeping', () => {
    expect(payeeDueOn('2026-01-01', { ...policy, payeeDays: 30 })).toBe('2026-02-01');
  });
});

it('knows how a case ended', () => {
  expect(endOf({ stage: 'verifying', withdrawn: true })).toBeNull();
  expect(endOf({ stage: 'closed', withdrawn: true })).toBe('withdrawn');
});
