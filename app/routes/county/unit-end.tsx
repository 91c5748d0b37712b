import { textIn } from '~/domain/localized';
import { DraftForm } from '~/routes/staff/draft-form';
import { Button } from '~/ui/button';
import { DateInput } from '~/ui/date-input';
import { Details } from '~/ui/details';
import { ErrorSummary } from '~/ui/error-summary';
import { Select } from '~/ui/select';
import { ShownField } from '~/ui/shown-field';
import { unitsWords } from '~/words/county/units';
import { errorIn } from './register-errors';
import type { UnitFormProps } from './unit-form';

/** Merges a unit into another one, or closes it; folded away from the form that changes it. */
export function UnitEnd({ page, lang, shown, told, errors, answer, busy }: UnitFormProps) {
  const words = unitsWords[lang].end;
  const error = errorIn(errors);
  const own = errors.filter(({ field }) => field === 'successorId' || field === 'endDay');
  return (
    <Details summary={words.title} open={own.length > 0}>
      <p className="govuk-body">{words.text}</p>
      <DraftForm place={`units/${page.entry?.id}#end`} id="unit-end">
        {own.length > 0 && <ErrorSummary told={answer} errors={own} />}
        <ShownField loaded={shown} told={told} />
        <Select
          name="successorId"
          label={words.successor}
          error={error('successorId')}
          placeholder={words.none}
          choices={page.successors.map(({ value, names }) => ({ value, label: textIn(names, lang) }))}
        />
        <DateInput name="endDay" label={words.day} hint={unitsWords[lang].form.fromHint} error={error('endDay')} />
        <Button name="act" value="end" variant="warning" disabled={busy}>
          {words.save}
        </Button>
      </DraftForm>
    </Details>
  );
}
