import type { ComponentProps } from 'react';
import { textIn } from '~/domain/localized';
import type { ReportError } from '~/domain/report/report';
import { fieldsOf, REPORT_FORM } from '~/domain/report/report-fields';
import { DEFAULT_LANG, MATTERS } from '~/domain/vocabulary';
import { Button } from '~/ui/button';
import { yesNo } from '~/ui/choice';
import { Details } from '~/ui/details';
import { ErrorSummary } from '~/ui/error-summary';
import { useCommon } from '~/ui/language';
import { LimitsLink } from '~/ui/limits-link';
import { PageTitle } from '~/ui/page-title';
import { Radios } from '~/ui/radios';
import { sectorChoices } from '~/ui/sectors';
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
import { ReportSuperior } from './report-superior';

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

/** The questions of a report on one page. The browser requires no answer: the page itself says what is missing. */
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
        <ErrorSummary told="page" errors={formErrors(errors, words)} />
        <PageTitle caption={words.progress.form} lead={words.lead}>
          {words.title}
        </PageTitle>
        {fresh && <ListFreshness lang={lang} fresh={fresh} />}
        {board && <ReportBoard board={board} lang={lang} />}
        {choices.office && <ReportSuperior lang={lang} office={choices.office} units={choices.units} />}
        <Before words={words} />
        <form method="post" action={`/${lang}/report`} noValidate {...(sealing && islandFacts(lang, sealing, board))}>
          <input type="hidden" name="formToken" value={values.formToken} />
          {board && <input type="hidden" name="site" value={board.code} data-text={textIn(board.site, lang)} />}
          <StartQuestions tools={tools} lang={lang} choices={choices} />
          <WhereQuestions tools={tools} lang={lang} choices={choices} board={board} />
          <MoreQuestions tools={tools} rewards={choices.rewards} />
          <ReportPerson tools={tools} rewards={choices.rewards} />
          <Button name="step" value="check">
            {words.toCheck}
          </Button>
          <LimitsLink />
        </form>
      </div>
      {sealing && <ReportIsland lang={lang} board={board !== null} choices={choices} />}
    </>
  );
}

/** What the island needs beside the answers; all of it is public. */
const islandFacts = (lang: Lang, { today, fingerprint }: NonNullable<Props['sealing']>, board: BoardFacts | null) => ({
  id: 'report-form',
  'data-today': today,
  'data-fingerprint': fingerprint,
  'data-keys': `/${lang}/report/keys.json`,
  'data-registers': `/${lang}/report/registers/`,
  'data-post': `/${lang}/report/sealed`,
  'data-superior-post': `/${lang}/report/superior`,
  'data-board-area': board?.areaCode,
});

/** What gives people away, and which way is in use: one line each, with more behind it. */
function Before({ words }: { words: ReportWords }) {
  return (
    <>
      <Details summary={words.before.title}>
        <ul className="govuk-list govuk-list--bullet">
          {words.before.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      </Details>
      {/* True as it stands; the island says otherwise where it takes over. */}
      <section className="anshao-mode" id="report-mode" aria-live="polite">
        <Details summary={words.mode.title}>
          <p className="govuk-body">{words.mode.text}</p>
        </Details>
      </section>
    </>
  );
}

type QuestionsProps = { tools: FieldTools; lang: Lang };

function StartQuestions({ tools, lang, choices }: QuestionsProps & { choices: ReportChoices }) {
  const { words, values, of } = tools;
  const names = vocabularyWords[lang];
  const own = {
    urgent: (
      <>
        <Radios
          {...of('urgent')}
          label={words.urgent.label}
          hint={words.danger}
          choices={yesNo(words.urgent)}
          defaultValue={values.urgent || 'no'}
          inline
        />
        <div className="anshao-if-urgent">
          <ReportDanger words={words} told={choices.told} />
        </div>
      </>
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
        choices={sectorChoices(choices.sectors, lang, values.sector ?? null)}
      />
    ),
  };
  return <ReportSection section="start" tools={tools} own={own} />;
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
  return <ReportSection section="where" tools={tools} own={own} />;
}

type MoreProps = { tools: FieldTools; rewards: ReportChoices['rewards'] };

/** Questions that may be left out are folded away, unless one of them was answered. */
function MoreQuestions({ tools, rewards }: MoreProps) {
  const { words, values, of } = tools;
  const own = {
    insider: (
      <Radios
        {...of('insider')}
        label={words.insider.label}
        hint={rewards.insiderUplift ? words.insider.uplift : words.insider.hint}
        choices={yesNo(words.insider)}
        defaultValue={values.insider || 'no'}
        inline
      />
    ),
  };
  const said = fieldsOf('more').some((field) => !['', 'no'].includes(values[field] ?? '') || of(field).error);
  return (
    <Details summary={words.more} open={said}>
      <ReportSection section="more" tools={tools} own={own} />
    </Details>
  );
}
