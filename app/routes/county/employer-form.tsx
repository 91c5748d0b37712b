import { LONGEST_NAME } from '~/domain/county/register-entry';
import { DraftForm } from '~/routes/staff/draft-form';
import type { EmployerRow } from '~/services/county/employer.server';
import type { RegisterChoices } from '~/services/county/register-choices.server';
import { Button } from '~/ui/button';
import { ErrorSummary, type FormError } from '~/ui/error-summary';
import { LocalizedInput } from '~/ui/localized-input';
import { sectorChoices } from '~/ui/sectors';
import { Select } from '~/ui/select';
import { ShownField } from '~/ui/shown-field';
import { TextInput } from '~/ui/text-input';
import { registerWords } from '~/words/county/register';
import { type Lang, languageName } from '~/words/language';
import { errorIn } from './register-errors';
import { areaChoices, RegulatorFields } from './regulator-fields';

type Props = {
  lang: Lang;
  choices: RegisterChoices;
  /** Its id, or `new`. */
  which: string;
  entry: Pick<EmployerRow, 'names' | 'creditCode' | 'sector' | 'areaCode' | 'regulators'> | null;
  /** The form values of the entry, and what a refusal said about it. */
  shown: string;
  told: unknown;
  errors: readonly FormError[];
  /** The answer from which the errors come. */
  answer: object | null | undefined;
  busy: boolean;
};

export function EmployerForm({ lang, choices, which, entry, shown, told, errors, answer, busy }: Props) {
  const { fields, employers } = registerWords[lang];
  const error = errorIn(errors);
  return (
    <DraftForm place={`employers/${which}`} id="employer-form" ticks>
      <ErrorSummary told={answer} errors={errors} />
      <ShownField loaded={shown} told={told} />
      <LocalizedInput
        name="name"
        label={(language, isDefault) => (isDefault ? fields.name : fields.otherName)(languageName(language, lang))}
        error={error}
        values={entry?.names}
        maxLength={LONGEST_NAME}
      />
      <TextInput
        name="creditCode"
        label={fields.creditCode}
        hint={fields.creditHint}
        error={error('creditCode')}
        defaultValue={entry?.creditCode}
        width={20}
        maxLength={60}
      />
      <Select
        name="sector"
        label={fields.sector}
        error={error('sector')}
        choices={sectorChoices(choices.sectors, lang, entry?.sector ?? null)}
        defaultValue={entry?.sector}
      />
      <Select
        name="areaCode"
        label={fields.areaCode}
        error={error('areaCode')}
        choices={areaChoices(choices, lang)}
        defaultValue={entry?.areaCode}
      />
      <RegulatorFields lang={lang} choices={choices} regulators={entry?.regulators ?? []} error={error} />
      <Button name="act" value="save" disabled={busy}>
        {employers.save}
      </Button>
    </DraftForm>
  );
}
