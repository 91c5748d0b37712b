import { fingerprint } from '~/envelope/key-pair';
import { changedId, type DirectoryChanges, type KeyChange, type OutsideChange } from './directory-change';

/**
 * What a guardian's tick stands for: this entry exactly as it was shown. A tick for one that changed since, while the
 * page stood open or was loaded anew, counts for nothing.
 */
export const comparedMark = (change: KeyChange | OutsideChange): string => fingerprint(JSON.stringify(change));

/** The same for all changes of units, which are read together. */
export const unitsMark = (units: DirectoryChanges['units']): string => fingerprint(JSON.stringify(units));

/** Ids of the members and keys whose marks are among these, and the kinds of what lies outside. */
export function comparedIds({ keys, outside }: DirectoryChanges, marks: ReadonlySet<string>): Set<string> {
  return new Set([
    ...keys.filter((change) => marks.has(comparedMark(change))).map(changedId),
    ...outside.filter((change) => marks.has(comparedMark(change))).map(({ of }) => of),
  ]);
}

/** Were all changes of units read, where there are some? */
export const unitsRead = ({ units }: DirectoryChanges, marks: ReadonlySet<string>): boolean =>
  units.length === 0 || marks.has(unitsMark(units));
