import { textIn } from '~/domain/localized';
import type { AskedChange } from '~/services/county/roster-page.server';
import { EmptyState } from '~/ui/empty-state';
import { DecisionForm } from '~/ui/staff/asked-decisions';
import { SummaryList } from '~/ui/summary-list';
import { Warning } from '~/ui/warning';
import { rosterWords } from '~/words/county/roster';
import { formatDate, formatList, type Lang } from '~/words/language';
import { lineText, type NamedUnit, spanText } from './roster-text';

type Props = { lang: Lang; asked: readonly AskedChange[]; units: readonly NamedUnit[]; mayConfirm: boolean };

/** Changes that wait for a second person, each as it stands now and as it shall stand. */
export function RosterAsked({ lang, asked, units, mayConfirm }: Props) {
  const words = rosterWords[lang].asked;
  return (
    <section aria-labelledby="roster-asked" data-roster-asked={asked.length}>
      <h2 className="govuk-heading-m" id="roster-asked">
        {words.title}
      </h2>
      {asked.length === 0 && <EmptyState title={words.none} />}
      {asked.map((one) => (
        <article className="anshao-card" key={one.id}>
          <h3 className="govuk-heading-s">
            {one.line === null ? words.end : one.before === null ? words.add : words.change}
          </h3>
          <SummaryList
            rows={[
              ...(one.before ? [{ key: words.now, value: lineText(one.before, units, lang) }] : []),
              ...(one.line ? [{ key: words.after, value: lineText(one.line, units, lang) }] : []),
              { key: words.from, value: formatDate(one.fromDay, lang) },
              { key: words.by, value: one.askedByName },
            ]}
          />
          {one.holes.length > 0 && (
            <div data-asked-holes>
              <Warning>{words.holes}</Warning>
              <ul className="govuk-list govuk-list--bullet">
                {one.holes.map(({ unitId, names, spans }) => (
                  <li key={unitId}>
                    {words.holesOf(
                      textIn(names, lang),
                      formatList(
                        spans.map((span) => spanText(span, lang)),
                        lang,
                      ),
                    )}
                  </li>
                ))}
              </ul>
            </div>
          )}
          {one.own && <p className="govuk-body">{words.own}</p>}
          {mayConfirm && (
            <DecisionForm
              row={one}
              confirm={one.own ? null : words.confirm}
              refuse={one.own ? words.takeBack : words.refuse}
              about={words.about}
            />
          )}
        </article>
      ))}
    </section>
  );
}
