import type { EnteredPerson } from '~/domain/county/board-entry';
import type { BoardKind, BoardPoint } from '~/domain/county/board-kind';
import { type Localized, textIn } from '~/domain/localized';
import { ButtonLink } from '~/ui/button-link';
import { PageTitle } from '~/ui/page-title';
import { SummaryList } from '~/ui/summary-list';
import { Warning } from '~/ui/warning';
import { boardWords } from '~/words/county/board';
import { formatList, type Lang } from '~/words/language';
import { BoardBody } from './board-body';

type BoardFacts = {
  code: string;
  kind: BoardKind;
  site: Localized;
  employer: Localized;
  areaNames: readonly Localized[];
  regulator: Localized | null;
  persons: readonly EnteredPerson[];
  risks: readonly Localized[];
  point: BoardPoint | null;
  hotline: string | null;
};

/** What stands on the board at a site's gate, and the way to report from it. */
export function BoardPage({ board, lang }: { board: BoardFacts; lang: Lang }) {
  const words = boardWords[lang];
  return (
    <>
      <PageTitle caption={words.kinds[board.kind]}>{textIn(board.site, lang)}</PageTitle>
      <Warning>{words.danger}</Warning>
      <ButtonLink href={`/${lang}/report?site=${encodeURIComponent(board.code)}`}>{words.report}</ButtonLink>
      <p className="govuk-body">{words.reportHint}</p>
      <BoardWarning lang={lang} />
      <SummaryList
        rows={[
          { key: words.employer, value: textIn(board.employer, lang) },
          {
            key: words.area,
            value: formatList(
              board.areaNames.map((name) => textIn(name, lang)),
              lang,
            ),
          },
          ...(board.regulator ? [{ key: words.regulator, value: textIn(board.regulator, lang) }] : []),
          ...(board.hotline ? [{ key: words.hotline, value: <Phone number={board.hotline} /> }] : []),
        ]}
      />
      <BoardBody board={board} lang={lang} />
    </>
  );
}

function BoardWarning({ lang }: { lang: Lang }) {
  const words = boardWords[lang];
  return (
    <section className="govuk-inset-text" aria-labelledby="before">
      <h2 className="govuk-heading-s" id="before">
        {words.warnTitle}
      </h2>
      <ul className="govuk-list govuk-list--bullet">
        {words.warn.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}

/** A number that a phone dials when touched. */
export function Phone({ number }: { number: string }) {
  return (
    <a className="govuk-link" href={`tel:${number.replace(/[^\d+]/g, '')}`}>
      {number}
    </a>
  );
}

/** The page for a code that no board has: the person can still report. */
export function UnknownBoard({ lang, hotline }: { lang: Lang; hotline: string | null }) {
  const words = boardWords[lang];
  return (
    <>
      <PageTitle>{words.unknown.title}</PageTitle>
      <p className="govuk-body">{words.unknown.text}</p>
      <ButtonLink href={`/${lang}/report`}>{words.unknown.report}</ButtonLink>
      {hotline && (
        <p className="govuk-body">
          {words.hotline} <Phone number={hotline} />
        </p>
      )}
    </>
  );
}
