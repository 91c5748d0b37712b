import { EnvelopeError } from '~/envelope/errors';
import { guardianKeys } from './directory';
import { forgets } from './directory-memory';
import {
  type CertifiedMember,
  type CertifiedUnit,
  type CertifiedUnitKey,
  DIRECTORY,
  type DirectoryContent,
  type DirectoryStatement,
  sameKey,
  sameMember,
  sameUnit,
} from './directory-statement';
import { nothingElse } from './nothing-else';
import { openUnattested, type Proposal, requireProposed } from './signed-statement';
import { type Superior, sameSuperior } from './superior';

export type ChangeKind = 'added' | 'removed' | 'changed';
type Of<Name extends string, T> = { of: Name; change: ChangeKind; before: T | null; after: T | null };
type OfUnit = Of<'unit', CertifiedUnit>;
/** An entry with a fingerprint, to be compared face to face. */
export type KeyChange = Of<'member', CertifiedMember> | Of<'key', CertifiedUnitKey>;
/** Somebody, or a key, that stands on the list once and belongs to no unit. */
export type OutsideChange =
  | Of<'superior', Superior>
  | Of<'reserve', NonNullable<DirectoryStatement['reserve']>>
  | Of<'backup', NonNullable<DirectoryStatement['backup']>>;
/** One entry that a next version adds, removes or changes. */
export type DirectoryChange = KeyChange | OfUnit;
/**
 * The differences between two versions: entries with a fingerprint, to be compared; units of the tree, to be read; and
 * what lies outside, to be read and compared.
 */
export type DirectoryChanges = { keys: KeyChange[]; units: OfUnit[]; outside: OutsideChange[] };

/** The differences between two versions, in all that a list says: two that differ in anything of it differ here. */
export function directoryChanges(before: DirectoryContent | null, after: DirectoryContent): DirectoryChanges {
  const { units, keys, members, superior, reserve, backup, ...rest } = after;
  nothingElse(rest);
  const changedMembers = changesOf('member', before?.members ?? [], members, ({ id }) => id, sameMember);
  const changedKeys = changesOf('key', before?.keys ?? [], keys, ({ unitKeyId }) => unitKeyId, sameKey);
  return {
    keys: [...changedMembers, ...changedKeys],
    units: changesOf('unit', before?.units ?? [], units, ({ id }) => id, sameUnit),
    outside: [
      ...changesOf('superior', listed(before?.superior), listed(superior), once, sameSuperior),
      ...changesOf('reserve', listed(before?.reserve), listed(reserve), once, sameText),
      ...changesOf('backup', listed(before?.backup), listed(backup), once, sameText),
    ],
  };
}

const listed = <T>(one: T | null | undefined): T[] => (one === null || one === undefined ? [] : [one]);
const once = () => '';
const sameText = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The id of the entry that changes. */
export function changedId(change: DirectoryChange): string {
  if (change.of === 'key') return (change.after ?? change.before)?.unitKeyId ?? '';
  return (change.after ?? change.before)?.id ?? '';
}

export type { Proposal };

/**
 * The statement of a version that waits for its second guardian. It must be signed by the county key and by a guardian
 * of the version in force (of the waiting version itself where there is none), follow that version directly, have
 * exactly the history of lists that were in force, and forget nothing of them (directory-memory.ts). Throws
 * EnvelopeError `badSignature`.
 */
export function openProposal(proposal: Proposal, before: DirectoryStatement | null): DirectoryStatement {
  const statement = openUnattested(DIRECTORY, proposal);
  const electorates = [statement, ...(before === null ? [] : [before])].map(guardianKeys);
  requireProposed(DIRECTORY, { proposal, statement, before }, electorates);
  if (before !== null && forgets(statement, before)) throw new EnvelopeError('badSignature', 'directory forgets');
  return statement;
}

export function changesOf<Name extends string, T>(
  of: Name,
  before: readonly T[],
  after: readonly T[],
  idOf: (one: T) => string,
  same: (one: T, other: T) => boolean,
): Of<Name, T>[] {
  const old = new Map(before.map((one) => [idOf(one), one]));
  const now = new Map(after.map((one) => [idOf(one), one]));
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((id) => {
    const [one, other] = [old.get(id) ?? null, now.get(id) ?? null];
    if (one !== null && other !== null && same(one, other)) return [];
    return { of, change: sortOf(one, other), before: one, after: other };
  });
}

const sortOf = (before: unknown, after: unknown): ChangeKind =>
  before === null ? 'added' : after === null ? 'removed' : 'changed';
