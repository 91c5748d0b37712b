import { chinaDate } from '~/domain/dates';
import { attestDirectory } from '~/envelope/attestation';
import { openDirectory, type SignedDirectory } from '~/envelope/directory';
import { EnvelopeError } from '~/envelope/errors';
import { reserveOn, signDrill } from '~/envelope/reserve';
import { RESERVE_ID } from '~/envelope/reserve-id';
import type { SigningKey } from '~/envelope/signing';
import { type Stamp, signStamp, stampOf } from '~/envelope/stamp';
import { checkedDirectory } from './checked-directory';
import { readProposal, type WaitingDirectory } from './directory-desk';
import { member } from './keyring';
import { requireStampDay } from './stamp-desk';

/*
 * What is done with the printed reserve key. The words are typed or scanned for one signature; nothing of them is kept,
 * stored or sent. All reject with EnvelopeError: `badCode` for a typing mistake, `wrongKey` for another paper than the one
 * whose public half stands on the list, and `badSignature`.
 */

/** Tries the paper: what it signs says only that it was there on this day. */
export async function drillReserve(
  signed: SignedDirectory,
  typed: string,
  now: () => number = Date.now,
): Promise<{ directoryVersion: number; day: string; signature: string }> {
  const directory = await checkedDirectory(signed);
  const drill = { directoryVersion: directory.version, day: chinaDate(now()) };
  return {
    ...drill,
    signature: once(reserveOn(directory, typed), ({ seed }) =>
      signDrill({ ...drill, countyKey: signed.publicKey }, seed),
    ),
  };
}

/** The reserve's stamp in place of a second guardian's. */
export async function stampByReserve(
  signed: SignedDirectory,
  typed: string,
  serverDay: string,
  now: () => number = Date.now,
): Promise<Stamp> {
  const directory = await checkedDirectory(signed);
  const stamp = stampOf({ directory, routing: null }, requireStampDay(serverDay, now));
  const signature = once(reserveOn(directory, typed), ({ seed }) =>
    signStamp(stamp, signed.publicKey, RESERVE_ID, seed),
  );
  return { ...stamp, memberId: RESERVE_ID, signature };
}

/**
 * The reserve's word under a version that this guardian proposed, in place of a second guardian's. A version that changes
 * or drops the reserve key cannot be confirmed by it.
 */
export async function confirmByReserve(
  waiting: WaitingDirectory,
  before: SignedDirectory,
  typed: string,
): Promise<string> {
  const known = await checkedDirectory(before);
  await readProposal(waiting, before);
  if (waiting.proposedBy !== member().memberId) throw new EnvelopeError('badSignature', 'not the own proposal');
  const signature = once(reserveOn(known, typed), ({ seed }) =>
    attestDirectory(waiting.statement, waiting.publicKey, seed),
  );
  const attestations = [
    { memberId: waiting.proposedBy, signature: waiting.attestation },
    { memberId: RESERVE_ID, signature },
  ];
  openDirectory({ ...waiting, attestations }, { before: known });
  return signature;
}

function once(key: SigningKey, sign: (key: SigningKey) => string): string {
  try {
    return sign(key);
  } finally {
    key.seed.fill(0);
  }
}
