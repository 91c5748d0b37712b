import { Button } from '~/ui/button';
import { ButtonGroup } from '~/ui/button-group';
import { ButtonLink } from '~/ui/button-link';
import { Field } from '~/ui/field';
import { Inset } from '~/ui/inset';
import { useCommon } from '~/ui/language';
import { PageTitle } from '~/ui/page-title';
import { Panel } from '~/ui/panel';
import { Warning } from '~/ui/warning';
import type { Lang } from '~/words/language';
import { reportWords } from '~/words/report/report';
import { reportSealedWords } from '~/words/report/report-sealed';
import { Control } from './report-check-step';

/** The receipt code before sending: it is noted, copied or printed, and its end is typed again. */
export function ReportCodeStep({ lang }: { lang: Lang }) {
  const words = reportSealedWords[lang].code;
  const done = reportWords[lang].done;
  return (
    <template id="step-code">
      <div data-step="code">
        <PageTitle caption={reportWords[lang].progress.code} lead={words.lead}>
          {words.title}
        </PageTitle>
        <CodeBox />
        <ButtonGroup>
          <Control part="copy">
            <Button type="button" variant="secondary">
              {words.copy}
            </Button>
          </Control>
          <Control part="print">
            <Button type="button" variant="secondary">
              {words.print}
            </Button>
          </Control>
        </ButtonGroup>
        <p className="govuk-body" data-part="copied" role="status" />
        <h2 className="govuk-heading-m">{done.keepTitle}</h2>
        <Keep lang={lang} />
        <div className="anshao-no-print">
          {/* Without a name the control is part of no form, so what is typed cannot get into an address. */}
          <Field name="retype" label={words.retype} hint={words.retypeHint}>
            {(control) => (
              <input
                {...control}
                className="govuk-input govuk-input--width-4"
                type="text"
                inputMode="numeric"
                autoComplete="off"
                maxLength={40}
              />
            )}
          </Field>
          <ButtonGroup>
            <Control part="send">
              <Button type="button">{words.send}</Button>
            </Control>
            <Control part="back">
              <Button type="button" variant="secondary">
                {words.back}
              </Button>
            </Control>
          </ButtonGroup>
        </div>
      </div>
    </template>
  );
}

function CodeBox() {
  const words = useCommon().receipt;
  return (
    <div className="anshao-receipt">
      <p className="anshao-receipt__label" id="receipt-label">
        {words.title}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: as in ReceiptCode */}
      <p className="anshao-receipt__code" role="group" aria-labelledby="receipt-label" data-part="code" />
    </div>
  );
}

function Keep({ lang }: { lang: Lang }) {
  const words = reportWords[lang].done;
  return (
    <ul className="govuk-list govuk-list--bullet">
      {words.keep.map((line) => (
        <li key={line}>{line}</li>
      ))}
      <li data-if="anonymous">{words.lostAnonymous}</li>
      <li data-if="named">{words.lostNamed}</li>
    </ul>
  );
}

export function ReportSendingStep({ lang }: { lang: Lang }) {
  const words = reportSealedWords[lang].sending;
  return (
    <template id="step-sending">
      <div data-step="sending">
        <PageTitle>{words.title}</PageTitle>
        <progress className="anshao-progress" aria-label={words.title} />
        <p className="govuk-body" data-part="state" role="status" />
        <div data-part="retry" hidden>
          <Button type="button">{words.retry}</Button>
        </div>
      </div>
    </template>
  );
}

export function ReportDoneStep({ lang, told }: { lang: Lang; told: boolean }) {
  const words = reportWords[lang].done;
  return (
    <template id="step-done">
      <div data-step="done">
        <Panel title={words.title} />
        <div data-if="urgent">
          <Warning>{told ? words.urgentTold : words.urgentNobody}</Warning>
        </div>
        <p className="govuk-body">{reportSealedWords[lang].done.alsoHere}</p>
        <CodeBox />
        <div data-part="unsent" hidden>
          <Inset>
            <h2 className="govuk-heading-s">{reportSealedWords[lang].files.unsentDone}</h2>
            <ul className="govuk-list govuk-list--bullet" data-part="unsentNames" />
          </Inset>
        </div>
        <Keep lang={lang} />
        <h2 className="govuk-heading-m">{words.next}</h2>
        <ol className="govuk-list govuk-list--number">
          {words.nextSteps.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
        <ButtonLink href={`/${lang}/follow`}>{words.follow}</ButtonLink>
        <p className="govuk-body">{words.leave}</p>
      </div>
    </template>
  );
}
