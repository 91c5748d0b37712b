import { Refusal } from '~/domain/refusal';
import type { Role } from '~/domain/vocabulary';
import { APART, type ConflictRule, SEPARATE_CIRCLES } from './role-matrix';

export type Circle = keyof typeof SEPARATE_CIRCLES;

/** The circles among handlers, guardians and custodians that these roles touch. */
export function circlesOf(roles: readonly Role[]): Circle[] {
  const all = Object.entries(SEPARATE_CIRCLES) as [Circle, readonly Role[]][];
  return all.filter(([, members]) => members.some((role) => roles.includes(role))).map(([circle]) => circle);
}

/**
 * The rule that these roles break, or null. `now` are the roles held (or to be held) today, `ever` all roles ever held:
 * whoever once held one share may have kept it, so where the matrix says `ever`, both are looked at.
 */
export function conflictAmong(now: readonly Role[], ever: readonly Role[] = []): ConflictRule | null {
  const held = [...now, ...ever];
  const broken = APART.find(({ between: [a, b], ever: always }) => {
    const others = always ? held : now;
    const meets = (mine: readonly Role[], theirs: readonly Role[]) =>
      mine.some((role) => now.includes(role)) && theirs.some((role) => others.includes(role));
    return meets(a, b) || meets(b, a);
  });
  return broken?.rule ?? null;
}

/** Refusal `conflict` with data.rule when the roles may not be held together, else null. */
export function checkRoleChange(after: readonly Role[], ever: readonly Role[], holdsUnitKey: boolean): Refusal | null {
  const broken = conflictAmong(after, ever);
  const keyedAdministrator = holdsUnitKey && after.includes('administrator');
  const rule: ConflictRule | null = broken ?? (keyedAdministrator ? 'administratorHoldsKey' : null);
  return rule === null ? null : new Refusal('conflict', { field: 'roles', data: { rule } });
}

/** May this member be given a unit's key? The administrator never; nobody across the three circles. */
export function mayHoldUnitKey(now: readonly Role[], ever: readonly Role[]): boolean {
  return !now.includes('administrator') && conflictAmong(now, ever) === null;
}
