import { textIn } from '~/domain/localized';
import { isAskedOf, REPORT_FIELDS, type ReportField } from '~/domain/report/report-fields';
import { Button } from '~/ui/button';
import { ButtonGroup } from '~/ui/button-group';
import { ErrorSummary, type FormError } from '~/ui/error-summary';
import { FileInput } from '~/ui/file-input';
import { Inset } from '~/ui/inset';
import { useCommon } from '~/ui/language';
import { PageTitle } from '~/ui/page-title';
import { SummaryList, type SummaryRow } from '~/ui/summary-list';
import { formatDate, type Lang } from '~/words/language';
import { reportWords } from '~/words/report/report';
import { vocabularyWords } from '~/words/vocabulary';
import { ACCEPT } from './report-accept';
import { answeredFields, answerLabel, listedName } from './report-answered';
import type { ReportBoardFacts } from './report-board';
import { ReportDanger } from './report-danger';
import type { ReportChoices, ReportValues } from './report-shown';

type Props = {
  lang: Lang;
  values: ReportValues;
  choices: ReportChoices;
  board: ReportBoardFacts | null;
  /** Errors in words, beside the files or for the whole form. */
  fileError?: string | undefined;
  formError?: string | undefined;
};

/** Shows the answers once more, with hidden fields; files are chosen here, and nothing is stored before sending. */
export function ReportCheck({ lang, values, choices, board, fileError, formError }: Props) {
  const words = reportWords[lang];
  const errors: FormError[] = [
    ...(formError ? [{ message: formError }] : []),
    ...(fileError ? [{ field: 'files', message: fileError }] : []),
  ];
  return (
    <>
      <ErrorSummary told="page" errors={errors} />
      <PageTitle caption={words.progress.check} lead={words.check.lead}>
        {words.check.title}
      </PageTitle>
      {values.urgent === 'yes' && <ReportDanger words={words} told={choices.told} />}
      <Answers lang={lang} values={values} choices={choices} board={board} />
      <form method="post" action={`/${lang}/report`} encType="multipart/form-data">
        {REPORT_FIELDS.map((field: ReportField) => (
          <input type="hidden" name={field} value={values[field] ?? ''} key={field} />
        ))}
        <FileInput
          name="files"
          label={words.files.label}
          hint={
            <>
              {words.files.hint}
              <br />
              {words.files.metadata}
            </>
          }
          error={fileError}
          multiple
          accept={ACCEPT}
        />
        <Inset>
          <h2 className="govuk-heading-s">{words.mode.title}</h2>
          <p className="govuk-body">{words.mode.text}</p>
        </Inset>
        <p className="govuk-body">{words.check.sendOnce}</p>
        <p className="govuk-hint">{words.check.back}</p>
        <ButtonGroup>
          <Button name="step" value="send">
            {words.check.send}
          </Button>
          <Button name="step" value="change" variant="secondary" formNoValidate>
            {words.check.change}
          </Button>
        </ButtonGroup>
      </form>
    </>
  );
}

function Answers({ lang, values, choices, board }: Omit<Props, 'fileError' | 'formError'>) {
  const words = reportWords[lang];
  const common = useCommon();
  const names = vocabularyWords[lang];
  const yesNo = (field: 'urgent' | 'insider' | 'wantsReward') =>
    values[field] === 'yes' ? words[field].yes : words[field].no;
  /** Answers that are shown otherwise than as typed text or a choice of the field's own list. */
  const own: Partial<Record<ReportField, string>> = {
    urgent: values.urgent === 'yes' ? common.yes : common.no,
    matter: nameOf(names.matters, values.matter),
    sector: nameOf(names.sectors, values.sector),
    area: areaName(choices, values.area, lang) ?? words.area.unsure,
    accusedUnit: unitName(choices, values.accusedUnit, lang) ?? words.accusedUnit.none,
    occurredOn: dayText(values.occurredOn, lang) ?? common.notGiven,
    deaths: values.deaths || '0',
    insider: yesNo('insider'),
    anonymity: values.anonymity === 'named' ? words.anonymity.named : words.anonymity.anonymous,
    wantsReward: yesNo('wantsReward'),
    ...(board && { employer: textIn(board.employer, lang), site: textIn(board.site, lang) }),
  };
  const rows = answeredFields({ board: board !== null })
    .filter((field) => isAskedOf(field, values.anonymity))
    .map((field): SummaryRow => {
      const typed = listedName(field, values[field], words) ?? values[field];
      return { key: answerLabel(field, words), value: own[field] ?? (typed || common.notGiven) };
    });
  return <SummaryList rows={rows} />;
}

const nameOf = (names: Readonly<Record<string, string>>, code: string | undefined): string => names[code ?? ''] ?? '';

const dayText = (day: string | undefined, lang: Lang): string | null =>
  day && /^\d{4}-\d{2}-\d{2}$/.test(day) ? formatDate(day, lang) : day || null;

function areaName(choices: ReportChoices, code: string | undefined, lang: Lang): string | null {
  for (const town of choices.towns) {
    if (town.code === code) return textIn(town.name, lang);
    const village = town.villages.find((one) => one.code === code);
    if (village) return `${textIn(town.name, lang)} ${textIn(village.name, lang)}`;
  }
  return null;
}

const unitName = (choices: ReportChoices, id: string | undefined, lang: Lang): string | null =>
  textIn(choices.units.find((unit) => unit.id === id)?.name ?? {}, lang) || null;
