import { changesOf } from './directory-change';
import { nothingElse } from './nothing-else';
import {
  type RoutingStatement,
  type SignedArea,
  type SignedRule,
  type SignedSeat,
  type SignedSector,
  signedArea,
  signedRule,
  signedSeat,
  signedSector,
} from './routing-statement';
import {
  type RegisteredBoard,
  type RegisteredEmployer,
  registeredBoard,
  registeredEmployer,
  type TownRegister,
} from './town-register';

type Sorted<Name extends string, T> = ReturnType<typeof changesOf<Name, T>>[number];
/** One line of the changes that a next routing brings. */
export type RoutingChange =
  | Sorted<'rule', SignedRule>
  | Sorted<'board', Registered<RegisteredBoard>>
  | Sorted<'employer', Registered<RegisteredEmployer>>
  | Sorted<'register', string>
  | Sorted<'area', SignedArea>
  | Sorted<'takes', string>
  | Sorted<'seat', SignedSeat>
  | Sorted<'sector', SignedSector>
  | Sorted<'setting', { name: 'stampDays' | 'intakeUnitId' | 'upperUnitId'; value: string }>;

/** An entry, and the town in whose register it stands. */
export type Registered<T> = { town: string; entry: T };

/** A routing with its towns' registers, each of them checked. */
export type WholeRouting = { routing: Content; registers: readonly TownRegister[] };
/** What a routing says beside its number, its day and the versions before it; registers are compared by their entries. */
type Content = Omit<RoutingStatement, 'format' | 'version' | 'madeOn' | 'history' | 'registers'>;

/**
 * The differences between two routings, down to each board and employer, and including towns whose register comes or
 * goes without an entry. Two routings that differ in anything but version, day and history differ here.
 */
export function routingChanges(before: WholeRouting | null, after: WholeRouting): RoutingChange[] {
  const old = before?.routing;
  const { areas, rules, takes, seats, sectors = [], ...terms } = after.routing;
  const [oldTowns, nowTowns] = [before?.registers ?? [], after.registers];
  const boards = inTowns(({ boards }: TownRegister) => boards);
  const employers = inTowns(({ employers }: TownRegister) => employers);
  const [oldEmpty, nowEmpty] = [emptyBeside(oldTowns, nowTowns), emptyBeside(nowTowns, oldTowns)];
  return [
    ...changesOf('takes', old?.takes ?? [], takes, String, Object.is),
    ...changesOf('rule', old?.rules ?? [], rules, ({ id }) => id, sameBy(signedRule)),
    ...registeredChanges('board', [boards(oldTowns), boards(nowTowns)], ({ code }) => code, registeredBoard),
    ...registeredChanges('employer', [employers(oldTowns), employers(nowTowns)], ({ id }) => id, registeredEmployer),
    ...changesOf('register', oldEmpty, nowEmpty, String, Object.is),
    ...changesOf('seat', old?.seats ?? [], seats, ({ unitId }) => unitId, sameBy(signedSeat)),
    ...changesOf('sector', old?.sectors ?? [], sectors, ({ code }) => code, sameBy(signedSector)),
    ...changesOf('area', old?.areas ?? [], areas, ({ code }) => code, sameBy(signedArea)),
    ...changesOf('setting', old ? settings(old) : [], settings(terms), ({ name }) => name, sameBy(settingOf)),
  ];
}

const inTowns =
  <T>(entries: (register: TownRegister) => readonly T[]) =>
  (registers: readonly TownRegister[]): Registered<T>[] =>
    registers.flatMap((one) => entries(one).map((entry) => ({ town: one.area, entry })));

/**
 * An entry is known by its own code, and also by its town where two towns have that code, so that neither hides the
 * other.
 */
function registeredChanges<Name extends string, T>(
  of: Name,
  [before, after]: readonly [Registered<T>[], Registered<T>[]],
  codeOf: (entry: T) => string,
  fields: (entry: T) => unknown,
): Sorted<Name, Registered<T>>[] {
  const repeated = new Set([before, after].flatMap((all) => repeatedIn(all.map(({ entry }) => codeOf(entry)))));
  const idOf = ({ town, entry }: Registered<T>) =>
    repeated.has(codeOf(entry)) ? JSON.stringify([codeOf(entry), town]) : codeOf(entry);
  const same = sameBy(({ town, entry }: Registered<T>) => [town, fields(entry)]);
  return changesOf(of, before, after, idOf, same);
}

function repeatedIn(codes: readonly string[]): string[] {
  const seen = new Set<string>();
  return codes.filter((code) => seen.has(code) || !seen.add(code));
}

/** Towns with an empty register here, and without a register there. */
function emptyBeside(registers: readonly TownRegister[], others: readonly TownRegister[]): string[] {
  const known = new Set(others.map(({ area }) => area));
  const empty = registers.filter(({ boards, employers }) => boards.length === 0 && employers.length === 0);
  return empty.map(({ area }) => area).filter((area) => !known.has(area));
}

type Terms = Omit<Content, 'areas' | 'rules' | 'takes' | 'seats' | 'sectors'>;

function settings({ stampDays, intakeUnitId, upperUnitId, ...rest }: Terms) {
  nothingElse(rest);
  return [
    { name: 'stampDays' as const, value: String(stampDays) },
    { name: 'intakeUnitId' as const, value: intakeUnitId },
    { name: 'upperUnitId' as const, value: upperUnitId },
  ];
}

const settingOf = ({ name, value }: { name: string; value: string }) => ({ name, value });

const sameBy =
  <T>(fields: (entry: T) => unknown) =>
  (one: T, other: T): boolean =>
    JSON.stringify(fields(one)) === JSON.stringify(fields(other));
