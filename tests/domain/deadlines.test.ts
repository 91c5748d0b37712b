import { describe, expect, it } from 'vitest';
import { workCalendar } from '~/domain/dates';
import {
  claimDueOn,
  dueOn,
  objectionDueOn,
  penaltyPublicationDueOn,
  reviewDueOn,
  type StageFacts,
  urgency,
} from '~/domain/deadlines';
import { timeLimits2023 } from '~/domain/policies/time-limits-2023';
import { parsePolicyOf } from '~/domain/policy';

const limits = parsePolicyOf('timeLimits', timeLimits2023);
const calendar = workCalendar(['2026-05-01'], ['2026-05-09']);
const facts: StageFacts = { stage: 'registered', clockFrom: '2026-03-05', acceptedOn: null, confirmedOn: null };
const due = (given: Partial<StageFacts>) => dueOn({ ...facts, ...given }, limits, calendar);

describe('what is due', () => {
  it('gives five working days to accept', () => {
    expect(due({})).toEqual({ step: 'accept', on: '2026-03-12' });
  });

  it.each(['accepted', 'assigned', 'verifying', 'verdictProposed'] as const)(
    'gives 60 days to verify when %s',
    (stage) => {
      expect(due({ stage, acceptedOn: '2026-03-10' })).toEqual({ step: 'verify', on: '2026-05-09' });
    },
  );

  it('extends verification once by 30 days', () => {
    expect(due({ stage: 'verifying', acceptedOn: '2026-03-10', extensions: 1 })?.on).toBe('2026-06-08');
    expect(due({ stage: 'verifying', acceptedOn: '2026-03-10', extensions: 2 })?.on).toBe('2026-06-08');
  });

  it('gives ten days to reply', () => {
    const confirmed = { stage: 'verdictConfirmed', acceptedOn: '2026-03-10', confirmedOn: '2026-04-01' } as const;
    expect(due(confirmed)).toEqual({ step: 'reply', on: '2026-04-11' });
  });

  it.each(['notAccepted', 'replied', 'closed'] as const)('is nothing when %s', (stage) => {
    expect(due({ stage, acceptedOn: '2026-03-10', confirmedOn: '2026-04-01' })).toBeNull();
  });
});

describe('other limits', () => {
  it('gives 60 days to claim, to the next working day', () => {
    expect(claimDueOn('2026-03-10', limits, calendar)).toBe('2026-05-09');
    expect(claimDueOn('2026-03-10', limits, workCalendar())).toBe('2026-05-11');
    expect(claimDueOn('2026-03-02', limits, calendar)).toBe('2026-05-04');
  });

  it('gives seven working days to publish a penalty, ten to object, thirty to review', () => {
    expect(penaltyPublicationDueOn('2026-04-29', limits, calendar)).toBe('2026-05-09');
    expect(objectionDueOn('2026-04-01', limits)).toBe('2026-04-11');
    expect(reviewDueOn('2026-04-01', limits)).toBe('2026-05-01');
  });
});

it.each([
  [null, 'none'],
  ['2026-03-09', 'overdue'],
  ['2026-03-10', 'today'],
  ['2026-03-11', 'soon'],
  ['2026-03-13', 'soon'],
  ['2026-03-14', 'later'],
] as const)('due on %s looks %s', (on, expected) => {
  expect(urgency(on, '2026-03-10')).toBe(expected);
});
