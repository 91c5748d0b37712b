import { PENALTY_FIELDS, type PenaltyField } from '~/domain/publication/penalty-form';
import { DraftForm } from '~/routes/staff/draft-form';
import { Button } from '~/ui/button';
import { DateInput } from '~/ui/date-input';
import { ErrorSummary } from '~/ui/error-summary';
import { useSectors } from '~/ui/sectors';
import { Select } from '~/ui/select';
import { TextInput } from '~/ui/text-input';
import type { Lang } from '~/words/language';
import { penaltyWords } from '~/words/publication/penalty';
import { publicWords } from '~/words/publication/public';

type Props = {
  lang: Lang;
  towns: { value: string; label: string }[];
  wrong: readonly PenaltyField[];
  /** Another decision has this number. */
  taken: boolean;
  /** The answer that said what is wrong. */
  answer: object | null | undefined;
};

/** Registers a decision for the exposure list; nothing in it leads to a case. */
export function PenaltyForm({ lang, towns, wrong, taken, answer }: Props) {
  const words = penaltyWords[lang];
  const sectors = useSectors(lang);
  const shown = publicWords[lang].exposure;
  const errorOf = (field: PenaltyField) =>
    field === 'decisionNumber' && taken
      ? words.errors.decisionNumberTaken
      : wrong.includes(field)
        ? words.errors[field]
        : undefined;
  const errors = PENALTY_FIELDS.flatMap((field) => {
    const message = errorOf(field);
    return message ? [{ field, message }] : [];
  });
  return (
    <DraftForm place="penalties#register" noValidate>
      <h2 className="govuk-heading-m">{words.registerTitle}</h2>
      <ErrorSummary told={answer} errors={errors} />
      <TextInput name="decisionNumber" label={shown.decision} error={errorOf('decisionNumber')} maxLength={80} />
      <DateInput name="decidedOn" label={shown.decidedOn} error={errorOf('decidedOn')} />
      <TextInput name="offender" label={shown.offender} error={errorOf('offender')} maxLength={120} />
      <TextInput name="creditCode" label={words.creditCode} error={errorOf('creditCode')} maxLength={60} width={20} />
      <Select name="sector" label={shown.sector} error={errorOf('sector')} choices={sectors.choices} />
      <Select name="town" label={shown.town} error={errorOf('town')} choices={towns} />
      <TextInput name="offence" label={shown.offence} error={errorOf('offence')} maxLength={500} />
      <TextInput name="legalBasis" label={shown.basis} error={errorOf('legalBasis')} maxLength={300} />
      <TextInput
        name="amountYuan"
        label={words.amountYuan}
        error={errorOf('amountYuan')}
        inputMode="decimal"
        width={10}
      />
      <Button name="act" value="register">
        {words.register}
      </Button>
    </DraftForm>
  );
}
