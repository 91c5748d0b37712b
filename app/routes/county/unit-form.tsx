import { LONGEST_NAME } from '~/domain/county/register-entry';
import { textIn } from '~/domain/localized';
import { DraftForm } from '~/routes/staff/draft-form';
import type { unitForForm } from '~/services/county/unit.server';
import { Button } from '~/ui/button';
import { choicesFrom } from '~/ui/choice';
import { DateInput } from '~/ui/date-input';
import { ErrorSummary, type FormError } from '~/ui/error-summary';
import { Fieldset } from '~/ui/fieldset';
import { LocalizedInput } from '~/ui/localized-input';
import { Select } from '~/ui/select';
import { ShownField } from '~/ui/shown-field';
import { TextInput } from '~/ui/text-input';
import { unitsWords } from '~/words/county/units';
import { type Lang, languageName } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';
import { errorIn } from './register-errors';

export type UnitPage = Awaited<ReturnType<typeof unitForForm>>;
export type UnitFormProps = {
  page: UnitPage;
  lang: Lang;
  shown: string;
  told: unknown;
  errors: readonly FormError[];
  answer: object | null | undefined;
  busy: boolean;
};

/** The entry of a unit: its names, the unit above, where it sits, how people reach it, and from when. */
export function UnitForm({ page, lang, shown, told, errors, answer, busy }: UnitFormProps) {
  const words = unitsWords[lang].form;
  const error = errorIn(errors);
  const { entry, areaCode } = page;
  const own = errors.filter(({ field }) => field !== 'successorId' && field !== 'endDay');
  const named = (choices: UnitPage['above']) =>
    choices.map(({ value, names }) => ({ value, label: textIn(names, lang) }));
  const inLanguage = (label: typeof words.nameIn) => (language: Lang, isDefault: boolean) =>
    label(languageName(language, lang), isDefault);
  return (
    <DraftForm place={`units/${entry?.id ?? 'new'}`} id="unit-form" ticks>
      {own.length > 0 && <ErrorSummary told={answer} errors={own} />}
      <ShownField loaded={shown} told={told} />
      {entry === null && <Added lang={lang} page={page} error={error} />}
      <LocalizedInput
        name="name"
        label={inLanguage(words.nameIn)}
        error={error}
        values={entry?.names}
        maxLength={LONGEST_NAME}
      />
      <Select
        name="parentUnitId"
        label={words.parent}
        hint={words.parentHint}
        error={error('parentUnitId')}
        placeholder={unitsWords[lang].noneAbove}
        choices={named(page.above)}
        defaultValue={entry?.parentUnitId ?? ''}
      />
      <Select
        name="areaCode"
        label={words.area}
        hint={words.areaHint}
        error={error('areaCode')}
        placeholder={words.noArea}
        choices={named(page.areas)}
        defaultValue={areaCode ?? ''}
      />
      <Fieldset name="contacts" label={words.contacts} hint={words.contactsHint} labelSize="m">
        <TextInput
          name="phone"
          label={words.phone}
          error={error('phone')}
          defaultValue={entry?.contacts?.phone ?? ''}
          width={20}
          maxLength={60}
        />
        <LocalizedInput
          name="address"
          label={inLanguage(words.addressIn)}
          error={error}
          values={entry?.contacts?.address ?? undefined}
        />
        <LocalizedInput
          name="hours"
          label={inLanguage(words.hoursIn)}
          error={error}
          values={entry?.contacts?.hours ?? undefined}
        />
      </Fieldset>
      <DateInput name="fromDay" label={words.from} hint={words.fromHint} error={error('fromDay')} />
      <Button name="act" value="save" disabled={busy}>
        {words.save}
      </Button>
    </DraftForm>
  );
}

type AddedProps = { lang: Lang; page: UnitPage; error: (field: string) => string | undefined };

/** Kind and code, which never change later. */
function Added({ lang, page, error }: AddedProps) {
  const words = unitsWords[lang].form;
  return (
    <>
      <Select
        name="kind"
        label={words.kind}
        error={error('kind')}
        choices={choicesFrom(page.kinds, vocabularyWords[lang].unitKinds)}
      />
      <TextInput name="code" label={words.code} hint={words.codeHint} error={error('code')} width={20} maxLength={40} />
    </>
  );
}
