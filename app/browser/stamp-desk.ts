import { chinaDate, daysBetween, type IsoDate } from '~/domain/dates';
import { guardianIn, type SignedDirectory } from '~/envelope/directory';
import { EnvelopeError } from '~/envelope/errors';
import { type Stamp, signStamp, stampOf } from '~/envelope/stamp';
import { checkedDirectory } from './checked-directory';
import { member } from './keyring';

/**
 * This guardian's stamp on the list, after checking it against all that this browser remembers: an older list than one
 * seen is never stamped. Rejects with EnvelopeError `badSignature`.
 */
export async function makeStamp(
  signed: SignedDirectory,
  serverDay: IsoDate,
  now: () => number = Date.now,
): Promise<Stamp> {
  const directory = await checkedDirectory(signed);
  const { memberId, signing } = member();
  const day = requireStampDay(serverDay, now);
  if (guardianIn(directory, memberId)?.signingKey !== signing.publicKey) {
    throw new EnvelopeError('badSignature', 'own entry');
  }
  const stamp = stampOf({ directory, routing: null }, day);
  return { ...stamp, memberId, signature: signStamp(stamp, signed.publicKey, memberId, signing.seed) };
}

/**
 * The day of a stamp: this computer's own, for a server could name one far ahead. Throws EnvelopeError `badSignature`
 * where the two days differ by more than one.
 */
export function requireStampDay(serverDay: IsoDate, now: () => number): IsoDate {
  const day = chinaDate(now());
  if (Math.abs(daysBetween(day, serverDay)) > 1) throw new EnvelopeError('badSignature', 'clocks differ');
  return day;
}
