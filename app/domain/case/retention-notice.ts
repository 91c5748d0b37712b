import type { RetentionPolicy } from '~/domain/county/policy';
import { addDays, type IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';

/**
 * Shorter terms delete what longer ones would have kept, so others have this long to notice and to enter a longer
 * version.
 */
export const RETENTION_NOTICE_DAYS = 30;

const terms = ({ ends, payeeDays }: Pick<RetentionPolicy, 'ends' | 'payeeDays'>): number[] => [
  ...[ends.closed, ends.notAccepted, ends.withdrawn].flatMap((one) => [one.contentDays, one.identityDays]),
  payeeDays,
];

/**
 * A retention policy begins today or later. One that shortens a term in force begins no sooner than in 30 days, because
 * one person alone must not be able to delete everything at once. Refusals on `effectiveFrom`: `tooLate`, and
 * `conflict` (data.days).
 */
export function retentionNotice(
  next: Pick<RetentionPolicy, 'ends' | 'payeeDays' | 'effectiveFrom'>,
  standing: readonly Pick<RetentionPolicy, 'ends' | 'payeeDays'>[],
  today: IsoDate,
): Refusal | null {
  if (next.effectiveFrom < today) return new Refusal('tooLate', { field: 'effectiveFrom' });
  const shorter = standing.some((one) => terms(next).some((days, index) => days < (terms(one)[index] ?? 0)));
  if (!shorter || next.effectiveFrom >= addDays(today, RETENTION_NOTICE_DAYS)) return null;
  return new Refusal('conflict', {
    field: 'effectiveFrom',
    data: { rule: 'retentionNotice', days: RETENTION_NOTICE_DAYS },
  });
}
