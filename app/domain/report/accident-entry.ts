import { parseYuan, plainYuan } from '~/domain/money';
import { readCount } from '~/domain/typed/count';
import { isBlank } from '~/domain/typed/text';
import { ACCIDENT_GRADES, type AccidentGrade } from '~/domain/vocabulary';
import { accidentGrade, type GradeTable } from './accident-grade';

/** What is entered of a verified accident, by the names under which a finding keeps it. */
export const ACCIDENT_FIELDS = [
  'accidentDeaths',
  'accidentConcealed',
  'accidentInjuries',
  'accidentLoss',
  'accidentGrade',
] as const;
export type AccidentField = (typeof ACCIDENT_FIELDS)[number];
export type AccidentProblem = 'required' | 'chooseOne' | 'badCount' | 'badAmount' | 'moreConcealed' | 'otherGrade';
type Problems = Partial<Record<AccidentField, AccidentProblem>>;

/**
 * Reads what was typed of an accident: all who died, those of them that were concealed, serious injuries, direct loss, and
 * the grade. The grade must be the one that these figures give (国务院令第493号 Art. 3).
 */
export function readAccident(
  typed: (field: AccidentField) => string,
  table: GradeTable,
): { said: Record<AccidentField, string> } | { errors: Problems } {
  const errors: Problems = {};
  const count = (field: AccidentField): number => {
    const read = readCount(typed(field));
    if (isBlank(typed(field))) errors[field] = 'required';
    else if (read === null) errors[field] = 'badCount';
    return read ?? 0;
  };
  const [deaths, concealed, seriousInjuries] = [
    count('accidentDeaths'),
    count('accidentConcealed'),
    count('accidentInjuries'),
  ];
  if (concealed > deaths) errors.accidentConcealed ??= 'moreConcealed';
  const lossFen = parseYuan(typed('accidentLoss'));
  if (isBlank(typed('accidentLoss'))) errors.accidentLoss = 'required';
  else if (lossFen === null) errors.accidentLoss = 'badAmount';
  const grade = typed('accidentGrade');
  if (grade === '') errors.accidentGrade = 'chooseOne';
  if (Object.keys(errors).length > 0 || lossFen === null) return { errors };
  if (grade !== accidentGrade({ deaths, seriousInjuries, lossFen }, table)) {
    return { errors: { accidentGrade: 'otherGrade' } };
  }
  return {
    said: {
      accidentDeaths: String(deaths),
      accidentConcealed: String(concealed),
      accidentInjuries: String(seriousInjuries),
      accidentLoss: plainYuan(lossFen),
      accidentGrade: grade,
    },
  };
}

export type SaidAccident = Record<Exclude<AccidentField, 'accidentGrade'>, string> & { accidentGrade: AccidentGrade };

/** What a finding says of the accident; null where it says nothing of one, as those of before. */
export function accidentIn(content: Readonly<Record<string, string>> | undefined): SaidAccident | null {
  const { accidentDeaths, accidentConcealed, accidentInjuries, accidentLoss } = content ?? {};
  const grade = ACCIDENT_GRADES.find((one) => one === content?.accidentGrade);
  if (!grade || !accidentDeaths || !accidentConcealed || !accidentInjuries || !accidentLoss) return null;
  return { accidentDeaths, accidentConcealed, accidentInjuries, accidentLoss, accidentGrade: grade };
}
