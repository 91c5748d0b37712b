import type { AskedYear } from '~/services/county/calendar-page.server';
import { DecisionForm } from '~/ui/staff/asked-decisions';
import { SummaryList } from '~/ui/summary-list';
import { holidaysWords } from '~/words/county/holidays';
import type { Lang } from '~/words/language';
import { YearChanges, YearDays } from './calendar-days';

type Props = { lang: Lang; asked: readonly AskedYear[]; mayConfirm: boolean };

/** Changes that wait for a second person, each with what it makes of the year. */
export function CalendarAsked({ lang, asked, mayConfirm }: Props) {
  const words = holidaysWords[lang];
  if (asked.length === 0) return null;
  return (
    <section aria-labelledby="calendar-asked" data-calendar-asked={asked.length}>
      <h2 className="govuk-heading-m" id="calendar-asked">
        {words.asked.title}
      </h2>
      {asked.map((one) => (
        <article className="anshao-card" key={one.id}>
          <h3 className="govuk-heading-s">{words.yearTitle(one.year)}</h3>
          <SummaryList
            rows={[
              { key: words.asked.notice, value: one.table === null ? words.asked.reverts : one.notice },
              { key: words.asked.by, value: one.askedByName },
            ]}
          />
          {one.table && <YearDays lang={lang} table={one.table} />}
          <YearChanges lang={lang} changes={one.changes} moves={one.moves} />
          {one.own && <p className="govuk-body">{words.asked.own}</p>}
          {mayConfirm && (
            <DecisionForm
              row={one}
              confirm={one.own ? null : words.asked.confirm}
              refuse={one.own ? words.asked.takeBack : words.asked.refuse}
              about={words.asked.about}
            />
          )}
        </article>
      ))}
    </section>
  );
}
