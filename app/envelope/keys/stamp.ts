import type { IsoDate } from '~/domain/dates';
import type { Vouched } from '~/domain/keys/freshness';
import { signStatement, verifyStatement } from '~/envelope/signing';
import { guardianKeys } from './directory';
import { DIRECTORY, type DirectoryStatement } from './directory-statement';
import { ROUTING, type RoutingStatement } from './routing-statement';
import { seenOf } from './signed-statement';

/**
 * What a guardian's browser says on a day: these are the newest key list and routing that it knows of. No version of
 * either: it brings nothing into force. Hash and version of the routing are '' and 0 only where there is none.
 */
export type StampStatement = {
  directoryHash: string;
  directoryVersion: number;
  routingHash: string;
  routingVersion: number;
  day: IsoDate;
};
export type Stamp = StampStatement & { memberId: string; signature: string };

const KIND = 'freshnessStamp';

/** What one stamp is over: the checked list and the checked routing beside it, null before there is one. */
export type Stamped = { directory: DirectoryStatement; routing: RoutingStatement | null };

/** The statement over list and routing, as of a day. */
export function stampOf({ directory, routing }: Stamped, day: IsoDate): StampStatement {
  const { textHash, version } = seenOf(DIRECTORY, directory);
  const beside = routing === null ? { textHash: '', version: 0 } : seenOf(ROUTING, routing);
  return {
    directoryHash: textHash,
    directoryVersion: version,
    routingHash: beside.textHash,
    routingVersion: beside.version,
    day,
  };
}

/** Signed by a guardian's own key; the county key and the guardian's id are part of it. */
export const signStamp = (stamp: StampStatement, countyKey: string, memberId: string, seed: Uint8Array): string =>
  signStatement(KIND, { ...fieldsOf(stamp), countyKey, memberId }, seed);

/**
 * Which of the stamps are over this very list with this very routing, and by a guardian of the list or by its reserve key;
 * what days they name is for the reader to judge.
 */
export function vouchedStamps(
  stamped: Stamped,
  countyKey: string,
  stamps: readonly Stamp[],
): (Vouched & { memberId: string })[] {
  const present = stampOf(stamped, '');
  return stamps.flatMap(({ memberId, signature, ...stamp }) => {
    const signingKey = guardianKeys(stamped.directory)(memberId);
    const due = { ...present, day: stamp.day };
    const holds =
      signingKey !== undefined &&
      JSON.stringify(fieldsOf(stamp)) === JSON.stringify(due) &&
      verifyStatement(KIND, { ...due, countyKey, memberId }, signature, signingKey);
    return holds ? [{ memberId, signingKey, day: stamp.day }] : [];
  });
}

const fieldsOf = ({ directoryHash, directoryVersion, routingHash, routingVersion, day }: StampStatement) => ({
  directoryHash,
  directoryVersion,
  routingHash,
  routingVersion,
  day,
});
