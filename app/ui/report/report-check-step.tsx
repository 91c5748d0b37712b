import type { ReactNode } from 'react';
import { Button } from '~/ui/button';
import { ButtonGroup } from '~/ui/button-group';
import { Checkboxes } from '~/ui/checkboxes';
import { ErrorMessage } from '~/ui/error-message';
import { FileInput } from '~/ui/file-input';
import { Inset } from '~/ui/inset';
import { useCommon } from '~/ui/language';
import { PageTitle } from '~/ui/page-title';
import { SummaryList } from '~/ui/summary-list';
import type { Lang } from '~/words/language';
import { reportWords } from '~/words/report/report';
import { reportSealedWords } from '~/words/report/report-sealed';
import { SEALED_ACCEPT } from './report-accept';
import { answeredFields, answerLabel } from './report-answered';
import { ReportDanger } from './report-danger';
import { VoiceNote } from './voice-note';

/** Check-your-answers in the browser: the island writes the answers in, and says who gets the report and why. */
export function ReportCheckStep({ lang, board, told }: { lang: Lang; board: boolean; told: boolean }) {
  const words = reportWords[lang];
  const sealed = reportSealedWords[lang];
  return (
    <>
      <template id="step-check">
        <div data-step="check">
          <PageTitle caption={words.progress.check} lead={sealed.check.lead}>
            {words.check.title}
          </PageTitle>
          <div data-part="urgent" hidden>
            <ReportDanger words={words} told={told} />
          </div>
          <Answers lang={lang} board={board} />
          <Inset>
            <h2 className="govuk-heading-s">{sealed.check.routeTitle}</h2>
            <div data-part="route" aria-live="polite">
              <p className="govuk-body" data-part="routeText" />
              <ul className="govuk-list govuk-list--bullet" data-part="routeReasons" />
            </div>
            <div data-part="retryRoute" hidden>
              <Button type="button" variant="secondary">
                {sealed.check.retry}
              </Button>
            </div>
          </Inset>
          <Files lang={lang} />
          <div className="anshao-mode" data-part="mode" />
          <ButtonGroup>
            <Control part="next">
              <Button type="button">{sealed.check.next}</Button>
            </Control>
            <Control part="change">
              <Button type="button" variant="secondary">
                {words.check.change}
              </Button>
            </Control>
          </ButtonGroup>
        </div>
      </template>
      <FileTemplate lang={lang} />
    </>
  );
}

/** A button that the island finds by its part. */
export const Control = ({ part, children }: { part: string; children: ReactNode }) => (
  <span data-part={part}>{children}</span>
);

function Answers({ lang, board }: { lang: Lang; board: boolean }) {
  const words = reportWords[lang];
  const common = useCommon();
  const rows = answeredFields({ board }).map((field) => ({
    key: answerLabel(field, words),
    value: <span data-answer={field}>{common.notGiven}</span>,
  }));
  return <SummaryList rows={rows} />;
}

function Files({ lang }: { lang: Lang }) {
  const words = reportSealedWords[lang].files;
  return (
    <section data-part="files" className="anshao-no-print">
      <FileInput
        name="sealedFiles"
        label={words.title}
        labelSize="s"
        hint={words.hint}
        multiple
        accept={SEALED_ACCEPT}
      />
      <Checkboxes
        name="keepOriginal"
        label={words.originals}
        choices={[{ value: 'yes', label: words.keepOriginal, hint: words.keepOriginalHint }]}
      />
      <VoiceNote lang={lang} />
      <p className="govuk-body" data-part="removed" role="status" />
      <ul className="govuk-list anshao-uploads" data-part="list" />
      <div data-part="unsent" hidden>
        <ErrorMessage id="unsent-files" message="." />
        <Checkboxes name="unsentKnown" label={words.unsentAsk} choices={[{ value: 'yes', label: words.unsentKnown }]} />
      </div>
      <div data-part="pause" hidden>
        <Button type="button" variant="secondary">
          {words.pause}
        </Button>
      </div>
    </section>
  );
}

function FileTemplate({ lang }: { lang: Lang }) {
  const words = reportSealedWords[lang].files;
  return (
    <template id="file-template">
      <li className="anshao-uploads__file">
        <span className="anshao-uploads__name" data-part="name" />
        <progress className="anshao-uploads__progress" max={1} value={0} />
        <span className="anshao-uploads__state" data-part="state" />
        <button type="button" className="anshao-uploads__remove" data-part="remove">
          {words.remove}
        </button>
      </li>
    </template>
  );
}
