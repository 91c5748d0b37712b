import type { DutyLack } from '~/domain/county/duty-standing';
import type { Overlap, RosterEntry, RosterLine } from '~/domain/county/roster';
import { textIn } from '~/domain/localized';
import type { Hole } from '~/services/county/roster-page.server';
import { DataTable } from '~/ui/data-table';
import { Inset } from '~/ui/inset';
import { Warning } from '~/ui/warning';
import { rosterWords } from '~/words/county/roster';
import { formatDate, type Lang } from '~/words/language';
import { lineText, type NamedUnit, spanText } from './roster-text';

type StandingProps = {
  lang: Lang;
  lacks: readonly DutyLack[];
  roster: readonly RosterEntry[];
  holes: readonly Hole[];
  noLast: boolean;
};

/** Whether somebody would be told now, what is lacking, and when nobody is on duty. */
export function RosterStanding({ lang, lacks, roster, holes, noLast }: StandingProps) {
  const words = rosterWords[lang];
  return (
    <>
      <section aria-labelledby="roster-standing" data-lacks={lacks.join(' ')}>
        <h2 className="govuk-heading-m" id="roster-standing">
          {words.standing.title}
        </h2>
        {lacks.length === 0 ? (
          <Inset>{words.standing.good}</Inset>
        ) : (
          lacks.map((lack) => <Warning key={lack}>{words.lacks[lack]}</Warning>)
        )}
        {noLast && <Inset>{words.standing.noLast}</Inset>}
      </section>
      {holes.length > 0 && roster.length > 0 && (
        <DataTable
          caption={words.holes.title}
          columns={[
            { key: 'unit', title: words.holes.unit, head: true, cell: ({ names }) => textIn(names, lang) },
            {
              key: 'spans',
              title: words.holes.spans,
              cell: ({ spans }) => spans.map((one) => spanText(one, lang)).join(' · '),
            },
          ]}
          rows={holes}
          rowKey={({ unitId }) => unitId}
          dense
        />
      )}
    </>
  );
}

type BesideProps = {
  lang: Lang;
  roster: readonly RosterEntry[];
  units: readonly NamedUnit[];
  overlaps: readonly Overlap[];
  later: readonly { id: string; line: RosterLine | null; fromDay: string }[];
};

/** Who is told together, and what holds from a later day on. */
export function RosterBeside({ lang, roster, units, overlaps, later }: BesideProps) {
  const words = rosterWords[lang];
  return (
    <>
      {overlaps.length > 0 && (
        <section aria-labelledby="roster-overlaps">
          <h2 className="govuk-heading-m" id="roster-overlaps">
            {words.overlaps.title}
          </h2>
          <p className="govuk-body">{words.overlaps.text}</p>
          <ul className="govuk-list govuk-list--bullet">
            {overlaps.map(({ first, second, spans }) => (
              <li key={`${first} ${second}`}>
                {roster
                  .filter(({ id }) => id === first || id === second)
                  .map((one) => lineText(one, units, lang))
                  .join(' ／ ')}
                {' — '}
                {spans.map((one) => spanText(one, lang)).join(' · ')}
              </li>
            ))}
          </ul>
        </section>
      )}
      {later.length > 0 && (
        <section aria-labelledby="roster-later">
          <h2 className="govuk-heading-m" id="roster-later">
            {words.later.title}
          </h2>
          <ul className="govuk-list govuk-list--bullet">
            {later.map(({ id, line, fromDay }) => (
              <li key={id}>
                {words.later.on(formatDate(fromDay, lang))}{' '}
                {line === null ? words.later.ends : lineText(line, units, lang)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
