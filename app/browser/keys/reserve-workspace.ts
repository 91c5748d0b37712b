import { chinaDate } from '~/domain/dates';
import { EnvelopeError } from '~/envelope/errors';
import { attestDirectory } from '~/envelope/keys/attestation';
import { openDirectory, type SignedDirectory } from '~/envelope/keys/directory';
import { reserveOn, signDrill } from '~/envelope/keys/reserve';
import { RESERVE_ID } from '~/envelope/keys/reserve-id';
import type { SignedRouting } from '~/envelope/keys/routing-statement';
import { type Stamp, type Stamped, signStamp, stampOf } from '~/envelope/keys/stamp';
import type { SigningKey } from '~/envelope/signing';
import { checkedDirectory } from './checked-directory';
import {
  type ConfirmedDirectory,
  readProposal,
  stampWithList,
  standingRouting,
  vouchAgain,
  type WaitingDirectory,
} from './directory-workspace';
import { member } from './keyring';
import { seenTransferHead } from './seen-heads';
import { checkedBoth, type SignedBoth, type SigningDay, stampDay, stampOrNull } from './stamp-workspace';

/* What is done with the printed reserve key. The words are typed or scanned for one signature; nothing of them is kept, stored or sent. All functions reject with EnvelopeError: `badCode` for a typing mistake, `wrongKey` for another paper than the one whose public half stands on the list, and `badSignature`. */

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
export async function stampByReserve(signed: SignedBoth, typed: string, day: SigningDay): Promise<Stamp> {
  const stamped = await checkedBoth(signed);
  return once(reserveOn(stamped.directory, typed), ({ seed }) =>
    reserveStamp(stamped, signed.directory.publicKey, seed, day),
  );
}

function reserveStamp(stamped: Stamped, countyKey: string, seed: Uint8Array, day: SigningDay): Stamp {
  const by = { countyKey, memberId: RESERVE_ID };
  const stamp = stampOf(stamped, { ...by, head: seenTransferHead(), day: stampDay(day) });
  return { ...stamp, memberId: RESERVE_ID, signature: signStamp(stamp, by, seed) };
}

/**
 * The reserve's signatures under a version that this guardian proposed, in place of a second guardian's: for the
 * version, for the routing in force again ('' for none), and its stamp on both. A version that changes or drops the
 * reserve key cannot be confirmed with it.
 */
export async function confirmByReserve(
  waiting: WaitingDirectory,
  before: SignedDirectory,
  typed: string,
  routing: SignedRouting | null,
  day: SigningDay,
): Promise<ConfirmedDirectory> {
  const known = await checkedDirectory(before);
  const { statement } = await readProposal(waiting, before);
  const standing = await standingRouting(routing, waiting.publicKey, known);
  if (waiting.proposedBy !== member().memberId) throw new EnvelopeError('badSignature', 'not the own proposal');
  const { publicKey } = waiting;
  const { signature, ...beside } = once(reserveOn(known, typed), ({ seed }) => ({
    signature: attestDirectory(waiting.statement, publicKey, seed),
    routingAttestation: vouchAgain(standing, routing, seed),
    stamp: stampWithList(standing, (stamp) =>
      stampOrNull(() => reserveStamp({ directory: statement, routing: stamp }, publicKey, seed, day)),
    ),
  }));
  const attestations = [
    { memberId: waiting.proposedBy, signature: waiting.attestation },
    { memberId: RESERVE_ID, signature },
  ];
  openDirectory({ ...waiting, attestations }, { before: known });
  return { attestation: signature, ...beside };
}

function once<T>(key: SigningKey, sign: (key: SigningKey) => T): T {
  try {
    return sign(key);
  } finally {
    key.seed.fill(0);
  }
}
