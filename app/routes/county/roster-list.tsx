import { Form, Link } from '@remix-run/react';
import { waysOf } from '~/domain/county/duty-standing';
import type { DutyWay, RosterEntry } from '~/domain/county/roster';
import type { EntryOutcome } from '~/services/county/roster-page.server';
import { Button } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { Tag } from '~/ui/tag';
import { rosterWords } from '~/words/county/roster';
import { formatDate, type Lang } from '~/words/language';
import { type NamedUnit, unitText, whenText, whoText } from './roster-text';

type Props = {
  lang: Lang;
  roster: readonly RosterEntry[];
  units: readonly NamedUnit[];
  ways: readonly DutyWay[];
  outcomes: readonly EntryOutcome[];
  may: { ask: boolean; test: boolean };
  busy: boolean;
};

/** The roster in force, with what came of the last message to each. */
export function RosterList({ lang, roster, units, ways, outcomes, may, busy }: Props) {
  const words = rosterWords[lang];
  const columns: Column<RosterEntry>[] = [
    { key: 'who', title: words.who, head: true, cell: (row) => whoText(row, lang) },
    { key: 'what', title: words.what, cell: (row) => words.events[row.event] },
    { key: 'unit', title: words.unit, cell: (row) => unitText(row.unitId, units, lang) },
    { key: 'when', title: words.when, cell: (row) => whenText(row, lang) },
    {
      key: 'result',
      title: words.result,
      cell: (row) => <Results {...{ row, lang, ways, outcomes }} />,
    },
    ...(may.ask || may.test
      ? [
          {
            key: 'do',
            title: words.change,
            acts: true,
            cell: (row: RosterEntry) => <Acts {...{ row, lang, units, may, busy }} />,
          },
        ]
      : []),
  ];
  return (
    <DataTable
      caption={words.list}
      columns={columns}
      rows={roster}
      rowKey={({ id }) => id}
      empty={
        <>
          <h2 className="govuk-heading-m">{words.list}</h2>
          <EmptyState title={words.empty} />
        </>
      }
      dense
    />
  );
}

type ResultsProps = Pick<Props, 'lang' | 'ways' | 'outcomes'> & { row: RosterEntry };

function Results({ row, lang, ways, outcomes }: ResultsProps) {
  const words = rosterWords[lang];
  return (
    <ul className="govuk-list">
      {waysOf(row).map((way) => (
        <li
          key={way}
          data-outcome={outcomes.find((one) => one.entryId === row.id && one.way === way)?.state ?? 'never'}
        >
          {words.ways[way]} {way === 'mail' ? row.mail : row.target}
          <br />
          {ways.includes(way) ? (
            <Outcome lang={lang} outcome={outcomes.find((one) => one.entryId === row.id && one.way === way)} />
          ) : (
            <Tag tone="bad">{words.results.off}</Tag>
          )}
        </li>
      ))}
    </ul>
  );
}

function Outcome({ lang, outcome }: { lang: Lang; outcome: EntryOutcome | undefined }) {
  const words = rosterWords[lang];
  const { results } = words;
  if (!outcome) return <Tag tone="attention">{results.never}</Tag>;
  const day = formatDate(outcome.onDay, lang);
  if (outcome.state === 'waiting') return <Tag tone="progress">{results.waiting}</Tag>;
  if (outcome.state === 'refused') {
    return (
      <>
        <Tag tone="bad">{results.refused(day, words.problems[outcome.problem ?? 'unexpected'])}</Tag>{' '}
        {outcome.said && results.said(outcome.said)}
      </>
    );
  }
  return (
    <>
      <Tag tone="good">{results.sent(day)}</Tag>{' '}
      {outcome.readOn && <Tag tone="good">{results.read(formatDate(outcome.readOn, lang))}</Tag>}
    </>
  );
}

type ActsProps = Pick<Props, 'lang' | 'units' | 'may' | 'busy'> & { row: RosterEntry };

function Acts({ row, lang, units, may, busy }: ActsProps) {
  const words = rosterWords[lang];
  const about = (
    <span className="govuk-visually-hidden">
      {' '}
      {whoText(row, lang)} · {unitText(row.unitId, units, lang)}
    </span>
  );
  return (
    <>
      {may.ask && (
        <Link className="govuk-link" to={`/${lang}/staff/roster/${row.id}`}>
          {words.change}
          {about}
        </Link>
      )}
      {may.test && (
        <Form method="post">
          <input type="hidden" name="entry" value={row.id} />
          <Button variant="secondary" name="act" value="test" disabled={busy}>
            {words.test}
            {about}
          </Button>
        </Form>
      )}
    </>
  );
}
