import { ButtonLink } from '~/ui/button-link';
import { PageTitle } from '~/ui/page-title';
import { Panel } from '~/ui/panel';
import type { Lang } from '~/words/language';
import { reportWords } from '~/words/report/report';
import { reportSealedWords } from '~/words/report/report-sealed';

/** Shown when a report was still on its way while the page was loaded anew: it arrived, or it did not. */
export function ReportResumedStep({ lang }: { lang: Lang }) {
  const words = reportSealedWords[lang].resumed;
  const { done } = reportWords[lang];
  return (
    <>
      <template id="step-arrived">
        <div data-step="arrived">
          <Panel title={words.title} />
          <p className="govuk-body">{words.text}</p>
          <ButtonLink href={`/${lang}/follow`}>{done.follow}</ButtonLink>
          <p className="govuk-body">{done.leave}</p>
        </div>
      </template>
      <template id="step-not-arrived">
        <div data-step="not-arrived">
          <PageTitle>{words.lostTitle}</PageTitle>
          <p className="govuk-body">{words.lostText}</p>
          <ButtonLink href={`/${lang}/report`}>{words.again}</ButtonLink>
        </div>
      </template>
    </>
  );
}
