import { freeRuns, type YearTable } from '~/domain/county/holiday-table';
import { daysBetween } from '~/domain/dates';
import type { Moves } from '~/services/county/calendar-moves.server';
import { BulletList } from '~/ui/bullet-list';
import { SummaryList } from '~/ui/summary-list';
import { holidaysWords } from '~/words/county/holidays';
import { formatDate, formatList, type Lang } from '~/words/language';
import { dayText } from './calendar-text';

/** A year's free days in a row, and the weekends on which people work. */
export function YearDays({ lang, table }: { lang: Lang; table: YearTable }) {
  const words = holidaysWords[lang];
  const runs = freeRuns(table).map(({ from, to }) => words.days(from, to, daysBetween(from, to) + 1));
  const listed = (days: readonly string[]) => (days.length === 0 ? words.nothing : days.join('\n'));
  return (
    <SummaryList
      rows={[
        { key: words.off, value: listed(runs) },
        { key: words.on, value: listed(table.working.map((day) => dayText(day, lang))) },
      ]}
    />
  );
}

type Props = { lang: Lang; changes: { off: readonly string[]; on: readonly string[] }; moves: Moves };

/** What a change makes of days, and of the last days that depend on them. */
export function YearChanges({ lang, changes: { off, on }, moves }: Props) {
  const words = holidaysWords[lang].checked;
  const days = (all: readonly string[]) =>
    all.length === 0 ? holidaysWords[lang].nothing : all.map((day) => dayText(day, lang)).join('\n');
  const moved = moves.shown.map(({ from, to, cases, claims }) => {
    const counts = [...(cases > 0 ? [words.cases(cases)] : []), ...(claims > 0 ? [words.claims(claims)] : [])];
    return `${words.moved(formatDate(from, lang), formatDate(to, lang))} · ${formatList(counts, lang)}`;
  });
  return (
    <>
      <h3 className="govuk-heading-s">{words.changes}</h3>
      <SummaryList
        rows={[
          { key: words.becomesOff, value: days(off) },
          { key: words.becomesOn, value: days(on) },
        ]}
      />
      <h3 className="govuk-heading-s">{words.moves}</h3>
      <div data-moves={moves.shown.length}>
        {moved.length === 0 ? <p className="govuk-body">{words.noMoves}</p> : <BulletList items={moved} />}
      </div>
      {moves.more > 0 && <p className="govuk-body">{words.more(moves.more)}</p>}
    </>
  );
}
