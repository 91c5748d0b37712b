import type { ActRule } from '~/domain/acts/act';
import { holdsRoleFor, rolesFor } from '~/domain/acts/permission';
import { ACTS, type Act } from '~/domain/acts/table';
import { ROLES, type Role } from '~/domain/vocabulary';
import { BY_LEVEL_ABOVE, TOWN_OF_SEVEN, TWO_PEOPLE } from './role-matrix';
import type { UnitKind } from './unit-kinds';

/** Who does an act: the roles, and in a town of seven the people of which of its offices. */
export type ActLine = {
  act: Act;
  roles: Role[];
  town: UnitKind[];
  /** Acts on the same thing that somebody else must do, before or after. */
  others: Act[];
  /** The level above does it, which has no people in a town of seven. */
  above: boolean;
};

/** One line for each act of staff, in the order of the table. What everybody may do for themselves is left out. */
export const actLines = (): ActLine[] =>
  (Object.keys(ACTS) as Act[]).flatMap((act): ActLine[] => {
    const roles = rolesFor(act);
    const { where }: ActRule = ACTS[act];
    if (roles.length === 0 || (roles.length === ROLES.length && where === 'self')) return [];
    const above = BY_LEVEL_ABOVE.includes(act);
    return [{ act, roles, town: above ? [] : doersInTown(act), others: apartFrom(act), above }];
  });

const doersInTown = (act: Act): UnitKind[] =>
  TOWN_OF_SEVEN.filter(({ kind, roles }) =>
    holdsRoleFor({ kind: 'member', memberId: kind, unitId: kind, roles }, act),
  ).map(({ kind }) => kind);

const apartFrom = (act: Act): Act[] =>
  TWO_PEOPLE.flatMap(({ first, second }) => (first === act ? second : second === act ? first : []));
