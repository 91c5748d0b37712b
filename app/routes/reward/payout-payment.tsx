import { useFetcher } from '@remix-run/react';
import { useState } from 'react';
import * as keyring from '~/browser/keys/keyring';
import { useKeyring } from '~/browser/keys/use-keyring';
import { type BankPayee, openPayee } from '~/browser/reward/payee-workspace';
import type { PayoutLists } from '~/contract/answers/payouts';
import { isEnvelopeError } from '~/envelope/errors';
import { DraftForm } from '~/routes/staff/draft-form';
import type { PayableRow } from '~/services/reward/payout-page.server';
import { Button } from '~/ui/button';
import { DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { ErrorMessage } from '~/ui/error-message';
import { SummaryList } from '~/ui/summary-list';
import { TextInput } from '~/ui/text-input';
import { Warning } from '~/ui/warning';
import type { payoutAction } from '~/web/reward/payout-acts.server';
import { formatDate, formatMoney, type Lang } from '~/words/language';
import { newerVersionWords } from '~/words/newer-version';
import { payoutWords } from '~/words/reward/payout';
import { refusalText } from '~/words/reward/reward';

type Props = {
  row: PayableRow;
  grants: { unitKeyId: string; wrapped: string }[];
  lists: PayoutLists;
  lang: Lang;
};
type TableProps = Omit<Props, 'row'> & { rows: PayableRow[]; fundOf: (row: PayableRow) => string };

/** Transfers that may be made, one line for each. */
export function PayableTable({ rows, fundOf, ...props }: TableProps) {
  const { lang } = props;
  const t = payoutWords[lang];
  return (
    <DataTable
      caption={t.toPayTitle}
      captionHidden
      columns={[
        { key: 'number', title: t.number, head: true, short: true, cell: (row) => row.order },
        {
          key: 'amount',
          title: t.amount,
          numeric: true,
          cell: (row) => formatMoney(row.amount, lang, { exact: true }),
        },
        { key: 'fund', title: t.fund, cell: fundOf },
        { key: 'claimedOn', title: t.claimedOn, short: true, cell: (row) => formatDate(row.claimedOn, lang) },
        { key: 'pay', title: t.pay, cell: (row) => <PayoutPayment row={row} {...props} /> },
      ]}
      rows={rows}
      rowKey={(row) => row.rewardId}
      empty={<EmptyState title={t.toPayNone} />}
    />
  );
}

/** One transfer: the payee is opened here in the browser first. */
function PayoutPayment({ row, grants, lists, lang }: Props) {
  const t = payoutWords[lang];
  const fetcher = useFetcher<typeof payoutAction>();
  // What is paid to an account is paid to the one that was opened here and that its claimant signed.
  const [payee, setPayee] = useState<Payee>(null);
  const known = payee !== null && typeof payee === 'object';
  const refused = fetcher.data && 'refused' in fetcher.data ? fetcher.data.refused : null;
  const busy = fetcher.state !== 'idle';
  const id = (field: string) => `${field}-${row.order}`;
  const error = (field: string) => (refused?.field === field ? refusalText(lang, refused) : undefined);
  return (
    <section aria-label={`${t.number} ${row.order}`} data-payment={row.order}>
      <PayeeShown row={row} grants={grants} lists={lists} lang={lang} payee={payee} onPayee={setPayee} />
      {row.own && <p className="govuk-body">{t.notYou}</p>}
      {!row.own && !known && <p className="govuk-hint">{t.payeeFirst}</p>}
      {!row.own && known && (
        <DraftForm place={`payouts/${row.rewardId}#pay`} fetcher={fetcher}>
          <input type="hidden" name="rewardId" value={row.rewardId} />
          <input type="hidden" name="shown" value={row.shown} />
          <TextInput
            name="voucher"
            id={id('voucher')}
            label={t.voucher}
            hint={t.voucherHint}
            error={error('voucher')}
            maxLength={80}
            width={20}
            required
          />
          <ErrorMessage
            id={id('pay-error')}
            message={refused && !refused.field ? refusalText(lang, refused) : undefined}
          />
          <Button name="act" value="pay" disabled={busy}>
            {t.pay}
          </Button>
        </DraftForm>
      )}
    </section>
  );
}

type Payee = BankPayee | 'failed' | 'forged' | 'newer' | null;
function problemOf(error: unknown): 'failed' | 'forged' | 'newer' {
  if (!isEnvelopeError(error)) return 'failed';
  if (error.code === 'newerVersion') return 'newer';
  return error.code === 'badSignature' ? 'forged' : 'failed';
}

type ShownProps = Pick<Props, 'row' | 'grants' | 'lists' | 'lang'> & { payee: Payee; onPayee: (payee: Payee) => void };

function PayeeShown({ row, grants, lists, lang, payee, onPayee }: ShownProps) {
  const t = payoutWords[lang];
  const { unlocked } = useKeyring();
  const show = () =>
    openPayee(row, lists, grants, keyring).then(onPayee, (error: unknown) => onPayee(problemOf(error)));
  if (!unlocked) return <p className="govuk-body">{t.locked}</p>;
  if (payee === 'forged') return <Warning>{t.payeeForged}</Warning>;
  if (payee === 'newer') return <Warning>{newerVersionWords[lang].part}</Warning>;
  if (payee === 'failed') return <ErrorMessage id={`payee-${row.order}`} message={t.payeeLost} />;
  if (payee === null) {
    return (
      <Button type="button" variant="secondary" onClick={show}>
        {t.showPayee}
      </Button>
    );
  }
  return (
    <div data-payee={row.order}>
      <h3 className="govuk-heading-s">{t.payee}</h3>
      <SummaryList
        rows={[
          { key: t.payeeName, value: payee.holder },
          { key: t.payeeAccount, value: payee.account.replace(/(.{4})(?=.)/g, '$1 ') },
          { key: t.payeeBank, value: payee.bank },
        ]}
      />
    </div>
  );
}
