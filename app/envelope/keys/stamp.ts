import type { IsoDate } from '~/domain/dates';
import type { Vouched } from '~/domain/keys/freshness';
import { signStatement, verifyStatement } from '~/envelope/signing';
import { guardianKeys } from './directory';
import { DIRECTORY, type DirectoryStatement } from './directory-statement';
import { textHashOf } from './memory';
import { ROUTING, type RoutingStatement } from './routing-statement';
import { seenOf } from './signed-statement';

/**
 * What a guardian's browser states on a day: these are the newest key list and routing that it knows of. It is no
 * version of either and brings nothing into force. Hash and version of the routing are '' and 0 only where there is
 * none.
 */
export type StampStatement = {
  directoryHash: string;
  directoryVersion: number;
  routingHash: string;
  routingVersion: number;
  /**
   * Names the newest of the county's transfers that this guardian knows of (`transferTag`), but only to somebody who
   * has the chain.
   */
  transferTag: string;
  day: IsoDate;
};
export type Stamp = StampStatement & { memberId: string; signature: string };

const KIND = 'freshnessStamp';

/** What a stamp covers: the checked list, and beside it the checked routing, null before there is one. */
export type Stamped = { directory: DirectoryStatement; routing: RoutingStatement | null };

/** Who made the stamp, and for which county. */
export type Stamping = { countyKey: string; memberId: string };

/**
 * The newest transfer as a stamp names it: SHA-256 (hex) of its hash with day, guardian and county. Stamps are public;
 * this way nobody can compare two of them to tell whether a case was transferred in between.
 */
export const transferTag = (head: string, { countyKey, memberId }: Stamping, day: IsoDate): string =>
  textHashOf(JSON.stringify(['anshao/stamped-transfer/v1', countyKey, memberId, day, head]));

/** The statement over list and routing as of a day; `head` is the newest transfer's hash, '' before there is one. */
export function stampOf(
  { directory, routing }: Stamped,
  { head, day, ...by }: Stamping & { head: string; day: IsoDate },
): StampStatement {
  return { ...over({ directory, routing }), transferTag: transferTag(head, by, day), day };
}

function over({ directory, routing }: Stamped): Omit<StampStatement, 'transferTag' | 'day'> {
  const { textHash, version } = seenOf(DIRECTORY, directory);
  const beside = routing === null ? { textHash: '', version: 0 } : seenOf(ROUTING, routing);
  return {
    directoryHash: textHash,
    directoryVersion: version,
    routingHash: beside.textHash,
    routingVersion: beside.version,
  };
}

/** Signed with a guardian's own key; the county key and the guardian's id are part of the text. */
export const signStamp = (stamp: StampStatement, { countyKey, memberId }: Stamping, seed: Uint8Array): string =>
  signStatement(KIND, { ...fieldsOf(stamp), countyKey, memberId }, seed);

/**
 * Those of the stamps that cover this very list with this very routing, made by a guardian of the list or with its
 * reserve key. The reader judges which days they name.
 */
export function vouchedStamps(
  stamped: Stamped,
  countyKey: string,
  stamps: readonly Stamp[],
): (Vouched & { memberId: string })[] {
  const present = over(stamped);
  return stamps.flatMap(({ memberId, signature, ...stamp }) => {
    const signingKey = guardianKeys(stamped.directory)(memberId);
    const { transferTag: tag, day } = stamp;
    const due = { ...present, transferTag: tag, day };
    const holds =
      signingKey !== undefined &&
      JSON.stringify(fieldsOf(stamp)) === JSON.stringify(fieldsOf(due)) &&
      isSignedStamp({ ...due, memberId, signature }, countyKey, signingKey);
    return holds ? [{ memberId, signingKey, day }] : [];
  });
}

/** Did this key sign the stamp, whatever list and routing it covers? */
export const isSignedStamp = (
  { memberId, signature, ...stamp }: Stamp,
  countyKey: string,
  signingKey: string,
): boolean => verifyStatement(KIND, { ...fieldsOf(stamp), countyKey, memberId }, signature, signingKey);

function fieldsOf(stamp: StampStatement): StampStatement {
  const { directoryHash, directoryVersion, routingHash, routingVersion, transferTag: tag, day } = stamp;
  return { directoryHash, directoryVersion, routingHash, routingVersion, transferTag: tag, day };
}
