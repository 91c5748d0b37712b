import { REPORT_FIELDS, type ReportField } from '~/domain/report/report-fields';
import { Button } from '~/ui/button';
import { ButtonGroup } from '~/ui/button-group';
import { ErrorSummary, type FormError } from '~/ui/error-summary';
import { FileInput } from '~/ui/file-input';
import { Inset } from '~/ui/inset';
import { PageTitle } from '~/ui/page-title';
import { SummaryList } from '~/ui/summary-list';
import type { Lang } from '~/words/language';
import { reportWords } from '~/words/report/report';
import { reportSuperiorWords } from '~/words/report/report-superior';
import { answerRows } from './answer-rows';
import { ACCEPT } from './report-accept';
import type { ReportBoardFacts } from './report-board';
import { ReportDanger } from './report-danger';
import type { OfficeShown, ReportChoices, ReportValues } from './report-shown';
import { superiorName } from './report-superior';

type Props = {
  lang: Lang;
  values: ReportValues;
  choices: ReportChoices;
  board: ReportBoardFacts | null;
  /** Errors in words, beside the files or for the whole form. */
  fileError?: string | undefined;
  formError?: string | undefined;
  /** Given for a report about the office itself, which is sealed to the level above. */
  office?: OfficeShown | undefined;
};

/** Shows the answers once more, with hidden fields; files are chosen here, and nothing is stored before sending. */
export function ReportCheck({ lang, values, choices, board, fileError, formError, office }: Props) {
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
      <SummaryList rows={answerRows({ lang, values, choices, board })} />
      <form method="post" action={`/${lang}/report`} encType="multipart/form-data">
        {REPORT_FIELDS.map((field: ReportField) => (
          <input type="hidden" name={field} value={values[field] ?? ''} key={field} />
        ))}
        {office ? (
          <OutsideText lang={lang} office={office} />
        ) : (
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
        )}
        <Inset>
          <h2 className="govuk-heading-s">{words.mode.title}</h2>
          <p className="govuk-body">{words.mode.text}</p>
        </Inset>
        {!office && <p className="govuk-body">{words.check.sendOnce}</p>}
        <p className="govuk-hint">{words.check.back}</p>
        <ButtonGroup>
          <Button name="step" value="send">
            {office ? reportSuperiorWords[lang].check.send : words.check.send}
          </Button>
          <Button name="step" value="change" variant="secondary" formNoValidate>
            {words.check.change}
          </Button>
        </ButtonGroup>
      </form>
    </>
  );
}

/** Who gets a report about the office itself, and what is otherwise than with other reports. */
function OutsideText({ lang, office }: { lang: Lang; office: OfficeShown }) {
  const words = reportSuperiorWords[lang].check;
  return (
    <Inset>
      <h2 className="govuk-heading-s">{words.title}</h2>
      <p className="govuk-body">{words.goes.replace('{name}', superiorName(office, lang))}</p>
      <p className="govuk-body">{words.noFiles}</p>
      <p className="govuk-body">{words.noCode}</p>
      <p className="govuk-body">{words.plain}</p>
    </Inset>
  );
}
