import { chinaDate, daysBetween, type IsoDate } from '~/domain/dates';
import { EnvelopeError, isEnvelopeError } from '~/envelope/errors';
import { guardianIn, type SignedDirectory } from '~/envelope/keys/directory';
import type { SignedRouting } from '~/envelope/keys/routing-statement';
import { type Stamp, type Stamped, signStamp, stampOf } from '~/envelope/keys/stamp';
import { checkedDirectory } from './checked-directory';
import { checkedRouting } from './checked-routing';
import { member } from './keyring';
import { seenTransferHead } from './seen-heads';

/** List and routing that the server says are in force. */
export type SignedBoth = { directory: SignedDirectory; routing: SignedRouting | null };
/** The date by the server, and by this computer's clock. */
export type SigningDay = { today: IsoDate; now?: () => number };

/**
 * This guardian's stamp on list and routing, after checking both against all that this browser remembers: one that is
 * older than one seen, or of another history, is never stamped. The stamp also names the newest transfer that this
 * browser knows of. Rejects with EnvelopeError `badSignature`.
 */
export async function makeStamp(signed: SignedBoth, day: SigningDay): Promise<Stamp> {
  return ownStamp(await checkedBoth(signed), signed.directory.publicKey, day);
}

/** Checks list and routing against all that this browser remembers. Rejects with EnvelopeError `badSignature`. */
export async function checkedBoth({ directory: signed, routing }: SignedBoth): Promise<Stamped> {
  const directory = await checkedDirectory(signed);
  return { directory, routing: await checkedRouting(routing, signed.publicKey, directory) };
}

function ownStamp(stamped: Stamped, countyKey: string, day: SigningDay): Stamp {
  const { memberId, signing } = member();
  if (guardianIn(stamped.directory, memberId)?.signingKey !== signing.publicKey) {
    throw new EnvelopeError('badSignature', 'own entry');
  }
  const by = { countyKey, memberId };
  const stamp = stampOf(stamped, { ...by, head: seenTransferHead(), day: stampDay(day) });
  return { ...stamp, memberId, signature: signStamp(stamp, by, signing.seed) };
}

/**
 * The stamp that goes with a guardian's signature under a next version, so that what comes into force is confirmed as
 * current at once. Null where this computer's date is wrong; then it is asked for separately.
 */
export function stampOrNull(make: () => Stamp): Stamp | null {
  try {
    return make();
  } catch (error) {
    if (isEnvelopeError(error)) return null;
    throw error;
  }
}

/** This guardian's own stamp of that kind. */
export const ownStampOrNull = (stamped: Stamped, countyKey: string, day: SigningDay): Stamp | null =>
  stampOrNull(() => ownStamp(stamped, countyKey, day));

/** What a workspace made, as fields to post. */
export const withStampField = <T extends { stamp: Stamp | null }>(made: T): Omit<T, 'stamp'> & { stamp: string } => ({
  ...made,
  stamp: made.stamp === null ? '' : JSON.stringify(made.stamp),
});

/**
 * The day of a stamp is this computer's own, because a server could name one far ahead. Throws EnvelopeError
 * `badSignature` where the two days differ by more than one.
 */
export function stampDay({ today, now = Date.now }: SigningDay): IsoDate {
  const day = chinaDate(now());
  if (Math.abs(daysBetween(day, today)) > 1) throw new EnvelopeError('badSignature', 'clocks differ');
  return day;
}
