import type { Role } from '~/domain/vocabulary';

type KindRule = {
  /** Roles whose holders may be given the key of such a unit; none means that it has no key. */
  readonly keyRoles: readonly Role[];
  /**
   * Roles that may be held there besides one of the key roles, by the same people: an office of a small place does two
   * jobs (role-matrix.ts says which roles one person may hold).
   */
  readonly besides?: readonly Role[];
  /** Can be responsible for a case, initially or by transfer. */
  readonly routed?: true;
  /** Verifies, and therefore pays rewards from a fund of its own. */
  readonly pays?: true;
  /** No county can be set up without one. */
  readonly required?: true;
  /** Reporting opens only once two people hold its key; what other units lack, another one stands in for. */
  readonly opens?: true;
  /** Holds one of the shares of identities or payees. */
  readonly shares?: true;
  /** A county may have several open ones at a time. */
  readonly several?: true;
};

const CASEWORKERS = ['handler', 'lead'] as const satisfies readonly Role[];

/** Every kind of unit and what it may hold. This is the only list of them: tables, forms and checks derive from it. */
const KINDS = {
  department: { keyRoles: CASEWORKERS, routed: true, several: true, pays: true },
  town: { keyRoles: CASEWORKERS, routed: true, several: true, pays: true },
  // In a town the two who take in are those who handle, too.
  intake: {
    keyRoles: ['intake'],
    besides: CASEWORKERS,
    routed: true,
    several: true,
    pays: true,
    required: true,
    opens: true,
  },
  discipline: { keyRoles: CASEWORKERS, routed: true, several: true, pays: true },
  // Not routed to: its supervisors never read what a report says.
  committee: { keyRoles: ['supervisor'], pays: true },
  upper: { keyRoles: CASEWORKERS, routed: true, several: true, pays: true, required: true },
  // Where no finance office holds a key, the custodians hold finance's share (envelope/keys/holding-kinds.ts).
  custodians: { keyRoles: ['custodian'], besides: ['finance'], required: true, opens: true, shares: true },
  guardians: { keyRoles: ['guardian'], required: true, opens: true, shares: true },
  finance: { keyRoles: ['finance'], shares: true },
  publicity: { keyRoles: [] },
  // People of villages who enter what others report to them, and read nothing afterwards.
  contacts: { keyRoles: [] },
  administration: { keyRoles: [], required: true },
} as const satisfies Record<string, KindRule>;

export type UnitKind = keyof typeof KINDS;
/** Kinds that can be responsible for a case. */
export type RoutedKind = { [K in UnitKind]: (typeof KINDS)[K] extends { routed: true } ? K : never }[UnitKind];

export const UNIT_KINDS = Object.keys(KINDS) as [UnitKind, ...UnitKind[]];

const ruleOf = (kind: string): KindRule | null => (Object.hasOwn(KINDS, kind) ? KINDS[kind as UnitKind] : null);

const isRoutedKind = (kind: string): kind is RoutedKind => ruleOf(kind)?.routed === true;
export const ROUTED_KINDS: readonly RoutedKind[] = UNIT_KINDS.filter(isRoutedKind);

/** Can the unit be responsible for a case? */
export const isRouted = <U extends { kind: string }>(unit: U): unit is U & { kind: RoutedKind } =>
  isRoutedKind(unit.kind);

export const paysRewards = (kind: string): boolean => ruleOf(kind)?.pays === true;

/** May a county have several open units of this kind? */
export const mayBeSeveral = (kind: string): boolean => ruleOf(kind)?.several === true;

/** Kinds without which no county can be set up. */
export const REQUIRED_KINDS: readonly UnitKind[] = UNIT_KINDS.filter((kind) => ruleOf(kind)?.required);

/**
 * Roles whose holders may be given the key of a unit of this kind. An operator at intake, for instance, never gets its
 * key.
 */
const keyRolesOf = (kind: string): readonly Role[] => ruleOf(kind)?.keyRoles ?? [];

/** Does a unit of this kind have a key? */
export const isKeyedKind = (kind: string): boolean => keyRolesOf(kind).length > 0;

/** Kinds whose keys every report needs: reporting opens once each has two holders. */
export const OPENING_KINDS: readonly UnitKind[] = UNIT_KINDS.filter((kind) => ruleOf(kind)?.opens);

/** Kinds that get a report, a share of an identity, or a share of a payee. */
export const REPORT_KINDS: readonly UnitKind[] = UNIT_KINDS.filter(
  (kind) => ruleOf(kind)?.routed || ruleOf(kind)?.shares,
);
export const isReportKind = (kind: string): boolean => REPORT_KINDS.some((one) => one === kind);

/** Roles whose work rests on a unit key that opens content, shares or payees. */
export const KEYED_ROLES: readonly Role[] = [...new Set(UNIT_KINDS.flatMap(keyRolesOf))];

/**
 * Roles that do not rest on the key of a unit, and may be held in any. A supervisor outside the committee opens
 * nothing.
 */
const ANYWHERE = ['operator', 'supervisor', 'publisher', 'auditor', 'administrator'] as const satisfies readonly Role[];

/**
 * May these roles be held in a unit of this kind? Roles that rest on a key belong in the unit that has it; those that
 * are allowed besides come only together with a role that has a part in the unit's key.
 */
export function rolesFitUnit(roles: readonly Role[], kind: string): boolean {
  const besides = keyRoleIn(roles, kind) ? (ruleOf(kind)?.besides ?? []) : [];
  const here: readonly Role[] = [...ANYWHERE, ...keyRolesOf(kind), ...besides];
  return roles.every((role) => here.includes(role));
}

/** Do these roles give a part in the unit's key? */
export function keyRoleIn(roles: readonly Role[], kind: string): boolean {
  return roles.some((role) => keyRolesOf(kind).includes(role));
}
