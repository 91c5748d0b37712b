import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import type { ReactNode } from 'react';
import { textIn } from '~/domain/localized';
import { shownText } from '~/domain/shown-entry';
import { counterShown } from '~/services/reward/cash-counter.server';
import { type BatchRow, payoutPage } from '~/services/reward/payout-page.server';
import type { PayoutRow } from '~/services/reward/payout-rows.server';
import { Button } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { Pagination } from '~/ui/pagination';
import { payoutAction } from '~/web/reward/payout-acts.server';
import { staff } from '~/web/staff/staff.server';
import { formatDate, formatMoney, type Lang } from '~/words/language';
import { cashWords } from '~/words/reward/cash';
import { fundWords } from '~/words/reward/fund';
import { payoutWords } from '~/words/reward/payout';
import { CashCounter } from './cash-counter';
import { CashPlace } from './cash-place';
import { PayoutCorrection } from './payout-correction';
import { PayableTable } from './payout-payment';
import { PayoutRelease } from './payout-release';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: payoutWords[data?.lang ?? 'zh'].title }];

export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ ctx, actor, lang, request }) => {
    const before = Number(new URL(request.url).searchParams.get('before') ?? Number.NaN);
    const paged = Number.isSafeInteger(before);
    const page = await payoutPage(ctx, actor, paged ? before : undefined);
    return { ...page, lang, paged, counterShown: shownText(counterShown(page.finance?.counter ?? null)) };
  });
}

export const action = (args: ActionFunctionArgs) => payoutAction(args);

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Payouts() {
  const { lang, guardian, finance, grants, lists, paged, counterShown: shown } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = payoutWords[lang];
  return (
    <>
      <PageTitle lead={guardian ? t.introGuardian : t.introFinance}>{t.title}</PageTitle>
      {answer && 'done' in answer && answer.done !== 'counterSet' && (
        <NotificationBanner success told={answer}>
          {t[answer.done]}
        </NotificationBanner>
      )}
      {guardian && (
        <section aria-labelledby="to-release">
          <h2 className="govuk-heading-m" id="to-release">
            {t.toReleaseTitle}
          </h2>
          {guardian.batches.length === 0 && <EmptyState title={t.toReleaseNone} />}
          {guardian.batches.map((batch) => (
            <Batch key={batch.id} batch={batch} lang={lang}>
              <PayoutRelease batch={batch} lists={lists} grants={grants} lang={lang} />
            </Batch>
          ))}
        </section>
      )}
      {finance && <Finance finance={finance} grants={grants} lists={lists} lang={lang} paged={paged} shown={shown} />}
    </>
  );
}

function Finance({
  finance,
  grants,
  lists,
  lang,
  paged,
  shown,
}: Pick<Loaded, 'grants' | 'lists' | 'lang' | 'paged'> & { finance: NonNullable<Loaded['finance']>; shown: string }) {
  const t = payoutWords[lang];
  const busy = useNavigation().state !== 'idle';
  const { claimed, nextBatch, waiting, payable, cash, counter, paid, next } = finance;
  return (
    <>
      <CashCounter lang={lang} fundOf={(row) => fundText(row, lang)}>
        <h3 className="govuk-heading-s">{cashWords[lang].waiting}</h3>
        <PayoutTable rows={cash} lang={lang} caption={cashWords[lang].waiting} none={cashWords[lang].waitingNone} />
        <CashPlace counter={counter} shown={shown} lang={lang} />
      </CashCounter>
      <section aria-labelledby="to-pay" data-to-pay>
        <h2 className="govuk-heading-m" id="to-pay">
          {t.toPayTitle}
        </h2>
        <PayableTable rows={payable} grants={grants} lists={lists} lang={lang} fundOf={(row) => fundText(row, lang)} />
      </section>
      <section aria-labelledby="claimed">
        <h2 className="govuk-heading-m" id="claimed">
          {t.claimedTitle}
        </h2>
        <PayoutTable rows={claimed} lang={lang} caption={t.claimedTitle} none={t.claimedNone} />
        {claimed.length > 0 && (
          <Form method="post">
            <input type="hidden" name="shown" value={nextBatch.shown} />
            <Button name="act" value="batch" disabled={busy}>
              {t.makeBatch(nextBatch.count)}
            </Button>
          </Form>
        )}
      </section>
      <section aria-labelledby="waiting">
        <h2 className="govuk-heading-m" id="waiting">
          {t.waitingTitle}
        </h2>
        {waiting.length === 0 && <EmptyState title={t.waitingNone} />}
        {waiting.map((batch) => (
          <Batch key={batch.id} batch={batch} lang={lang} />
        ))}
      </section>
      <section aria-labelledby="paid">
        <h2 className="govuk-heading-m" id="paid">
          {t.paidTitle}
        </h2>
        <PayoutTable rows={paid} lang={lang} caption={t.paidTitle} none={t.paidNone} paid />
        <PayoutCorrection rows={paid} lang={lang} />
        <Pagination
          first={paged ? `/${lang}/staff/payouts` : undefined}
          next={next === null ? undefined : `/${lang}/staff/payouts?before=${next}`}
        />
      </section>
    </>
  );
}

function Batch({ batch, lang, children }: { batch: BatchRow; lang: Lang; children?: ReactNode }) {
  const t = payoutWords[lang];
  return (
    <section className="anshao-case-section" aria-label={t.batch(batch.order)} data-batch={batch.order}>
      <h3 className="govuk-heading-s">
        {t.batch(batch.order)} · {formatDate(batch.madeOn, lang)} ·{' '}
        {t.batchLine(batch.payments.length, formatMoney(batch.total, lang))}
      </h3>
      <PayoutTable rows={batch.payments} lang={lang} caption={t.batch(batch.order)} none={t.claimedNone} />
      {children}
    </section>
  );
}

type TableProps = { rows: PayoutRow[]; lang: Lang; caption: string; none: string; paid?: boolean };

/** Only number, amount, method and fund: what finance needs to book, and nothing that leads to a case. */
function PayoutTable({ rows, lang, caption, none, paid = false }: TableProps) {
  const t = payoutWords[lang];
  const columns: Column<PayoutRow>[] = [
    { key: 'number', title: t.number, head: true, cell: (row) => row.order },
    { key: 'amount', title: t.amount, numeric: true, cell: (row) => formatMoney(row.amount, lang, { exact: true }) },
    { key: 'method', title: t.method, cell: (row) => t.methods[row.method] },
    { key: 'fund', title: t.fund, cell: (row) => fundText(row, lang) },
    paid
      ? { key: 'paidOn', title: t.paidOn, cell: (row) => (row.paidOn ? formatDate(row.paidOn, lang) : '') }
      : { key: 'claimedOn', title: t.claimedOn, cell: (row) => formatDate(row.claimedOn, lang) },
    ...(paid ? [{ key: 'voucher', title: t.voucher, cell: (row: PayoutRow) => row.voucher }] : []),
  ];
  return (
    <DataTable
      caption={caption}
      captionHidden
      columns={columns}
      rows={rows}
      rowKey={(row) => row.rewardId}
      empty={<EmptyState title={none} />}
      dense
    />
  );
}

function fundText({ fund }: PayoutRow, lang: Lang): string {
  const t = fundWords[lang];
  return fund ? t.heading(textIn(fund.unit, lang), fund.year, t.source[fund.source]) : '';
}
