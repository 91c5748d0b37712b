import type { Situation } from '~/domain/county/situation-list';
import { DataTable } from '~/ui/data-table';
import { useSectors } from '~/ui/sectors';
import { SiteLanguage } from '~/ui/site-language';
import { situationWords } from '~/words/county/situations';
import { formatMoney, type Lang } from '~/words/language';

/** The list of situations that are rewarded by fixed amounts. */
export function SituationTable({ lang, items }: { lang: Lang; items: readonly Situation[] }) {
  const words = situationWords[lang];
  const sectors = useSectors(lang);
  return (
    <DataTable
      caption={words.listTitle}
      dense
      columns={[
        { key: 'code', title: words.columns.code, short: true, cell: ({ code }) => code },
        { key: 'sector', title: words.sector, short: true, cell: ({ sector }) => sectors.nameOf(sector) },
        {
          key: 'text',
          title: words.columns.text,
          head: true,
          cell: ({ text, condition, basis }) => (
            <>
              <SiteLanguage>{text}</SiteLanguage>
              {[condition, basis].map(
                (more, i) =>
                  more !== null && (
                    <span className="govuk-hint" key={i === 0 ? 'condition' : 'basis'}>
                      <SiteLanguage>{more}</SiteLanguage>
                    </span>
                  ),
              )}
            </>
          ),
        },
        {
          key: 'amount',
          title: words.columns.amount,
          numeric: true,
          cell: ({ amountFen }) => formatMoney(amountFen, lang),
        },
      ]}
      rows={items}
      rowKey={({ code }) => code}
    />
  );
}
