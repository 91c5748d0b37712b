import { HOLDERS, MAX_OTHERS, type SuperiorEntry } from '~/domain/county/superior-entry';
import { DraftForm } from '~/routes/staff/draft-form';
import { Button } from '~/ui/button';
import { DateInput } from '~/ui/date-input';
import { ErrorSummary, type FormError } from '~/ui/error-summary';
import { Fieldset } from '~/ui/fieldset';
import { LocalizedInput } from '~/ui/localized-input';
import { ShownField } from '~/ui/shown-field';
import { TextArea } from '~/ui/text-area';
import { TextInput } from '~/ui/text-input';
import { superiorPageWords } from '~/words/county/superior';
import { type Lang, languageName } from '~/words/language';
import { errorIn } from './register-errors';

type Props = {
  lang: Lang;
  entry: SuperiorEntry | null;
  shown: string;
  told: unknown;
  errors: readonly FormError[];
  answer: object | null | undefined;
  busy: boolean;
};
type PartProps = Pick<Props, 'lang' | 'entry'> & { error: (field: string) => string | undefined };

/** Name, ways to reach it, keys with their holders, and other places to report to. */
export function SuperiorForm({ lang, entry, shown, told, errors, answer, busy }: Props) {
  const words = superiorPageWords[lang].form;
  const error = errorIn(errors);
  return (
    <DraftForm place="superior" id="superior-form" aria-labelledby="superior-form-title">
      <h2 className="govuk-heading-m" id="superior-form-title">
        {words.title}
      </h2>
      {errors.length > 0 && <ErrorSummary told={answer} errors={errors} />}
      <ShownField loaded={shown} told={told} />
      <LocalizedInput name="name" label={inLanguage(words.nameIn, lang)} error={error} values={entry?.names} />
      <Reach lang={lang} entry={entry} error={error} />
      <Holders lang={lang} entry={entry} error={error} />
      <Others lang={lang} entry={entry} error={error} />
      <DateInput name="fromDay" label={words.from} hint={words.fromHint} error={error('fromDay')} />
      <Button name="act" value="save" disabled={busy}>
        {words.save}
      </Button>
    </DraftForm>
  );
}

type LabelIn = (language: string, isDefault: boolean) => string;
const inLanguage = (label: LabelIn, lang: Lang) => (language: Lang, isDefault: boolean) =>
  label(languageName(language, lang), isDefault);

function Reach({ lang, entry, error }: PartProps) {
  const words = superiorPageWords[lang].form;
  return (
    <Fieldset name="reach" label={words.reach} hint={words.reachHint} labelSize="m">
      <LocalizedInput
        name="address"
        label={inLanguage(words.addressIn, lang)}
        error={error}
        values={entry?.address ?? undefined}
      />
      <TextInput
        name="phone"
        label={words.phone}
        error={error('phone')}
        defaultValue={entry?.phone ?? ''}
        width={20}
        maxLength={60}
      />
      <TextInput
        name="mail"
        label={words.mail}
        error={error('mail')}
        defaultValue={entry?.mail ?? ''}
        width={20}
        maxLength={200}
      />
    </Fieldset>
  );
}

const places = (count: number) => Array.from({ length: count }, (_, at) => at);

function Holders({ lang, entry, error }: PartProps) {
  const words = superiorPageWords[lang].form;
  return (
    <Fieldset name="holders" label={words.holders} hint={words.holdersHint} labelSize="m">
      {places(HOLDERS).map((at) => (
        <div key={at}>
          <TextInput
            name={`post${at}`}
            label={words.post(at + 1)}
            hint={words.postHint}
            error={error(`post${at}`)}
            defaultValue={entry?.holders[at]?.post ?? ''}
            maxLength={200}
          />
          <TextArea
            name={`recipient${at}`}
            label={words.recipient(at + 1)}
            hint={at === 0 ? words.recipientHint : words.sameHint}
            error={error(`recipient${at}`)}
            defaultValue={entry?.holders[at]?.recipient ?? ''}
            rows={4}
          />
        </div>
      ))}
    </Fieldset>
  );
}

function Others({ lang, entry, error }: PartProps) {
  const words = superiorPageWords[lang].form;
  return (
    <Fieldset name="others" label={words.others} hint={words.othersHint} labelSize="m">
      {places(MAX_OTHERS).map((at) => (
        <div key={at}>
          <LocalizedInput
            name={`other${at}`}
            label={(language, isDefault) => words.otherIn(at + 1, languageName(language, lang), isDefault)}
            error={error}
            values={entry?.others[at]?.names}
          />
          <TextInput
            name={`otherPhone${at}`}
            label={words.otherPhone(at + 1)}
            error={error(`otherPhone${at}`)}
            defaultValue={entry?.others[at]?.phone ?? ''}
            width={20}
            maxLength={60}
          />
        </div>
      ))}
    </Fieldset>
  );
}
