import type { ComponentProps } from 'react';
import { textIn } from '~/domain/localized';
import type { ReportError } from '~/domain/report/report';
import { REPORT_FORM } from '~/domain/report/report-fields';
import { DEFAULT_LANG, MATTERS, SECTORS } from '~/domain/vocabulary';
import { Button } from '~/ui/button';
import { choicesFrom } from '~/ui/choice';
import { ErrorSummary } from '~/ui/error-summary';
import { Inset } from '~/ui/inset';
import { useCommon } from '~/ui/language';
import { PageTitle } from '~/ui/page-title';
import { Radios } from '~/ui/radios';
import { Select } from '~/ui/select';
import { ListFreshness } from '~/ui/staff/list-freshness';
import { TextInput } from '~/ui/text-input';
import type { Lang } from '~/words/language';
import { type ReportWords, reportWords } from '~/words/report/report';
import { vocabularyWords } from '~/words/vocabulary';
import { ReportBoard, type ReportBoardFacts } from './report-board';
import { ReportDanger } from './report-danger';
import { errorText, formErrors } from './report-errors';
import { ReportIsland } from './report-island';
import { ReportPerson } from './report-person';
import { ReportSection } from './report-question';
import type { FieldTools, ReportChoices, ReportValues } from './report-shown';

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
          {board && <input type="hidden" name="site" value={board.code} data-text={textIn(board.site, lang)} />}
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

type QuestionsProps = { tools: FieldTools; lang: Lang };

function WhatQuestions({ tools, lang }: QuestionsProps) {
  const { words, values, of } = tools;
  const names = vocabularyWords[lang];
  const own = {
    urgent: (
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
    ),
    matter: (
      <Radios
        {...of('matter')}
        label={words.matter.label}
        hint={words.matter.hint}
        choices={MATTERS.map((value) => ({ value, label: names.matters[value], hint: words.matterHints[value] }))}
      />
    ),
    sector: (
      <Select
        {...of('sector')}
        label={words.sector.label}
        placeholder={words.sector.choose}
        choices={choicesFrom(SECTORS, names.sectors)}
      />
    ),
  };
  return (
    <>
      <h2 className="govuk-heading-m">{words.sections.what}</h2>
      <ReportSection section="what" tools={tools} own={own} />
    </>
  );
}

type WhereProps = QuestionsProps & { choices: ReportChoices; board: BoardFacts | null };

function WhereQuestions({ tools, lang, choices, board }: WhereProps) {
  const { words, of } = tools;
  const common = useCommon();
  const own = {
    area: (
      <Select
        {...of('area')}
        label={words.area.label}
        placeholder={words.area.unsure}
        choices={choices.towns.map((town) => ({
          label: textIn(town.name, lang),
          choices: [town, ...town.villages].map(({ code, name }) => ({ value: code, label: textIn(name, lang) })),
        }))}
      />
    ),
    employer: board ? (
      <input
        type="hidden"
        name="employer"
        value={textIn(board.employer, DEFAULT_LANG)}
        data-text={textIn(board.employer, lang)}
      />
    ) : (
      <TextInput
        {...of('employer')}
        label={common.optional(words.employer.label)}
        hint={words.employer.hint}
        maxLength={REPORT_FORM.employer.limit}
      />
    ),
    accusedUnit: (
      <Select
        {...of('accusedUnit')}
        label={words.accusedUnit.label}
        hint={words.accusedUnit.hint}
        placeholder={words.accusedUnit.none}
        choices={choices.units.map(({ id, name }) => ({ value: id, label: textIn(name, lang) }))}
      />
    ),
  };
  return (
    <>
      <h2 className="govuk-heading-m">{words.sections.where}</h2>
      <ReportSection section="where" tools={tools} own={own} />
    </>
  );
}

function HappenedQuestions({ tools }: { tools: FieldTools }) {
  return (
    <>
      <h2 className="govuk-heading-m">{tools.words.sections.happened}</h2>
      <ReportSection section="happened" tools={tools} own={{}} />
    </>
  );
}
