import type { AskedUnits } from '~/services/county/policy-standing.server';
import { PolicyFigures } from '~/ui/county/policy-figures';
import { SiteLanguage } from '~/ui/site-language';
import { DecisionForm } from '~/ui/staff/asked-decisions';
import { SummaryList } from '~/ui/summary-list';
import { policyWords } from '~/words/county/policy';
import { formatDate, type Lang } from '~/words/language';
import { originText } from './policy-list';
import type { PolicyRow } from './policy-row';

type Asked = { id: string; shown: string; own: boolean; askedByName: string; row: PolicyRow };
type Props = { lang: Lang; asked: readonly Asked[]; units: AskedUnits; mayConfirm: boolean };

/** Versions that wait for a second person, each with all that it says. */
export function PolicyAsked({ lang, asked, units, mayConfirm }: Props) {
  const words = policyWords[lang];
  if (asked.length === 0) return null;
  return (
    <section aria-labelledby="policy-asked" data-policy-asked={asked.length}>
      <h2 className="govuk-heading-m" id="policy-asked">
        {words.asked.title}
      </h2>
      {asked.map(({ row, ...one }) => (
        <article className="anshao-card" key={one.id}>
          <h3 className="govuk-heading-s">{words.kinds[row.kind]}</h3>
          <SummaryList
            rows={[
              { key: words.from, value: originText(row, units, lang) },
              { key: words.since, value: formatDate(row.effectiveFrom, lang) },
              { key: words.basis, value: <SiteLanguage>{row.legalBasis}</SiteLanguage> },
              {
                key: words.checkedTitle,
                value: row.checkedBy === null ? words.notChecked : words.checked(row.checkedBy),
              },
              { key: words.asked.by, value: one.askedByName },
            ]}
          />
          <PolicyFigures policy={row} lang={lang} />
          {one.own && <p className="govuk-body">{words.asked.own}</p>}
          {mayConfirm && (
            <DecisionForm
              row={one}
              confirm={one.own ? null : words.asked.confirm}
              refuse={one.own ? words.asked.takeBack : words.asked.refuse}
              about={words.kinds[row.kind]}
            />
          )}
        </article>
      ))}
    </section>
  );
}
