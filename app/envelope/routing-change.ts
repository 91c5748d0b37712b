import { changesOf } from './directory-change';
import { type RoutingStatement, type SignedArea, type SignedRule, signedRule } from './routing-statement';
import { sortedNames } from './statement-shape';
import {
  type RegisteredBoard,
  type RegisteredEmployer,
  registeredBoard,
  registeredEmployer,
  type TownRegister,
} from './town-register';

type Sorted<Name extends string, T> = ReturnType<typeof changesOf<Name, T>>[number];
/** One line of what a next routing changes. */
export type RoutingChange =
  | Sorted<'rule', SignedRule>
  | Sorted<'board', RegisteredBoard>
  | Sorted<'employer', RegisteredEmployer>
  | Sorted<'area', SignedArea>
  | Sorted<'takes', string>
  | Sorted<'seat', RoutingStatement['seats'][number]>
  | Sorted<'setting', { name: 'stampDays' | 'intakeUnitId' | 'upperUnitId'; value: string }>;

/** A routing with its towns' registers, each checked. */
export type WholeRouting = { routing: Content; registers: readonly TownRegister[] };
type Content = Pick<
  RoutingStatement,
  'areas' | 'rules' | 'takes' | 'seats' | 'stampDays' | 'intakeUnitId' | 'upperUnitId'
>;

/** What differs between two routings, down to each board and employer. */
export function routingChanges(before: WholeRouting | null, after: WholeRouting): RoutingChange[] {
  const [old, now] = [before?.routing, after.routing];
  const boards = (whole: WholeRouting | null) => whole?.registers.flatMap((one) => one.boards) ?? [];
  const employers = (whole: WholeRouting | null) => whole?.registers.flatMap((one) => one.employers) ?? [];
  return [
    ...changesOf('takes', old?.takes ?? [], now.takes, String, Object.is),
    ...changesOf('rule', old?.rules ?? [], now.rules, ({ id }) => id, sameBy(signedRule)),
    ...changesOf('board', boards(before), boards(after), ({ code }) => code, sameBy(registeredBoard)),
    ...changesOf('employer', employers(before), employers(after), ({ id }) => id, sameBy(registeredEmployer)),
    ...changesOf('seat', old?.seats ?? [], now.seats, ({ unitId }) => unitId, sameBy(seatOf)),
    ...changesOf('area', old?.areas ?? [], now.areas, ({ code }) => code, sameBy(areaOf)),
    ...changesOf('setting', old ? settings(old) : [], settings(now), ({ name }) => name, sameBy(settingOf)),
  ];
}

const settings = ({ stampDays, intakeUnitId, upperUnitId }: Content) => [
  { name: 'stampDays' as const, value: String(stampDays) },
  { name: 'intakeUnitId' as const, value: intakeUnitId },
  { name: 'upperUnitId' as const, value: upperUnitId },
];

const settingOf = ({ name, value }: { name: string; value: string }) => ({ name, value });
const seatOf = ({ unitId, area }: RoutingStatement['seats'][number]) => ({ unitId, area });
const areaOf = ({ code, town, names }: SignedArea) => ({ code, town, names: sortedNames(names) });

const sameBy =
  <T>(fields: (entry: T) => unknown) =>
  (one: T, other: T): boolean =>
    JSON.stringify(fields(one)) === JSON.stringify(fields(other));
