import type { fundPage } from '~/services/reward/fund.server';
import type { ListedLine } from '~/services/reward/ledger.server';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { Pagination } from '~/ui/pagination';
import { Select } from '~/ui/select';
import { formatAmount, formatDate, formatMoney, type Lang } from '~/words/language';
import { fundWords } from '~/words/reward/fund';
import { CorrectionForm } from './correction-form';

type Listed = Pick<Awaited<ReturnType<typeof fundPage>>, 'lines' | 'balances' | 'next'> & {
  lang: Lang;
  paged: boolean;
  year: number;
};

/** A credit booked by mistake. */
export function CorrectCredit({ lang, lines }: Pick<Listed, 'lang' | 'lines'>) {
  const t = fundWords[lang];
  const credits = lines.filter((line) => line.kind === 'credit' && line.amount > 0n && !line.reversed);
  const choices = credits.map((line) => ({
    value: line.postingId,
    label: `${formatDate(line.onDay, lang)} · ${line.voucher} · ${formatMoney(line.amount, lang, { exact: true })}`,
  }));
  return (
    <CorrectionForm lang={lang} what="credit" words={t} none={credits.length === 0}>
      <Select name="postingId" label={t.correctWhich} choices={choices} required />
    </CorrectionForm>
  );
}

/** Links to the files; they are not pages, so the browser loads them itself. */
function TrialBalance({ lang, year }: { lang: Lang; year: number }) {
  const { title, lead, csv, xlsx } = fundWords[lang].trial;
  return (
    <>
      <h3 className="govuk-heading-s">{title}</h3>
      <p className="govuk-body">{lead(year)}</p>
      <p className="govuk-body">
        <a className="govuk-link" href={`/${lang}/staff/funds.xlsx?year=${year}`}>
          {xlsx}
        </a>{' '}
        <a className="govuk-link" href={`/${lang}/staff/funds.csv?year=${year}`}>
          {csv}
        </a>
      </p>
    </>
  );
}

export function Ledger({ page }: { page: Listed }) {
  const { lang, lines, balances, next } = page;
  const t = fundWords[lang];
  const sum = balances.reduce((all, { amount }) => all + amount, 0n);
  const columns: Column<ListedLine>[] = [
    { key: 'day', title: t.day, head: true, cell: (line) => formatDate(line.onDay, lang) },
    { key: 'kind', title: t.kind, cell: (line) => t.kinds[line.kind] },
    { key: 'account', title: t.account, cell: (line) => t.accounts[line.account] },
    { key: 'amount', title: t.amount, numeric: true, cell: (line) => formatAmount(line.amount) },
    {
      key: 'voucher',
      title: t.voucher,
      cell: (line) => line.voucher ?? (line.rewardOrder === null ? '' : t.rewardNumber(line.rewardOrder)),
    },
  ];
  return (
    <section aria-labelledby="ledger-title">
      <h2 className="govuk-heading-m" id="ledger-title">
        {t.ledger}
      </h2>
      <p className="govuk-body">{t.ledgerIntro}</p>
      <p className="govuk-body">
        <strong>{sum === 0n ? t.sumZero : t.sumWrong}</strong>{' '}
        {balances.map(({ account, amount }) => `${t.accounts[account]} ${formatMoney(amount, lang)}`).join(' · ')}
      </p>
      <TrialBalance lang={lang} year={page.year} />
      <DataTable
        caption={t.ledger}
        captionHidden
        columns={columns}
        rows={lines}
        rowKey={(line) => `${line.postingId}.${line.line}`}
        empty={<EmptyState title={t.ledgerNone} />}
        dense
      />
      <Pagination
        first={page.paged ? `/${lang}/staff/funds` : undefined}
        next={next ? `/${lang}/staff/funds?after=${next.onDay}.${next.postingId}` : undefined}
      />
    </section>
  );
}
