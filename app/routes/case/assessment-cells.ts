import { INDICATORS, type Indicator } from '~/domain/case/assessment';
import { assessedMonths } from '~/domain/case/record-period';
import type { IsoMonth } from '~/domain/dates';
import { textIn } from '~/domain/localized';
import type { MonthAssessment } from '~/services/case/assessment.server';
import { assessmentWords } from '~/words/case/assessment';
import type { Lang } from '~/words/language';

/** The month that a query names, or else the last whole one. */
export function monthAsked(url: string, day: string): IsoMonth {
  const months = assessedMonths(day);
  const named = new URL(url).searchParams.get('month');
  return months.find((one) => one === named) ?? months[0] ?? '';
}

/** The indicators that weigh something in this month's rule. */
export const weighing = ({ rule }: Pick<MonthAssessment, 'rule'>): Indicator[] =>
  INDICATORS.filter((one) => rule.weights[one] > 0);

/** Title and cells of one month's table, on the page and in its files. */
export function assessmentTable(assessed: MonthAssessment, lang: Lang) {
  const t = assessmentWords[lang];
  const shown = weighing(assessed);
  return {
    head: [
      t.rank,
      t.unit,
      t.score,
      ...shown.map((one) => t.weight(t.rates[one], assessed.rule.weights[one])),
      t.speaksFirst,
    ],
    rows: assessed.units.map(({ rank, names, score, rates, speaksFirst }) => [
      rank,
      textIn(names, lang),
      score,
      ...shown.map((one) => rates[one]),
      speaksFirst ? t.speaksFirst : null,
    ]),
  };
}
