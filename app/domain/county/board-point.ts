import { readWholeDay } from '~/domain/typed/day';
import { type BoardPoint, POINT_PARTS, type PointKind, type PointPart } from './board-kind';
import type { FieldProblem } from './register-entry';
import { languagesOf, languagesText } from './typed-languages';

/** What is said of a point, each part in the site's languages with bars between them. */
export type TypedPoint = Record<PointPart | 'until', string>;

export const NO_POINT: TypedPoint = {
  ...{ name: '', place: '', category: '', factors: '', accident: '', measures: '', requirements: '' },
  until: '',
};

/** Room for a list of measures; the sheet has to be read from a few steps away. */
const LONGEST_PART = 400;

/** The point of a board, all of whose parts must be said; only a hazard has a day by which it is rectified. */
export function readPoint(typed: TypedPoint, kind: PointKind, problems: FieldProblem[]): BoardPoint {
  const parts = POINT_PARTS.map((part) => {
    const field = `point.${part}`;
    const said = languagesOf(typed[part]);
    if (said === null) problems.push({ field, problem: 'missing' });
    if (typed[part].length > LONGEST_PART) problems.push({ field, problem: 'tooLong' });
    return [part, said ?? {}] as const;
  });
  return { ...(Object.fromEntries(parts) as Omit<BoardPoint, 'until'>), until: readUntil(typed.until, kind, problems) };
}

function readUntil(typed: string, kind: PointKind, problems: FieldProblem[]): BoardPoint['until'] {
  if (kind !== 'hazard') return '';
  const read = readWholeDay(typed);
  if ('day' in read) return read.day;
  problems.push({ field: 'point.until', problem: typed.trim() === '' ? 'missing' : 'day' });
  return '';
}

/** Writes a point in the form in which it is typed. */
export function pointTyped(point: BoardPoint | null): TypedPoint {
  if (point === null) return NO_POINT;
  const parts = POINT_PARTS.map((part) => [part, languagesText(point[part])] as const);
  return { ...(Object.fromEntries(parts) as Omit<TypedPoint, 'until'>), until: point.until };
}
