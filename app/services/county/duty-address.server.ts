import type { Db, Tx } from '#db/client';
import { rolesFor } from '~/domain/acts/permission';
import type { Act } from '~/domain/acts/table';
import { waysOf } from '~/domain/county/duty-standing';
import {
  covers,
  type DutyEvent,
  type DutyWay,
  dutySteps,
  isLast,
  minuteOfWeek,
  type RosterEntry,
} from '~/domain/county/roster';
import { keyRoleIn, type UnitKind } from '~/domain/staff/unit-kinds';
import type { Role } from '~/domain/vocabulary';
import { holdingKinds } from '~/envelope/keys/holding-kinds';
import { type Context, today } from '~/services/context.server';
import { type UnitRow, units } from './county.server';
import { waysSetUp } from './duty-standing.server';
import { rosterOn } from './roster.server';

/**
 * Whom a message is for: one unit, the level above it, a kind of unit, or the units whose members hold a key to do an
 * act; or whom the roster names as a unit's leader or as supervisors, whatever their place in its order.
 */
export type Addressee =
  | { duty: 'leader'; unitId: string }
  | { duty: 'supervisor' }
  | { unitId: string }
  | { aboveUnitId: string }
  | { kind: UnitKind }
  | { mayDo: Act };

/** One way to somebody: an address of mail, or what the gateway knows a telephone by. */
export type Reach = {
  /** `entry/…` of the roster, or `unit/…` for the mail address that a unit was given at set-up. */
  of: string;
  way: DutyWay;
  address: string;
};

type Asking = Pick<Context, 'now' | 'mail' | 'webhook'>;

/**
 * The one look-up of whom to tell now: those on duty of the first in the list who has any, else the address that the
 * unit was given at set-up. A closed unit is told nothing.
 */
export async function whoIsTold(
  ctx: Asking,
  db: Db | Tx,
  order: readonly Addressee[],
  event: DutyEvent,
): Promise<Reach[]> {
  const [all, roster] = await Promise.all([units(db), rosterOn(db, today(ctx))]);
  const minute = minuteOfWeek(ctx.now());
  for (const told of order) {
    if ('duty' in told) {
      const entries = roster.filter((one) => one.event === event && covers(one, minute) && isNamed(one, told));
      const named = once(reachesOf(ctx, entries));
      if (named.length > 0) return named;
      continue;
    }
    const meant = all.filter((unit) => !unit.closedOn && isMeant(unit, told, all));
    const found = meant.flatMap((unit) => {
      const steps = dutySteps(roster, event, unit.id, minute);
      // What supervisors are told of is for them, and not for whoever would go and look first.
      const first = event === 'danger' ? steps.find((step) => step.some((one) => isOwn(one, unit))) : steps[0];
      return first === undefined ? setUpMail(unit) : reachesOf(ctx, first);
    });
    if (found.length > 0) return once(found);
  }
  return [];
}

const isNamed = ({ role, unitId }: RosterEntry, told: Extract<Addressee, { duty: string }>): boolean =>
  role === told.duty && (told.duty === 'supervisor' || unitId === told.unitId);

const isOwn = (entry: RosterEntry, unit: UnitRow): boolean => entry.unitId === unit.id || isLast(entry);

/** The mail address that a unit was given at set-up. */
export const setUpMail = ({ id, dutyMail }: Pick<UnitRow, 'id' | 'dutyMail'>): Reach[] =>
  dutyMail ? [{ of: `unit/${id}`, way: 'mail', address: dutyMail }] : [];

/** What a job named, as it is now; null where the entry or the address is gone. No job holds an address. */
export async function reachNamed(ctx: Context, of: string, way: string): Promise<Reach | null> {
  const [kind, id] = of.split('/');
  const reaches =
    kind === 'entry'
      ? reachesOf(
          ctx,
          (await rosterOn(ctx.db, today(ctx))).filter((one) => one.id === id),
        )
      : (await units(ctx.db)).filter((one) => one.id === id).flatMap(setUpMail);
  return reaches.find((one) => one.way === way) ?? null;
}

/** The entry of the roster that a way belongs to; null for an address from set-up. */
export const entryOf = ({ of }: Pick<Reach, 'of'>): string | null => (of.startsWith('entry/') ? of.slice(6) : null);

/** Every way to these entries. A mail waits for its server; without a gateway there is nothing that could wait. */
export function reachesOf(ctx: Pick<Asking, 'mail' | 'webhook'>, entries: readonly RosterEntry[]): Reach[] {
  const ways = waysSetUp(ctx);
  return entries.flatMap((entry) =>
    waysOf(entry).flatMap((way): Reach[] => {
      const address = way === 'mail' ? entry.mail : entry.target;
      return address !== null && (way === 'mail' || ways.has(way)) ? [{ of: `entry/${entry.id}`, way, address }] : [];
    }),
  );
}

/** Each address once, though two entries or units name it. */
export function once(reaches: readonly Reach[]): Reach[] {
  return [...new Map(reaches.map((one) => [`${one.way} ${one.address}`, one])).values()];
}

export function isMeant(unit: UnitRow, told: Addressee, all: readonly UnitRow[]): boolean {
  if ('duty' in told) return false;
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
