import { signStatement, verifyStanding } from '~/envelope/signing';
import type { DirectoryStatement } from './directory-statement';
import { handlesReports } from './handling-kinds';
import { textOrder } from './statement-shape';

/** A unit key that was opened: the unit's id, and the public half as it came out of the seed. */
export type HeldKey = { unitKeyId: string; recipient: string; memberId: string };
/** A member's own statement that they hold a unit's key. */
export type SignedHeldKey = { unitKeyId: string; memberId: string; signature: string };

const KIND = 'unitKeyHeld';

/** Signed by the member's browser once it has opened the key from its grant. */
export const signHeld = ({ unitKeyId, recipient, memberId }: HeldKey, seed: Uint8Array): string =>
  signStatement(KIND, { unitKeyId, recipient, memberId }, seed);

export const verifyHeld = (
  { unitKeyId, recipient, memberId }: HeldKey,
  signature: string,
  signingKey: string,
): boolean => verifyStanding(KIND, { unitKeyId, recipient, memberId }, signature, signingKey);

/** What a list says of who can read. */
type List = Pick<DirectoryStatement, 'units' | 'keys' | 'members'>;

/** How many people must be able to open what is sealed to a unit, so that one absence leaves nothing unread. */
const MIN_HOLDERS = 2;

/**
 * Units that take reports: open ones of a kind that handles them, of whose newest certified key two certified members
 * of the unit state that they hold it, each by a signature that the list's own keys verify. No row decides who holds a
 * key. Where neither an intake nor the level above has two, an intake that has one takes reports all the same: whatever
 * nobody else can read goes there at last, and the loss of one colleague must not end reporting.
 */
export function takersOf(directory: List, words: readonly SignedHeldKey[]): string[] {
  const open = directory.units
    .filter(({ kind, closedOn }) => handlesReports(kind) && closedOn === null)
    .map(({ id, kind }) => ({ id, kind, held: holders(directory, id, words) }));
  const enough = open.filter(({ held }) => held >= MIN_HOLDERS);
  const isLast = enough.some(({ kind }) => LAST_RESORTS.includes(kind));
  const alone = isLast ? [] : open.filter(({ kind, held }) => kind === 'intake' && held === 1);
  return [...enough, ...alone].map(({ id }) => id).sort(textOrder);
}

/** Kinds of units to which whatever nobody else can take is led. */
const LAST_RESORTS: readonly string[] = ['intake', 'upper'];

function holders(directory: List, unitId: string, words: readonly SignedHeldKey[]): number {
  const newest = directory.keys.filter((key) => key.unitId === unitId).sort((a, b) => b.epoch - a.epoch)[0];
  if (newest === undefined) return 0;
  const said = words.flatMap((word) => {
    const held = word.unitKeyId === newest.unitKeyId ? claimedBy(directory, word) : null;
    return held !== null && verifyHeld(held, word.signature, held.signingKey) ? [held.signingKey] : [];
  });
  // Holders are counted by key, so that one key under two names counts once.
  return new Set(said).size;
}

/**
 * What a statement claims, with the recipient and the signing key that the list itself has: it must be about one of the
 * list's keys, by a member of that key's unit; else null. Only the signature remains to be verified.
 */
export function claimedBy(
  { keys, members }: Pick<DirectoryStatement, 'keys' | 'members'>,
  { unitKeyId, memberId }: Pick<SignedHeldKey, 'unitKeyId' | 'memberId'>,
): (HeldKey & { signingKey: string }) | null {
  const key = keys.find((one) => one.unitKeyId === unitKeyId);
  const member = members.find(
    ({ id, unitIds }) => id === memberId && key !== undefined && unitIds.includes(key.unitId),
  );
  if (key === undefined || member === undefined) return null;
  return { unitKeyId, memberId, recipient: key.recipient, signingKey: member.signingKey };
}
