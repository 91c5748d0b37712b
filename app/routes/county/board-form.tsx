import { type BoardKind, type PersonRole, POINT_PARTS, type PointKind, rolesOn } from '~/domain/county/board-kind';
import { LONGEST_NAME } from '~/domain/county/register-entry';
import { DraftForm } from '~/routes/staff/draft-form';
import type { RegisterChoices } from '~/services/county/register-choices.server';
import type { BoardForForm } from '~/services/county/signboard.server';
import { Button } from '~/ui/button';
import { DateInput } from '~/ui/date-input';
import { ErrorSummary, type FormError } from '~/ui/error-summary';
import { Fieldset } from '~/ui/fieldset';
import { LocalizedInput } from '~/ui/localized-input';
import { Select } from '~/ui/select';
import { ShownField } from '~/ui/shown-field';
import { TextArea } from '~/ui/text-area';
import { TextInput } from '~/ui/text-input';
import { boardWords } from '~/words/county/board';
import { registerWords } from '~/words/county/register';
import { type Lang, languageName } from '~/words/language';
import { errorIn, type FieldErrorIn } from './register-errors';
import { areaChoices, RegulatorFields } from './regulator-fields';

type Props = {
  lang: Lang;
  /** Null for a new board, which may be given a code. */
  code: string | null;
  kind: BoardKind;
  choices: RegisterChoices;
  entry: Partial<BoardForForm>;
  /** The form values of the entry, and what a refusal said about it. */
  shown: string;
  told: unknown;
  errors: readonly FormError[];
  /** The answer from which the errors come. */
  answer: object | null | undefined;
  busy: boolean;
};

export function BoardForm({ lang, code, kind, choices, entry, shown, told, errors, answer, busy }: Props) {
  const { fields, boards } = registerWords[lang];
  const error = errorIn(errors);
  return (
    <DraftForm place={`boards/${code ?? `new/${kind}`}`} id="board-form" ticks>
      <input type="hidden" name="kind" value={kind} />
      <ErrorSummary told={answer} errors={errors} />
      <ShownField loaded={shown} told={told} />
      <Place lang={lang} choices={choices} entry={entry} error={error} />
      <RegulatorFields lang={lang} choices={choices} regulators={entry.regulators ?? []} error={error} />
      {kind !== 'responsibility' && <Point lang={lang} kind={kind} entry={entry} error={error} />}
      {rolesOn(kind).map((role) => (
        <Person key={role} lang={lang} role={role} entry={entry} error={error} />
      ))}
      {kind === 'responsibility' && (
        <TextArea
          name="risks"
          label={fields.risks}
          hint={fields.risksHint}
          error={error('risks')}
          defaultValue={entry.risks}
          rows={4}
        />
      )}
      <TextInput
        name="hotline"
        label={fields.hotline}
        error={error('hotline')}
        defaultValue={entry.hotline}
        width={20}
      />
      {code === null && (
        <TextInput name="code" label={fields.code} hint={fields.codeHint} error={error('code')} width={20} />
      )}
      <Button name="act" value="save" disabled={busy}>
        {boards.save}
      </Button>
    </DraftForm>
  );
}

type PartProps = Pick<Props, 'lang' | 'entry'> & { error: FieldErrorIn };

function Place({ lang, choices, entry, error }: PartProps & Pick<Props, 'choices'>) {
  const { fields } = registerWords[lang];
  return (
    <>
      <TextInput
        name="employer"
        label={fields.employer}
        hint={fields.employerHint}
        error={error('employer')}
        defaultValue={entry.employer}
        maxLength={LONGEST_NAME}
      />
      <LocalizedInput
        name="site"
        label={(language, isDefault) => (isDefault ? fields.site : fields.otherSite)(languageName(language, lang))}
        hint={(language) => registerWords[language].fields.siteHint}
        error={error}
        values={entry.site}
        maxLength={LONGEST_NAME}
      />
      <Select
        name="areaCode"
        label={fields.areaCode}
        error={error('areaCode')}
        choices={areaChoices(choices, lang)}
        defaultValue={entry.areaCode}
      />
    </>
  );
}

function Point({ lang, kind, entry, error }: PartProps & { kind: PointKind }) {
  const words = boardWords[lang];
  return (
    <Fieldset name="point" label={words.kinds[kind]} hint={registerWords[lang].fields.pointHint} labelSize="m">
      {POINT_PARTS.map((part) => (
        <TextArea
          key={part}
          name={`point.${part}`}
          label={words.point[kind][part]}
          error={error(`point.${part}`)}
          defaultValue={entry.point?.[part]}
          rows={2}
        />
      ))}
      {kind === 'hazard' && (
        <DateInput
          name="point.until"
          label={words.until}
          error={error('point.until')}
          defaultValue={entry.point?.until}
        />
      )}
    </Fieldset>
  );
}

function Person({ lang, role, entry, error }: PartProps & { role: PersonRole }) {
  const { person } = registerWords[lang].fields;
  const title = boardWords[lang].personRoles[role];
  const entered = entry.persons?.find((one) => one.role === role);
  return (
    <Fieldset name={role} label={title}>
      {(['name', 'post', 'phone'] as const).map((part) => (
        <TextInput
          key={part}
          name={`${role}.${part}`}
          label={
            <>
              <span className="govuk-visually-hidden">{title} </span>
              {person[part]}
            </>
          }
          error={error(`${role}.${part}`)}
          defaultValue={entered?.[part]}
          width={20}
          inputMode={part === 'phone' ? 'tel' : 'text'}
        />
      ))}
    </Fieldset>
  );
}
