import type { Localized } from '~/domain/localized';
import type { Shown } from '~/domain/shown-entry';
import { plainNumber, shownPhone } from '~/domain/typed/number';
import { type BoardKind, type BoardPoint, boardKindOf, type PersonRole, rolesOn } from './board-kind';
import { readPoint, type TypedPoint } from './board-point';
import {
  type EnteredRegulator,
  type FieldProblem,
  type KnownPlaces,
  namesShown,
  plainName,
  readNames,
  readRegulators,
  regulatorsShown,
  type TypedRegulator,
} from './register-entry';
import { languagesOf, languagesText } from './typed-languages';

export type EnteredPerson = { role: PersonRole; name: string; post: string; phone: string };

export type BoardEntry = {
  /** The code of the signboard; null when one is to be made. */
  code: string | null;
  kind: BoardKind;
  site: Localized;
  areaCode: string;
  regulators: EnteredRegulator[];
  persons: EnteredPerson[];
  /** Those of the site; none on a board of one point. */
  risks: Localized[];
  /** Null on a board of responsibility. */
  point: BoardPoint | null;
  hotline: string;
};
export type TypedBoard = Record<'code' | 'kind' | 'areaCode' | 'risks' | 'hotline', string> & {
  site: Localized;
  point: TypedPoint;
  regulators: readonly TypedRegulator[];
  persons: readonly EnteredPerson[];
};

const CODE = /^[A-Z0-9]{4,20}$/;
const LONGEST_LINE = 80;
const MAX_RISKS = 12;

/** The checked signboard, or else what is wrong by field. The caller looks up the employer at whose site it hangs. */
export function readBoard(
  typed: TypedBoard,
  known: KnownPlaces,
): { ok: true; entry: BoardEntry } | { ok: false; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const code = plainNumber(typed.code);
  if (code !== '' && !CODE.test(code)) problems.push({ field: 'code', problem: 'code' });
  const kind = boardKindOf(typed.kind);
  if (kind === null) return { ok: false, problems: [...problems, { field: 'kind', problem: 'missing' }] };
  const site = readNames('site', typed.site, problems);
  if (!known.areas.has(typed.areaCode)) problems.push({ field: 'areaCode', problem: 'area' });
  const regulators = readRegulators(typed.regulators, known, problems);
  const persons = readPersons(typed.persons, kind, problems);
  const risks = kind === 'responsibility' ? readRisks(typed.risks, problems) : [];
  const point = kind === 'responsibility' ? null : readPoint(typed.point, kind, problems);
  const hotline = line('hotline', shownPhone(typed.hotline), problems);
  if (hotline === '') problems.push({ field: 'hotline', problem: 'missing' });
  if (problems.length > 0) return { ok: false, problems };
  const { areaCode } = typed;
  return { ok: true, entry: { code: code || null, kind, site, areaCode, regulators, persons, risks, point, hotline } };
}

/**
 * The form values of a stored signboard. `employer` is the credit code of where it hangs, and `risks` has one risk on
 * each line.
 */
export function boardShown({ persons, regulators, ...board }: Omit<TypedBoard, 'code'> & { employer: string }): Shown {
  const { employer, site, areaCode, risks, hotline, kind, point } = board;
  const people = rolesOn(boardKindOf(kind) ?? 'responsibility').flatMap((role) => {
    const one = persons.find((person) => person.role === role);
    return (['name', 'post', 'phone'] as const).map((part) => [`${role}.${part}`, one?.[part] ?? '']);
  });
  const place = { employer, ...namesShown('site', site), areaCode, ...regulatorsShown(regulators) };
  const said = Object.entries(point).map(([part, text]) => [`point.${part}`, text]);
  const ofKind = kind === 'responsibility' ? { risks } : Object.fromEntries(said);
  return { ...place, ...Object.fromEntries(people), ...ofKind, hotline };
}

/** Three responsible persons, each with name and telephone (Zhong County's notice, section 3). */
function readPersons(typed: readonly EnteredPerson[], kind: BoardKind, problems: FieldProblem[]): EnteredPerson[] {
  return rolesOn(kind).map((role) => {
    const one = typed.find((person) => person.role === role);
    const [name, post, phone] = (['name', 'post', 'phone'] as const).map((part) => {
      const field = `${role}.${part}`;
      const said = one?.[part] ?? '';
      const text = line(field, part === 'phone' ? shownPhone(said) : said, problems);
      if (text === '' && part !== 'post') problems.push({ field, problem: 'missing' });
      return text;
    });
    return { role, name: name ?? '', post: post ?? '', phone: phone ?? '' };
  });
}

/** Reads one risk from each line, in the site's languages in order, with bars between them. */
function readRisks(typed: string, problems: FieldProblem[]): BoardEntry['risks'] {
  const lines = typed
    .split('\n')
    .map(plainName)
    .filter((text) => text !== '');
  if (lines.length > MAX_RISKS || lines.some((text) => text.length > 2 * LONGEST_LINE)) {
    problems.push({ field: 'risks', problem: 'tooLong' });
  }
  const risks = lines.map(languagesOf);
  if (risks.includes(null)) problems.push({ field: 'risks', problem: 'missing' });
  return risks.filter((risk) => risk !== null);
}

/** Writes the risks in the form in which they are typed. */
export const risksText = (risks: readonly Localized[]): string => risks.map(languagesText).join('\n');

function line(field: string, typed: string, problems: FieldProblem[]): string {
  const text = plainName(typed);
  if (text.length > LONGEST_LINE) problems.push({ field, problem: 'tooLong' });
  return text;
}
