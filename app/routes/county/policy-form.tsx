import { useNavigation } from '@remix-run/react';
import { POLICY_FIELDS, type PolicyField, type PolicyFormKind } from '~/domain/county/policy-fields';
import type { PolicyPlace, PolicyProblems } from '~/domain/county/policy-form';
import { PAYERS, TIERS } from '~/domain/county/reward-policy';
import { ROUNDINGS } from '~/domain/money';
import { DraftForm } from '~/routes/staff/draft-form';
import { Button } from '~/ui/button';
import { choicesFrom } from '~/ui/choice';
import { DateInput } from '~/ui/date-input';
import { ErrorSummary } from '~/ui/error-summary';
import { Inset } from '~/ui/inset';
import { useRounds } from '~/ui/rounds';
import { Select } from '~/ui/select';
import { ShownField } from '~/ui/shown-field';
import { TextArea } from '~/ui/text-area';
import { TextInput } from '~/ui/text-input';
import { policyRefusal, policyWords } from '~/words/county/policy';
import { formatDate, type Lang } from '~/words/language';
import { changedMeanwhile, changedText } from '~/words/meanwhile';
import type { RefusedShape } from '~/words/refused';

type Props = {
  kind: PolicyFormKind;
  /** Of whose rule it is a version. */
  place: PolicyPlace;
  /** The form values. */
  answers: Record<string, string>;
  lang: Lang;
  problems: PolicyProblems;
  /** What the fields were filled from (domain/shown-entry.ts). */
  shown: string;
  refused: RefusedShape | null;
  /** The answer from which the problems or the refusal come. */
  answer: object | null | undefined;
};

/** The county's next version of a kind. Errors stand beside their fields; the browser keeps what was typed. */
export function PolicyForm({ kind, place, answers, shown, lang, problems, refused, answer }: Props) {
  const words = policyWords[lang];
  const busy = useNavigation().state !== 'idle';
  const labelOf = (name: string) => words.fields[name] ?? name;
  const errors = problems.map(({ field, problem, day = '' }) => ({
    field,
    message: words.problems[problem](labelOf(field), day && formatDate(day, lang)),
  }));
  const asRead = problems.find(({ problem }) => problem === 'asRead')?.day;
  const round = useRounds(asRead ? answer : null);
  const changed = refused && changedMeanwhile(refused);
  for (const { field, value } of changed ?? []) {
    errors.push({ field, message: changedText(labelOf(field), said(value, lang), lang) });
  }
  if (refused && !changed) errors.push(policyRefusal(lang, refused));
  const of = (name: string) => ({
    name,
    label: labelOf(name),
    error: errors.find((one) => one.field === name)?.message,
    defaultValue: answers[name],
  });
  const title = words.formTitle(words.kinds[kind], place.tier && words.tiers[place.tier]);
  const hint = kind === 'reward' ? words.rewardHint : kind === 'retention' ? words.retentionHint : null;
  return (
    <DraftForm
      place={`policies#${[kind, place.tier, place.unit].filter(Boolean).join(' ')}`}
      noValidate
      id="policy-form"
      aria-labelledby="policy-form-title"
    >
      <h3 className="govuk-heading-m" id="policy-form-title">
        {title}
      </h3>
      <ErrorSummary told={answer} errors={errors} />
      {hint && <Inset>{hint}</Inset>}
      <input type="hidden" name="act" value="enter" />
      <input type="hidden" name="kind" value={kind} />
      {place.tier && <input type="hidden" name="tier" value={place.tier} />}
      {place.unit && <input type="hidden" name="unit" value={place.unit} />}
      <ShownField loaded={shown} told={refused?.data?.shown} />
      {/* What was understood stands in the field, so that pressing again confirms it. */}
      <DateInput {...of('effectiveFrom')} key={`first day ${round}`} {...(asRead && { defaultValue: asRead })} />
      <TextInput {...of('legalBasis')} maxLength={200} />
      <TextInput {...of('checkedBy')} maxLength={100} width={20} />
      {POLICY_FIELDS[kind].map((field) => (
        <Answer key={field.name} field={field} shared={of(field.name)} lang={lang} wider={kind === 'reward'} />
      ))}
      <Button disabled={busy}>{words.submit}</Button>
    </DraftForm>
  );
}

/** An answer as it stands on the form. */
function said(value: string, lang: Lang): string {
  const words = policyWords[lang];
  const choices: Record<string, string> = {
    ...words.roundings,
    ...words.tiers,
    ...words.payers,
    yes: words.yes,
    no: words.no,
  };
  return choices[value] ?? value;
}

type AnswerProps = {
  field: PolicyField;
  shared: { name: string; label: string; error: string | undefined; defaultValue: string | undefined };
  lang: Lang;
  wider: boolean;
};

function Answer({ field, shared, lang, wider }: AnswerProps) {
  const words = policyWords[lang];
  if (field.input === 'lines') return <TextArea {...shared} rows={5} />;
  if (field.input === 'text') return <TextInput {...shared} maxLength={200} />;
  if (field.input === 'yesNo') {
    const choices = [
      { value: 'yes', label: words.yes },
      { value: 'no', label: words.no },
    ];
    return <Select {...shared} choices={choices} {...(wider && { placeholder: words.asWider })} />;
  }
  if (field.input === 'tier') {
    return <Select {...shared} choices={choicesFrom(TIERS, words.tiers)} placeholder={words.nearest} />;
  }
  if (field.input === 'payer') {
    return <Select {...shared} choices={choicesFrom(PAYERS, words.payers)} placeholder={words.asWider} />;
  }
  if (field.input === 'rounding') {
    const choices = choicesFrom(ROUNDINGS, words.roundings);
    return <Select {...shared} choices={choices} {...(wider && { placeholder: words.asWider })} />;
  }
  if (field.input === 'count') return <TextInput {...shared} inputMode="numeric" width={5} maxLength={40} />;
  const suffix = field.input === 'percent' ? '%' : words.yuan;
  return <TextInput {...shared} inputMode="decimal" width={10} maxLength={60} suffix={suffix} />;
}
