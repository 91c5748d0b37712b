import { PageTitle } from '~/ui/page-title';
import { Warning } from '~/ui/warning';
import type { Lang } from '~/words/language';
import { reportWords } from '~/words/report/report';

/** While the departments have no keys, nobody could open a report, so none is taken. */
export function ReportClosed({ lang, hotline }: { lang: Lang; hotline: string }) {
  const words = reportWords[lang];
  return (
    <>
      <PageTitle>{words.notOpen.title}</PageTitle>
      <p className="govuk-body">{words.notOpen.text}</p>
      <Warning>{words.notOpen.call(hotline)}</Warning>
    </>
  );
}
