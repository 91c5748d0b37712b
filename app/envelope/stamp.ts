import type { IsoDate } from '~/domain/dates';
import type { Vouched } from '~/domain/freshness';
import { guardianKeys } from './directory';
import { DIRECTORY, type DirectoryStatement } from './directory-statement';
import { type SeenVersion, seenOf } from './signed-statement';
import { signStatement, verifyStatement } from './signing';

/**
 * What a guardian's browser says on a day: this is the newest key list that it knows of. No version of the list: it
 * brings nothing into force. Hash and version of the routing statement are '' and 0 where there is none.
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

/** What one stamp is over: the checked list, and the version of the routing beside it, null where there is none. */
export type Stamped = { directory: DirectoryStatement; routing: SeenVersion | null };

/** The statement over list and routing, as of a day. */
export function stampOf({ directory, routing }: Stamped, day: IsoDate): StampStatement {
  const { textHash, version } = seenOf(DIRECTORY, directory);
  return {
    directoryHash: textHash,
    directoryVersion: version,
    routingHash: routing?.textHash ?? '',
    routingVersion: routing?.version ?? 0,
    day,
  };
}

/** Signed by a guardian's own key; the county key and the guardian's id are part of it. */
export const signStamp = (stamp: StampStatement, countyKey: string, memberId: string, seed: Uint8Array): string =>
  signStatement(KIND, { ...fieldsOf(stamp), countyKey, memberId }, seed);

/**
 * Which of the stamps are over this very list and by a guardian of it, or by its reserve key; what days they name is for the
 * reader to judge. Without `routing` the reader does not go by any, and takes stamps over whichever.
 */
export const vouchedStamps = (
  { directory, routing }: Pick<Stamped, 'directory'> & Partial<Stamped>,
  countyKey: string,
  stamps: readonly Stamp[],
): (Vouched & { memberId: string })[] =>
  stamps.flatMap(({ memberId, signature, ...stamp }) => {
    const signingKey = guardianKeys(directory)(memberId);
    const over = routing === undefined ? { version: stamp.routingVersion, textHash: stamp.routingHash } : routing;
    const due = stampOf({ directory, routing: over }, stamp.day);
    const holds =
      signingKey !== undefined &&
      JSON.stringify(fieldsOf(stamp)) === JSON.stringify(due) &&
      verifyStatement(KIND, { ...due, countyKey, memberId }, signature, signingKey);
    return holds ? [{ memberId, signingKey, day: stamp.day }] : [];
  });

const fieldsOf = ({ directoryHash, directoryVersion, routingHash, routingVersion, day }: StampStatement) => ({
  directoryHash,
  directoryVersion,
  routingHash,
  routingVersion,
  day,
});
