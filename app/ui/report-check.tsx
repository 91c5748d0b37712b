import { REPORT_FIELDS, type ReportField } from '~/domain/report';
import { formatDate, type Lang } from '~/words/language';
import { type ReportWords, reportWords } from '~/words/report';
import { vocabularyWords } from '~/words/vocabulary';
import { Button } from './button';
import { ButtonGroup } from './button-group';
import { ErrorSummary, type FormError } from './error-summary';
import { FileInput } from './file-input';
import { Inset } from './inset';
import { useCommon } from './language';
import { PageTitle } from './page-title';
import { ACCEPT } from './report-accept';
import type { ReportBoardFacts } from './report-board';
import { ReportDanger } from './report-danger';
import type { ReportChoices, ReportValues } from './report-form';
import { SummaryList, type SummaryRow } from './summary-list';

type Props = {
  lang: Lang;
  values: ReportValues;
  choices: ReportChoices;
  board: ReportBoardFacts | null;
  /** Worded: beside the files, or for the whole form. */
  fileError?: string | undefined;
  formError?: string | undefined;
};

/** The answers once more, in hidden fields; files are chosen here, and nothing is stored before sending. */
export function ReportCheck({ lang, values, choices, board, fileError, formError }: Props) {
  const words = reportWords[lang];
  const errors: FormError[] = [
    ...(formError ? [{ message: formError }] : []),
    ...(fileError ? [{ field: 'files', message: fileError }] : []),
  ];
  return (
    <>
      <ErrorSummary errors={errors} />
      <PageTitle lead={words.check.lead}>{words.check.title}</PageTitle>
      {values.urgent === 'yes' && <ReportDanger words={words} urgent />}
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
          <h2 className="govuk-heading-s">{words.way.title}</h2>
          <p className="govuk-body">{words.way.text}</p>
        </Inset>
        <p className="govuk-body">{words.check.sendOnce}</p>
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
  const given = (text: string | undefined) => text || common.notGiven;
  const yesNo = (field: ReportField) => (values[field] === 'yes' ? common.yes : common.no);
  const rows: SummaryRow[] = [
    { key: words.urgent.label, value: yesNo('urgent') },
    { key: words.matter.label, value: nameOf(names.matters, values.matter) },
    { key: words.sector.label, value: nameOf(names.sectors, values.sector) },
    { key: words.area.label, value: areaName(choices, values.area, lang) ?? words.area.unsure },
    ...(board ? [{ key: words.board.site, value: board.site[lang] }] : []),
    { key: words.employer.label, value: board ? board.employer[lang] : given(values.employer) },
    { key: words.place.label, value: given(values.place) },
    { key: words.accusedUnit.label, value: unitName(choices, values.accusedUnit, lang) ?? words.accusedUnit.none },
    { key: words.description.label, value: given(values.description) },
    { key: words.occurredOn.label, value: dayText(values.occurredOn, lang) ?? common.notGiven },
    { key: words.deaths.label, value: values.deaths || '0' },
    { key: words.insider.label, value: values.insider === 'yes' ? words.insider.yes : words.insider.no },
    ...personRows(values, words, common.notGiven),
    {
      key: words.wantsReward.label,
      value: values.wantsReward === 'yes' ? words.wantsReward.yes : words.wantsReward.no,
    },
  ];
  return <SummaryList rows={rows} />;
}

function personRows(values: ReportValues, words: ReportWords, notGiven: string): SummaryRow[] {
  if (values.anonymity !== 'named') return [{ key: words.anonymity.label, value: words.anonymity.anonymous }];
  return [
    { key: words.anonymity.label, value: words.anonymity.named },
    { key: words.name.label, value: values.name || notGiven },
    { key: words.phone.label, value: values.phone || notGiven },
    { key: words.idNumber.label, value: values.idNumber || notGiven },
  ];
}

const nameOf = (names: Readonly<Record<string, string>>, code: string | undefined): string => names[code ?? ''] ?? '';

const dayText = (day: string | undefined, lang: Lang): string | null =>
  day && /^\d{4}-\d{2}-\d{2}$/.test(day) ? formatDate(day, lang) : day || null;

function areaName(choices: ReportChoices, code: string | undefined, lang: Lang): string | null {
  for (const town of choices.towns) {
    if (town.code === code) return town.name[lang];
    const village = town.villages.find((one) => one.code === code);
    if (village) return `${town.name[lang]} ${village.name[lang]}`;
  }
  return null;
}

const unitName = (choices: ReportChoices, id: string | undefined, lang: Lang): string | null =>
  choices.units.find((unit) => unit.id === id)?.name[lang] ?? null;
