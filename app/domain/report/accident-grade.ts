import { ACCIDENT_GRADES, type AccidentGrade } from '~/domain/vocabulary';

/** Lower bounds, each inclusive, from which an accident is at least of this grade. */
export type GradeBounds = { deaths: number; seriousInjuries: number; lossFen: bigint };
export type GradeTable = Readonly<Record<Exclude<AccidentGrade, 'general'>, GradeBounds>>;
export type AccidentFacts = { deaths: number; seriousInjuries: number; lossFen: bigint };

/**
 * The grade of an accident: the highest whose bound any one of deaths, serious injuries and direct loss reaches
 * (国务院令第493号 Art. 3). The bounds are policy data (policies/accident-grades-2007.ts).
 */
export function accidentGrade(facts: AccidentFacts, table: GradeTable): AccidentGrade {
  const reaches = (bounds: GradeBounds) =>
    facts.deaths >= bounds.deaths || facts.seriousInjuries >= bounds.seriousInjuries || facts.lossFen >= bounds.lossFen;
  const highestFirst = [...ACCIDENT_GRADES].reverse();
  return highestFirst.find((grade) => grade !== 'general' && reaches(table[grade])) ?? 'general';
}
