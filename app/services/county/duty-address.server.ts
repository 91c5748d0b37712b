import type { Db, Tx } from '#db/client';
import { rolesFor } from '~/domain/acts/permission';
import type { Act } from '~/domain/acts/table';
import { keyRoleIn, type UnitKind } from '~/domain/staff/unit-kinds';
import type { Role } from '~/domain/vocabulary';
import { holdingKinds } from '~/envelope/keys/holding-kinds';
import { type UnitRow, units } from './county.server';

/**
 * Where a mail may go: one unit, the level above it, a kind of unit, or the units whose members hold a key to do an
 * act.
 */
export type Addressee = { unitId: string } | { aboveUnitId: string } | { kind: UnitKind } | { mayDo: Act };

/**
 * The one look-up of whom to tell: the duty addresses of the first in the list who gave any; empty when nobody did.
 * Mail goes to the addresses of units, never to those of people. A closed unit is told nothing.
 */
export async function dutyAddresses(db: Db | Tx, order: readonly Addressee[]): Promise<string[]> {
  const all = await units(db);
  for (const told of order) {
    const found = all.flatMap((unit) =>
      unit.dutyMail && !unit.closedOn && isMeant(unit, told, all) ? unit.dutyMail : [],
    );
    if (found.length > 0) return [...new Set(found)];
  }
  return [];
}

function isMeant(unit: UnitRow, told: Addressee, all: readonly UnitRow[]): boolean {
  if ('unitId' in told) return unit.id === told.unitId;
  if ('kind' in told) return unit.kind === told.kind;
  if ('mayDo' in told) {
    const roles = rolesFor(told.mayDo);
    return keyRoleIn(roles, unit.kind) || roles.some((role) => worksFor(role, unit, all));
  }
  return all.some(({ id, parentUnitId }) => id === told.aboveUnitId && parentUnitId === unit.id);
}

/** Does the unit hold what is meant for a finance office, because no open unit is one? */
function worksFor(role: Role, unit: UnitRow, all: readonly UnitRow[]): boolean {
  if (role !== 'finance') return false;
  const open = holdingKinds('finance').flatMap((kind) => all.filter((one) => one.kind === kind && !one.closedOn));
  return open[0]?.kind === unit.kind;
}
