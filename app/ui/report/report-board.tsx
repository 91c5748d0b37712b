import { SummaryList } from '~/ui/summary-list';
import type { Lang } from '~/words/language';
import { reportWords } from '~/words/report/report';

type Named = { readonly zh: string; readonly en: string };
export type ReportBoardFacts = { code: string; site: Named; employer: Named; regulator: Named | null };

/** Where the report comes from, when the signboard's code was scanned: fixed, and shown. */
export function ReportBoard({ board, lang }: { board: ReportBoardFacts; lang: Lang }) {
  const words = reportWords[lang].board;
  return (
    <section aria-labelledby="board-title">
      <h2 className="govuk-heading-s" id="board-title">
        {words.title}
      </h2>
      <SummaryList
        rows={[
          { key: words.site, value: board.site[lang] },
          { key: words.employer, value: board.employer[lang] },
          ...(board.regulator ? [{ key: words.regulator, value: board.regulator[lang] }] : []),
        ]}
      />
      <p className="govuk-body">
        <a className="govuk-link" href={`/${lang}/report`}>
          {words.leave}
        </a>
      </p>
    </section>
  );
}
