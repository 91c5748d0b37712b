import { useFetcher } from '@remix-run/react';
import { DraftForm } from '~/routes/staff/draft-form';
import type { FoundCash } from '~/services/reward/cash-find.server';
import { Button } from '~/ui/button';
import { ErrorMessage } from '~/ui/error-message';
import { NotificationBanner } from '~/ui/notification-banner';
import { SummaryList } from '~/ui/summary-list';
import { TextInput } from '~/ui/text-input';
import type { payoutAction } from '~/web/reward/payout-acts.server';
import { formatDate, formatMoney, type Lang } from '~/words/language';
import { cashWords } from '~/words/reward/cash';
import { payoutWords } from '~/words/reward/payout';
import { refusalText } from '~/words/reward/reward';

type Props = { payment: FoundCash; fund: string; lang: Lang };

/**
 * One payment to which a told code belongs: what to check, its voucher, and the one button that records it as paid out.
 */
export function CashPayment({ payment, fund, lang }: Props) {
  const t = payoutWords[lang];
  const words = cashWords[lang];
  const fetcher = useFetcher<typeof payoutAction>();
  const answer = fetcher.data;
  if (answer && 'done' in answer)
    return (
      <NotificationBanner success told={answer}>
        {words.paidOut(payment.order)}
      </NotificationBanner>
    );
  const refused = answer && 'refused' in answer ? answer.refused : null;
  const amount = formatMoney(payment.amount, lang, { exact: true });
  const voucher = `cash-voucher-${payment.order}`;
  return (
    <div className="anshao-case-section" data-found={payment.order}>
      <SummaryList
        rows={[
          { key: t.amount, value: <strong>{amount}</strong> },
          { key: t.number, value: payment.order },
          { key: t.fund, value: fund },
          { key: t.claimedOn, value: formatDate(payment.claimedOn, lang) },
        ]}
      />
      {payment.state !== 'released' && <p className="govuk-body">{words.notReady[payment.state]}</p>}
      {payment.state === 'released' && payment.own && <p className="govuk-body">{t.notYou}</p>}
      {payment.state === 'released' && !payment.own && (
        <>
          <h4 className="govuk-heading-s">{words.checkTitle}</h4>
          <ul className="govuk-list govuk-list--bullet">
            {words.check(amount, payment.order, payment.byCode).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <DraftForm place={`payouts/${payment.rewardId}#cash`} fetcher={fetcher}>
            <input type="hidden" name="rewardId" value={payment.rewardId} />
            <input type="hidden" name="shown" value={payment.shown} />
            <input type="hidden" name="found" value={payment.found} />
            <TextInput
              name="voucher"
              id={voucher}
              label={t.voucher}
              hint={words.voucherHint}
              error={refused?.field === 'voucher' ? refusalText(lang, refused) : undefined}
              maxLength={80}
              width={20}
              required
            />
            <ErrorMessage
              id={`cash-error-${payment.order}`}
              message={refused && refused.field !== 'voucher' ? payError(lang, refused) : undefined}
            />
            <Button name="act" value="pay" disabled={fetcher.state !== 'idle'}>
              {words.pay(amount)}
            </Button>
          </DraftForm>
        </>
      )}
    </div>
  );
}

const payError = (lang: Lang, refused: Parameters<typeof refusalText>[1]): string =>
  refused.code === 'expired' || refused.code === 'shownOtherwise'
    ? cashWords[lang].findAgain
    : refusalText(lang, refused);
