import type { IsoDate } from '~/domain/dates';
import type { Localized } from '~/domain/localized';
import type { Shown } from '~/domain/shown-entry';
import { isRouted, mayBeSeveral, UNIT_KINDS } from '~/domain/staff/unit-kinds';
import { type FirstDayProblem, readFirstDay } from '~/domain/typed/first-day';
import { plainLine } from '~/domain/typed/text';
import { LANGS } from '~/domain/vocabulary';
import { type FieldProblem, namesShown, plainName, readNames } from './register-entry';
import { makesCircle, type UnitContacts, type UnitEntry } from './unit-tree';

/** What the form of a unit asks. Kind and code are asked of a unit that is added, and never change. */
export type TypedUnit = {
  kind: string;
  code: string;
  names: Localized;
  parentUnitId: string;
  areaCode: string;
  phone: string;
  address: Localized;
  hours: Localized;
  fromDay: string;
};

export type UnitProblem =
  | 'kind'
  | 'onlyOne'
  | 'unitCode'
  | 'unitCodeTaken'
  | 'parent'
  | 'circle'
  | 'area'
  | 'phone'
  | FirstDayProblem;
export type UnitFieldProblem = { field: string; problem: UnitProblem | FieldProblem['problem'] };

/** A unit as the form gave it: its entry on the list, the area where it sits, and from when. */
export type ReadUnit = { entry: UnitEntry; areaCode: string | null; fromDay: IsoDate };

/** What the county has: the tree with all drafts, units that are open on the signed list, and areas. */
export type UnitsKnown = {
  tree: readonly UnitEntry[];
  open: ReadonlySet<string>;
  areas: ReadonlySet<string>;
  today: IsoDate;
};

const LONGEST_CONTACT = 200;

/**
 * The checked entry of a unit, or else what is wrong, by field. `before` is the unit as drafted so far; null for one
 * that is added, with the id it gets.
 */
export function readUnit(
  typed: TypedUnit,
  { id, before }: { id: string; before: UnitEntry | null },
  known: UnitsKnown,
): { ok: true; unit: ReadUnit } | { ok: false; problems: UnitFieldProblem[] } {
  const problems: UnitFieldProblem[] = [];
  const said = (field: string, problem: UnitFieldProblem['problem'] | null) =>
    problem !== null && problems.push({ field, problem });
  const kind = before?.kind ?? typed.kind;
  const code = before?.code ?? plainLine(typed.code).toLowerCase();
  if (before === null) said('kind', kindProblem(kind, known.tree));
  if (before === null) said('code', codeProblem(code, known.tree));
  const registered: FieldProblem[] = [];
  const names = readNames('name', typed.names, registered);
  problems.push(...registered);
  const parentUnitId = typed.parentUnitId === '' ? null : typed.parentUnitId;
  said('parentUnitId', parentProblem(id, parentUnitId, before, known));
  const areaCode = typed.areaCode === '' ? null : typed.areaCode;
  const areaNeeded = kind === 'town' && before === null;
  if (areaCode === null ? areaNeeded : !known.areas.has(areaCode)) said('areaCode', 'area');
  const contacts = readContacts(typed, said);
  const day = readFirstDay(typed.fromDay, known.today);
  if ('problem' in day) said('fromDay', day.problem);
  if (problems.length > 0 || 'problem' in day) return { ok: false, problems };
  const { successorIds = [], closedOn = null } = before ?? {};
  const entry: UnitEntry = { id, kind, code, names, parentUnitId, successorIds, closedOn };
  return { ok: true, unit: { entry: contacts ? { ...entry, contacts } : entry, areaCode, fromDay: day.day } };
}

/** The form values of a unit. */
export function unitShown({ names, parentUnitId, contacts }: UnitEntry, areaCode: string | null): Shown {
  return {
    ...namesShown('name', names),
    parentUnitId: parentUnitId ?? '',
    areaCode: areaCode ?? '',
    phone: contacts?.phone ?? '',
    ...namesShown('address', contacts?.address ?? {}),
    ...namesShown('hours', contacts?.hours ?? {}),
  };
}

function kindProblem(kind: string, tree: readonly UnitEntry[]): UnitProblem | null {
  if (!UNIT_KINDS.some((one) => one === kind)) return 'kind';
  const isOne = !mayBeSeveral(kind) && tree.some((one) => one.kind === kind && one.closedOn === null);
  return isOne ? 'onlyOne' : null;
}

function codeProblem(code: string, tree: readonly UnitEntry[]): UnitProblem | null {
  if (!/^[a-z][a-z0-9-]{1,39}$/.test(code)) return 'unitCode';
  return tree.some((one) => one.code === code) ? 'unitCodeTaken' : null;
}

/**
 * Only a unit that can be responsible for a case stands above others, since what others cannot read goes up. A parent
 * that stays as it was is no change, and needs not be open any more.
 */
function parentProblem(
  id: string,
  parentUnitId: string | null,
  before: UnitEntry | null,
  { tree, open }: UnitsKnown,
): UnitProblem | null {
  if (parentUnitId === null || parentUnitId === before?.parentUnitId) return null;
  const parent = tree.find((one) => one.id === parentUnitId);
  if (parent === undefined || !open.has(parentUnitId) || !isRouted(parent)) return 'parent';
  return makesCircle(id, parentUnitId, tree) ? 'circle' : null;
}

type Say = (field: string, problem: UnitFieldProblem['problem'] | null) => void;

function readContacts({ phone, address, hours }: TypedUnit, said: Say): UnitContacts | undefined {
  const number = plainLine(phone);
  if (number !== '' && !/^[0-9+()\-\s/,、;；转]{3,60}$/.test(number)) said('phone', 'phone');
  const texts = (field: 'address' | 'hours', typed: Localized): Localized | null => {
    const read = LANGS.map((lang) => [lang, plainName(typed[lang] ?? '')] as const);
    for (const [lang, text] of read) if (text.length > LONGEST_CONTACT) said(`${field}.${lang}`, 'tooLong');
    const filled = read.filter(([, text]) => text !== '');
    return filled.length === 0 ? null : Object.fromEntries(filled);
  };
  const contacts = { phone: number || null, address: texts('address', address), hours: texts('hours', hours) };
  return Object.values(contacts).every((one) => one === null) ? undefined : contacts;
}
