import type { Role } from './vocabulary';

/**
 * Roles whose holders may be given the key of a unit of this kind (PRODUCT.md section 2). A kind that is not here has
 * no key. Whoever sits in a unit without one of these roles (an operator at intake, say) never gets its key.
 */
export const KEY_ROLES = {
  department: ['handler', 'lead'],
  town: ['handler', 'lead'],
  discipline: ['handler', 'lead'],
  upper: ['handler', 'lead'],
  intake: ['intake'],
  custodians: ['custodian'],
  guardians: ['guardian'],
  finance: ['finance'],
  committee: ['supervisor'],
} as const satisfies Record<string, readonly Role[]>;

/** Roles whose work rests on a unit key that opens content, shares or payees. */
export const KEYED_ROLES: readonly Role[] = [...new Set<Role>(Object.values(KEY_ROLES).flat())];

export type KeyedKind = keyof typeof KEY_ROLES;

export function isKeyedKind(kind: string): kind is KeyedKind {
  return Object.hasOwn(KEY_ROLES, kind);
}

/** May these roles be held in a unit of this kind? Roles that rest on a key belong to the unit that has it. */
export function rolesFitUnit(roles: readonly Role[], kind: string): boolean {
  const here: readonly Role[] = isKeyedKind(kind) ? KEY_ROLES[kind] : [];
  // A supervisor or a lead of the administration has nothing to open, but neither reads anything there.
  return roles.every((role) => !KEYED_ROLES.includes(role) || role === 'supervisor' || here.includes(role));
}

/** Do these roles give a part in the unit's key? */
export function keyRoleIn(roles: readonly Role[], kind: string): boolean {
  const here: readonly Role[] = isKeyedKind(kind) ? KEY_ROLES[kind] : [];
  return roles.some((role) => here.includes(role));
}
