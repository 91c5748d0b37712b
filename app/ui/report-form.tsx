import type { ComponentProps } from 'react';
import { FIELD_LIMITS, type ReportError, type ReportField } from '~/domain/report';
import { MATTERS, SECTORS } from '~/domain/vocabulary';
import type { Lang } from '~/words/language';
import { type ReportWords, reportWords } from '~/words/report';
import { vocabularyWords } from '~/words/vocabulary';
import { Button } from './button';
import { choicesFrom } from './choice';
import { DateInput } from './date-input';
import { ErrorSummary } from './error-summary';
import { Inset } from './inset';
import { useCommon } from './language';
import { ListFreshness } from './list-freshness';
import { PageTitle } from './page-title';
import { Radios } from './radios';
import { ReportBoard, type ReportBoardFacts } from './report-board';
import { ReportDanger } from './report-danger';
import { errorText, formErrors } from './report-errors';
import { ReportIsland } from './report-island';
import { ReportPerson } from './report-person';
import { Select } from './select';
import { TextArea } from './text-area';
import { TextInput } from './text-input';

export type ReportValues = Readonly<Partial<Record<ReportField, string>>>;
type Named = { readonly zh: string; readonly en: string };
export type ReportChoices = {
  towns: readonly { code: string; name: Named; villages: readonly { code: string; name: Named }[] }[];
  units: readonly { id: string; name: Named }[];
  /** What the reward rule of the day lets the form say. */
  rewards: { anonymous: boolean; insiderUplift: boolean };
};

type Props = {
  lang: Lang;
  values: ReportValues;
  errors: readonly ReportError[];
  choices: ReportChoices;
  board: BoardFacts | null;
  fresh: ComponentProps<typeof ListFreshness>['fresh'] | null;
  /** Given where the page's island may seal in the browser; the form works without it. */
  sealing?: { today: string; fingerprint: string };
};

type BoardFacts = ReportBoardFacts & { areaCode: string };

export type FieldTools = {
  words: ReportWords;
  values: ReportValues;
  /** Name, error, and what was typed. */
  of: (field: ReportField) => { name: ReportField; error: string | undefined; defaultValue: string | undefined };
};

/** The questions of a report on one page. Nothing is required by the browser: the page itself says what lacks. */
export function ReportForm({ lang, values, errors, choices, board, fresh, sealing }: Props) {
  const words = reportWords[lang];
  const tools: FieldTools = {
    words,
    values,
    of: (field) => {
      const found = errors.find((error) => error.field === field);
      return { name: field, error: found && errorText(found, words), defaultValue: values[field] };
    },
  };
  return (
    <>
      <div id="report-page">
        <ErrorSummary errors={formErrors(errors, words)} />
        <PageTitle lead={words.lead}>{words.title}</PageTitle>
        <ReportDanger words={words} urgent={values.urgent === 'yes'} />
        <Before words={words} />
        {fresh && <ListFreshness lang={lang} fresh={fresh} />}
        {board && <ReportBoard board={board} lang={lang} />}
        <form method="post" action={`/${lang}/report`} noValidate {...(sealing && islandFacts(lang, sealing, board))}>
          <input type="hidden" name="formToken" value={values.formToken} />
          {board && <input type="hidden" name="site" value={board.code} data-text={board.site[lang]} />}
          <WhatQuestions tools={tools} lang={lang} />
          <WhereQuestions tools={tools} lang={lang} choices={choices} board={board} />
          <HappenedQuestions tools={tools} />
          <ReportPerson tools={tools} rewards={choices.rewards} />
          <p className="govuk-body">{words.nothingStored}</p>
          <Button name="step" value="check">
            {words.toCheck}
          </Button>
        </form>
      </div>
      {sealing && <ReportIsland lang={lang} board={board !== null} />}
    </>
  );
}

