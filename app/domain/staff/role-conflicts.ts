import { Refusal } from '~/domain/refusal';
import type { Role } from '~/domain/vocabulary';
import { KEYED_ROLES } from './unit-kinds';

/**
 * The circles that must never meet in one person, now or ever: that person could unmask a reporter alone. Handlers of a
 * case include the leads and the intake, who hold the same unit keys.
 */
export const SEPARATE_CIRCLES = {
  handlers: ['handler', 'lead', 'intake'],
  guardians: ['guardian'],
  custodians: ['custodian'],
} as const satisfies Record<string, readonly Role[]>;
export type Circle = keyof typeof SEPARATE_CIRCLES;

const CONTENT_ROLES: readonly Role[] = ['intake', 'handler', 'lead'];

export type ConflictRule =
  | 'separateCircles'
  | 'administratorHoldsKey'
  | 'supervisorReadsContent'
  | 'payeeShares'
  | 'auditorHoldsKey';

/** The circles among handlers, guardians and custodians that these roles touch. */
export function circlesOf(roles: readonly Role[]): Circle[] {
  const all = Object.entries(SEPARATE_CIRCLES) as [Circle, readonly Role[]][];
  return all.filter(([, members]) => members.some((role) => roles.includes(role))).map(([circle]) => circle);
}

/**
 * The rule that these roles break, or null. `now` are the roles held (or to be held) today, `ever` all roles ever held:
 * whoever once held one share may have kept it, so the circles look at both; the other rules look at today.
 */
export function conflictAmong(now: readonly Role[], ever: readonly Role[] = []): ConflictRule | null {
  if (circlesOf([...now, ...ever]).length > 1 && circlesOf(now).length > 0) return 'separateCircles';
  if (now.includes('administrator') && now.some((role) => KEYED_ROLES.includes(role))) return 'administratorHoldsKey';
  if (now.includes('supervisor') && now.some((role) => CONTENT_ROLES.includes(role))) return 'supervisorReadsContent';
  // The log names cases, rewards and decisions side by side, so whoever reads it must not hold the other half.
  if (now.includes('auditor') && now.some((role) => KEYED_ROLES.includes(role))) return 'auditorHoldsKey';
  // Finance and guardians each hold one share of every payee.
  const held = [...now, ...ever];
  if (
    now.some((role) => role === 'finance' || role === 'guardian') &&
    held.includes('finance') &&
    held.includes('guardian')
  ) {
    return 'payeeShares';
  }
  return null;
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
