import { type Localized, textIn } from '~/domain/localized';
import { SummaryList } from '~/ui/summary-list';
import type { Lang } from '~/words/language';
import { reportWords } from '~/words/report/report';

export type ReportBoardFacts = { code: string; site: Localized; employer: Localized; regulator: Localized | null };

/** The place from which the report comes, when the signboard's code was scanned: fixed, and shown. */
export function ReportBoard({ board, lang }: { board: ReportBoardFacts; lang: Lang }) {
  const words = reportWords[lang].board;
  return (
    <section aria-labelledby="board-title">
      <h2 className="govuk-heading-s" id="board-title">
        {words.title}
      </h2>
      <SummaryList
        rows={[
          { key: words.site, value: textIn(board.site, lang) },
          { key: words.employer, value: textIn(board.employer, lang) },
          ...(board.regulator ? [{ key: words.regulator, value: textIn(board.regulator, lang) }] : []),
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
