import { ENTERED, POINTS_FIELDS, type PointsField } from '~/domain/case/assessment';
import type { IsoMonth } from '~/domain/dates';
import { DraftForm } from '~/routes/staff/draft-form';
import { Button } from '~/ui/button';
import { type Choice, choicesFrom } from '~/ui/choice';
import { ErrorSummary } from '~/ui/error-summary';
import { Select } from '~/ui/select';
import { TextInput } from '~/ui/text-input';
import { assessmentWords } from '~/words/case/assessment';
import type { Lang } from '~/words/language';
import { refusalSentence } from '~/words/refused';

type Props = {
  lang: Lang;
  month: IsoMonth;
  units: readonly Choice[];
  refused: Parameters<typeof refusalSentence>[0] | null;
  answer: object | null | undefined;
};

/** Points that only the committee office can give, for the month that the page shows. */
export function AssessmentPoints({ lang, month, units, refused, answer }: Props) {
  const t = assessmentWords[lang];
  const wrong = refused?.code === 'invalid' ? POINTS_FIELDS.find((field) => field === refused.field) : undefined;
  const errorOf = (field: PointsField) => (field === wrong ? t.errors[field] : undefined);
  const given = (name: PointsField) => ({ name, label: t.labels[name], error: errorOf(name) });
  const errors = wrong
    ? [{ field: wrong, message: t.errors[wrong] }]
    : refused
      ? [{ message: refusalSentence(refused, lang) }]
      : [];
  return (
    <section className="anshao-no-print">
      <DraftForm place={`assessment#${month}`} noValidate>
        <h2 className="govuk-heading-m">{t.enterTitle}</h2>
        <ErrorSummary told={answer} errors={errors} />
        <input type="hidden" name="month" value={month} />
        <Select {...given('unitId')} choices={units} />
        <Select {...given('indicator')} choices={choicesFrom(ENTERED, t.indicators)} />
        <TextInput {...given('points')} maxLength={3} />
        <Button>{t.enter}</Button>
      </DraftForm>
    </section>
  );
}
