import { REPORT_FIELDS, reportEntry } from '~/domain/report/report-fields';
import { Button } from '~/ui/button';
import { ButtonGroup } from '~/ui/button-group';
import { Details } from '~/ui/details';
import { ErrorMessage } from '~/ui/error-message';
import { ErrorSummary } from '~/ui/error-summary';
import { Island } from '~/ui/island';
import { ListFreshnessTemplate } from '~/ui/staff/list-freshness';
import { Warning } from '~/ui/warning';
import { type Lang, listSeparator } from '~/words/language';
import { reportWords } from '~/words/report/report';
import { reportSealedWords } from '~/words/report/report-sealed';
import { reportSuperiorWords } from '~/words/report/report-superior';
import { vocabularyWords } from '~/words/vocabulary';
import { ReportCheckStep } from './report-check-step';
import { ReportCodeStep, ReportDoneStep, ReportSendingStep } from './report-code-step';
import { errorText } from './report-errors';
import { ReportResumedStep } from './report-resumed-step';
import type { ReportChoices } from './report-shown';
import { ReportSuperiorSteps } from './report-superior-steps';

/** What `app/browser/island-report.ts` shows: all its pages and sentences, hidden until it uses them. */
export function ReportIsland({ lang, board, choices }: { lang: Lang; board: boolean; choices: ReportChoices }) {
  const { told } = choices;
  return (
    <>
      <div id="report-steps" hidden />
      <ModeTemplates lang={lang} />
      <ListFreshnessTemplate lang={lang} />
      <ErrorTemplates lang={lang} />
      <ReportCheckStep lang={lang} board={board} told={told} />
      <ReportCodeStep lang={lang} />
      <ReportSendingStep lang={lang} />
      <ReportDoneStep lang={lang} told={told} />
      <ReportResumedStep lang={lang} />
      <ReportSuperiorSteps lang={lang} choices={choices} />
      <WordTemplate lang={lang} />
      <Island name="report" />
    </>
  );
}

function ModeTemplates({ lang }: { lang: Lang }) {
  const words = reportSealedWords[lang].mode;
  return (
    <>
      <template id="mode-sealed">
        <div data-mode="sealed">
          <Details summary={words.sealedTitle}>
            <p className="govuk-body">{words.sealedText}</p>
            <p className="govuk-body">{words.sealedClear}</p>
            <p className="govuk-body-s">
              {words.fingerprint} <code className="anshao-fingerprint" data-part="fingerprint" />
              <br />
              {words.fingerprintHint}
            </p>
          </Details>
        </div>
      </template>
      <template id="mode-lacking">
        <div data-mode="lacking">
          <Warning>{words.lackingTitle}</Warning>
          <p className="govuk-body">{words.lackingText}</p>
          <ul className="govuk-list govuk-list--bullet">
            {Object.entries(words.lacks).map(([lack, text]) => (
              <li data-lack={lack} key={lack}>
                {text}
              </li>
            ))}
          </ul>
          <p className="govuk-body">{words.lackingChoice}</p>
          <Button type="button" variant="secondary" id="use-plain">
            {words.usePlain}
          </Button>
        </div>
      </template>
      <template id="mode-plain">
        <div data-mode="plain">
          <Details summary={words.plainTitle}>
            <p className="govuk-body">{reportWords[lang].mode.text}</p>
          </Details>
        </div>
      </template>
      <template id="mode-broken">
        <div data-mode="broken">
          <Warning>{words.loadTitle}</Warning>
          <p className="govuk-body">{words.loadText}</p>
          <ButtonGroup>
            <Button type="button" variant="secondary" id="reload">
              {words.reload}
            </Button>
          </ButtonGroup>
        </div>
      </template>
    </>
  );
}

/** Fields that are typed: their length can be wrong, and a receipt code must not stand in those that tell something. */
const TYPED = REPORT_FIELDS.filter((field) => {
  const { control } = reportEntry(field);
  return field === 'employer' || ['text', 'area', 'date'].includes(control.kind);
});

function ErrorTemplates({ lang }: { lang: Lang }) {
  const words = reportWords[lang];
  const sealed = reportSealedWords[lang];
  return (
    <>
      <template id="error-summary-template">
        <ErrorSummary told="page" errors={[{ message: '' }]} />
      </template>
      <template id="failed-template">
        <div className="govuk-error-summary" role="alert" tabIndex={-1}>
          <h2 className="govuk-error-summary__title" data-part="title">
            {sealed.failed.title}
          </h2>
          <p className="govuk-body" data-part="text" />
        </div>
      </template>
      <template id="error-template">
        <ErrorMessage id="" message="." />
      </template>
      <template id="report-errors">
        {REPORT_FIELDS.map((field) => (
          <p data-error={field} key={field}>
            {errorText({ field, code: 'malformed' }, words)}
          </p>
        ))}
        {TYPED.map((field) => (
          <p data-error={`${field}:tooLong`} key={field}>
            {words.errors.tooLong(reportEntry(field).limit)}
          </p>
        ))}
        {TYPED.map((field) => (
          <p data-error={`${field}:receiptCode`} key={field}>
            {words.errors.receiptCode}
          </p>
        ))}
        <p data-error="phone:required">{words.errors.phone}</p>
        <p data-error="occurredOn:inFuture">{words.errors.dayInFuture}</p>
        <p data-error="occurredOn:noSuchDay">{words.errors.noSuchDay}</p>
      </template>
    </>
  );
}

/** Sentences by their place in the words, such as `failed.keys`. */
function WordTemplate({ lang }: { lang: Lang }) {
  const { check, files, code, sending, failed } = reportSealedWords[lang];
  const routing = Object.entries(vocabularyWords[lang].routing).map(([rule, text]) => [rule, text('{unit}')]);
  const { routeText, routeFailed } = check;
  const { failed: superior, changed: superiorChanged } = reportSuperiorWords[lang].check;
  const { states, what, problems, removed, stays, unsent, unsentMissing, removeWhat, pause, resume } = files;
  const texts = {
    check: { routeText, routeFailed },
    files: { listSeparator: listSeparator(lang), removed, stays, unsent, unsentMissing, removeWhat, pause, resume },
    states,
    what,
    problems,
    code: { copied: code.copied, copyFailed: code.copyFailed, wrong: code.wrong },
    sending,
    failed: { ...failed, superior, superiorChanged, aboutOffice: reportWords[lang].errors.aboutOffice },
    routing: Object.fromEntries(routing) as Record<string, string>,
  };
  return (
    <template id="report-words">
      {Object.entries(texts).flatMap(([group, entries]) =>
        Object.entries(entries).map(([name, text]) => (
          <p data-word={`${group}.${name}`} key={`${group}.${name}`}>
            {text}
          </p>
        )),
      )}
    </template>
  );
}
