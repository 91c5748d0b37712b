import { ORDER_FIELDS, ORDER_KINDS, ORDER_REASONS, type OrderField } from '~/domain/case/committee-order';
import { DraftForm } from '~/routes/staff/draft-form';
import { Button } from '~/ui/button';
import { type Choice, choicesFrom } from '~/ui/choice';
import { DateInput } from '~/ui/date-input';
import { ErrorSummary } from '~/ui/error-summary';
import { Select } from '~/ui/select';
import { TextInput } from '~/ui/text-input';
import { committeeOrderWords } from '~/words/case/committee-order';
import type { Lang } from '~/words/language';

type Props = {
  lang: Lang;
  units: readonly Choice[];
  wrong: readonly OrderField[];
  taken: boolean;
  answer: object | null | undefined;
};

/** The committee office asks something of a unit, by the number of its document. */
export function OrderIssue({ lang, units, wrong, taken, answer }: Props) {
  const t = committeeOrderWords[lang];
  const errorOf = (field: OrderField) => (wrong.includes(field) ? (taken ? t.taken : t.errors[field]) : undefined);
  const errors = ORDER_FIELDS.flatMap((field) => {
    const message = errorOf(field);
    return message ? [{ field, message }] : [];
  });
  const given = (name: OrderField) => ({ name, label: t.labels[name], error: errorOf(name) });
  return (
    <DraftForm place="orders#issue" noValidate>
      <h2 className="govuk-heading-m">{t.issueTitle}</h2>
      <ErrorSummary told={answer} errors={errors} />
      <Select {...given('unitId')} choices={units} />
      <Select {...given('kind')} choices={choicesFrom(ORDER_KINDS, t.kinds)} />
      <Select {...given('reason')} choices={choicesFrom(ORDER_REASONS, t.reasons)} />
      <TextInput {...given('number')} hint={t.numberHint} maxLength={60} />
      <DateInput {...given('dueOn')} />
      <Button name="act" value="issue">
        {t.issue}
      </Button>
    </DraftForm>
  );
}
