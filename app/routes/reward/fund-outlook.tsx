import { textIn } from '~/domain/localized';
import type { fundPage } from '~/services/reward/fund.server';
import { type Column, DataTable } from '~/ui/data-table';
import { SiteLanguage } from '~/ui/site-language';
import { Tag } from '~/ui/tag';
import { formatMoney, type Lang } from '~/words/language';
import { fundYearWords } from '~/words/reward/fund-year';

type Row = Awaited<ReturnType<typeof fundPage>>['outlooks'][number];

/** Whether the money of this year lasts for what is proposed and what comes towards it, unit by unit. */
export function FundOutlook({ rows, lang }: { rows: readonly Row[]; lang: Lang }) {
  if (rows.length === 0) return null;
  const t = fundYearWords[lang].outlook;
  const money = (fen: bigint) => formatMoney(fen, lang, { exact: true });
  const tone = { short: 'bad', low: 'attention', enough: 'good' } as const;
  const columns: Column<Row>[] = [
    { key: 'unit', title: t.unit, head: true, cell: (row) => <SiteLanguage>{textIn(row.unit, lang)}</SiteLanguage> },
    { key: 'balance', title: t.balance, numeric: true, cell: (row) => money(row.balanceFen) },
    { key: 'waiting', title: t.waiting, numeric: true, cell: (row) => money(row.waitingFen) },
    { key: 'ahead', title: t.ahead, numeric: true, cell: (row) => aheadText(row, lang) },
    { key: 'left', title: t.left, numeric: true, cell: (row) => money(row.leftFen) },
    { key: 'state', title: t.state, cell: (row) => <Tag tone={tone[row.state]}>{t.states[row.state]}</Tag> },
  ];
  return (
    <section aria-labelledby="outlook-title" data-fund-outlook>
      <h2 className="govuk-heading-m" id="outlook-title">
        {t.title}
      </h2>
      <p className="govuk-body">{t.lead}</p>
      <DataTable caption={t.title} captionHidden columns={columns} rows={rows} rowKey={(row) => row.unitId} dense />
    </section>
  );
}

function aheadText({ casesAhead, expectedFen }: Row, lang: Lang): string {
  const t = fundYearWords[lang].outlook;
  return expectedFen === null
    ? t.unknown(casesAhead)
    : t.expected(casesAhead, formatMoney(expectedFen, lang, { exact: true }));
}
