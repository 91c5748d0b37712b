import type { CertifiedMember, CertifiedUnit, DirectoryStatement } from './directory-statement';

/**
 * What no later list may forget, because openings are refused by it: units of the tree, who took a unit over, and where
 * somebody on the list works or worked. Rows that have lost it take nothing away.
 */
type Entries = Pick<DirectoryStatement, 'units' | 'members'>;

/** The entries of a next list, completed with all that the list before says about the same units and people. */
export function remembering<E extends Entries>(before: Entries | null, entries: E): E {
  if (before === null) return entries;
  const { units, members } = entries;
  const gone = before.units.filter(({ id }) => !units.some((unit) => unit.id === id));
  return {
    ...entries,
    units: [...units.map((unit) => withSuccessors(unit, before)), ...gone],
    members: members.map((member) => withOffices(member, before)),
  };
}

/** Does the later list forget something of that? */
export function forgets(after: Entries, before: Entries): boolean {
  const unit = (id: string) => after.units.find((one) => one.id === id);
  const member = (id: string) => after.members.find((one) => one.id === id);
  const lost = (kept: readonly string[], now: readonly string[]) => kept.some((id) => !now.includes(id));
  return (
    before.units.some(({ id, successorIds }) => lost(successorIds, unit(id)?.successorIds ?? []) || !unit(id)) ||
    before.members.some((old) => {
      const now = member(old.id);
      return now !== undefined && lost(officesIn(old), officesIn(now));
    })
  );
}

/** Every unit that an entry of a list names as somebody's office. */
export const officesIn = ({ unitIds, officeIds }: Pick<CertifiedMember, 'unitIds' | 'officeIds'>): string[] => [
  ...new Set([...unitIds, ...officeIds]),
];

function withOffices(member: CertifiedMember, { members }: Entries): CertifiedMember {
  const before = members.find(({ id }) => id === member.id);
  if (before === undefined) return member;
  return { ...member, officeIds: [...new Set([...member.officeIds, ...officesIn(before)])].sort() };
}

function withSuccessors(unit: CertifiedUnit, { units }: Entries): CertifiedUnit {
  const before = units.find(({ id }) => id === unit.id);
  if (before === undefined) return unit;
  return { ...unit, successorIds: [...new Set([...unit.successorIds, ...before.successorIds])].sort() };
}
