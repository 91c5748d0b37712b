import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type WithdrawalFacts, withdrawal } from '~/domain/follow/withdrawal';
import { STAGES } from '~/domain/vocabulary';

const facts = (changes: Partial<WithdrawalFacts> = {}): WithdrawalFacts => ({
  stage: 'registered',
  urgent: false,
  withdrawn: false,
  otherReports: 0,
  ...changes,
});

describe('taking a report back', () => {
  it('closes the case before acceptance', () => {
    expect(withdrawal(facts())).toBe('closed');
  });

  it('lets the department go on once it has accepted, until the verdict', () => {
    for (const stage of ['accepted', 'assigned', 'verifying', 'verdictProposed'] as const) {
      expect(withdrawal(facts({ stage }))).toBe('goesOn');
    }
  });

  it('never closes what tells of danger to life, nor what others reported too', () => {
    expect(withdrawal(facts({ urgent: true }))).toBe('goesOn');
    expect(withdrawal(facts({ otherReports: 1 }))).toBe('goesOn');
  });

  it('comes too late once there is a verdict, or no case any more', () => {
    for (const stage of ['verdictConfirmed', 'replied', 'closed', 'notAccepted'] as const) {
      expect(withdrawal(facts({ stage }))).toMatchObject({ code: 'tooLate' });
    }
  });

  it('happens once, and closes nothing but a lone report that nobody accepted', () => {
    const any = fc.record({
      stage: fc.constantFrom(...STAGES),
      urgent: fc.boolean(),
      withdrawn: fc.boolean(),
      otherReports: fc.nat(3),
    });
    fc.assert(
      fc.property(any, (given) => {
        const outcome = withdrawal(given);
        if (given.withdrawn) expect(outcome).toMatchObject({ code: 'alreadyDone' });
        if (outcome === 'closed') expect(given).toMatchObject({ stage: 'registered', urgent: false, otherReports: 0 });
      }),
    );
  });
});
