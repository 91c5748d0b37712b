import { chinaDate } from '~/domain/dates';
import { attestDirectory } from '~/envelope/attestation';
import { openDirectory, type SignedDirectory } from '~/envelope/directory';
import { EnvelopeError } from '~/envelope/errors';
import { reserveOn, signDrill } from '~/envelope/reserve';
import { RESERVE_ID } from '~/envelope/reserve-id';
import type { SignedRouting } from '~/envelope/routing-statement';
import type { SigningKey } from '~/envelope/signing';
import { type Stamp, signStamp, stampOf } from '~/envelope/stamp';
import { checkedDirectory } from './checked-directory';
import { readProposal, vouchAgain, type WaitingDirectory } from './directory-desk';
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
 * The reserve's word under a version that this guardian proposed, in place of a second guardian's, and for the routing in
 * force again ('' for none). A version that changes or drops the reserve key cannot be confirmed by it.
 */
export async function confirmByReserve(
  waiting: WaitingDirectory,
  before: SignedDirectory,
  typed: string,
  routing: SignedRouting | null,
): Promise<{ attestation: string; routingAttestation: string }> {
  const known = await checkedDirectory(before);
  await readProposal(waiting, before);
  if (waiting.proposedBy !== member().memberId) throw new EnvelopeError('badSignature', 'not the own proposal');
  const { signature, routingAttestation } = once(reserveOn(known, typed), ({ seed }) => ({
    signature: attestDirectory(waiting.statement, waiting.publicKey, seed),
    routingAttestation: vouchAgain(routing, known, seed),
  }));
  const attestations = [
    { memberId: waiting.proposedBy, signature: waiting.attestation },
    { memberId: RESERVE_ID, signature },
  ];
  openDirectory({ ...waiting, attestations }, { before: known });
  return { attestation: signature, routingAttestation };
}

function once<T>(key: SigningKey, sign: (key: SigningKey) => T): T {
  try {
    return sign(key);
  } finally {
    key.seed.fill(0);
  }
}