/** What the island needs besides the answers; all of it public. */
const islandFacts = (lang: Lang, { today, fingerprint }: NonNullable<Props['sealing']>, board: BoardFacts | null) => ({
  id: 'report-form',
  'data-today': today,
  'data-fingerprint': fingerprint,
  'data-keys': `/${lang}/report/keys.json`,
  'data-registers': `/${lang}/report/registers/`,
  'data-post': `/${lang}/report/sealed`,
  'data-board-area': board?.areaCode,
});

function Before({ words }: { words: ReportWords }) {
  return (
    <>
      <Inset>
        <h2 className="govuk-heading-s">{words.before.title}</h2>
        <ul className="govuk-list govuk-list--bullet">
          {words.before.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      </Inset>
      {/* Which way is in use: true as it stands; the island says otherwise where it takes over. */}
      <section className="anshao-way" id="report-way" aria-live="polite">
        <h2 className="govuk-heading-s">{words.way.title}</h2>
        <p className="govuk-body">{words.way.text}</p>
      </section>
    </>
  );
}

function WhatQuestions({ tools: { words, values, of }, lang }: { tools: FieldTools; lang: Lang }) {
  const names = vocabularyWords[lang];
  return (
    <>
      <h2 className="govuk-heading-m">{words.sections.what}</h2>
      <Radios
        {...of('urgent')}
        label={words.urgent.label}
        choices={[
          { value: 'yes', label: words.urgent.yes },
          { value: 'no', label: words.urgent.no },
        ]}
        defaultValue={values.urgent || 'no'}
        inline
      />
      <Radios
        {...of('matter')}
        label={words.matter.label}
        hint={words.matter.hint}
        choices={MATTERS.map((value) => ({ value, label: names.matters[value], hint: words.matterHints[value] }))}
      />
      <Select
        {...of('sector')}
        label={words.sector.label}
        placeholder={words.sector.choose}
        choices={choicesFrom(SECTORS, names.sectors)}
      />
    </>
  );
}

type WhereProps = { tools: FieldTools; lang: Lang; choices: ReportChoices; board: BoardFacts | null };

function WhereQuestions({ tools: { words, of }, lang, choices, board }: WhereProps) {
  const common = useCommon();
  return (
    <>
      <h2 className="govuk-heading-m">{words.sections.where}</h2>
      <Select
        {...of('area')}
        label={words.area.label}
        placeholder={words.area.unsure}
        choices={choices.towns.map((town) => ({
          label: town.name[lang],
          choices: [town, ...town.villages].map(({ code, name }) => ({ value: code, label: name[lang] })),
        }))}
      />
      {board ? (
        <input type="hidden" name="employer" value={board.employer.zh} data-text={board.employer[lang]} />
      ) : (
        <TextInput
          {...of('employer')}
          label={common.optional(words.employer.label)}
          hint={words.employer.hint}
          maxLength={FIELD_LIMITS.employer}
        />
      )}
      <TextInput
        {...of('place')}
        label={common.optional(words.place.label)}
        hint={words.place.hint}
        maxLength={FIELD_LIMITS.place}
      />
      <Select
        {...of('accusedUnit')}
        label={words.accusedUnit.label}
        hint={words.accusedUnit.hint}
        placeholder={words.accusedUnit.none}
        choices={choices.units.map(({ id, name }) => ({ value: id, label: name[lang] }))}
      />
    </>
  );
}

function HappenedQuestions({ tools: { words, of } }: { tools: FieldTools }) {
  const common = useCommon();
  return (
    <>
      <h2 className="govuk-heading-m">{words.sections.happened}</h2>
      <TextArea
        {...of('description')}
        label={words.description.label}
        hint={words.description.hint}
        rows={8}
        maxLength={FIELD_LIMITS.description}
      />
      <DateInput {...of('occurredOn')} label={common.optional(words.occurredOn.label)} hint={words.occurredOn.hint} />
      <TextInput
        {...of('deaths')}
        label={common.optional(words.deaths.label)}
        hint={words.deaths.hint}
        inputMode="numeric"
        width={3}
        maxLength={8}
      />
    </>
  );
}
