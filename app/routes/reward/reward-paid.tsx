import { useEffect, useState } from 'react';
import type { OpenedCase } from '~/browser/case/case-workspace';
import { openPayment, openProposal } from '~/browser/reward/reward-workspace';
import type { RewardPayment } from '~/contract/sealed/reward-payment';
import type { ProposedReward } from '~/domain/reward/reward-order';
import { isNewer } from '~/envelope/errors';
import type { RewardOfCase } from '~/services/reward/reward-page.server';
import { Details } from '~/ui/details';
import { RewardSteps } from '~/ui/reward/reward-steps';
import { SummaryList } from '~/ui/summary-list';
import { Warning } from '~/ui/warning';
import { formatDate, formatMoney, type Lang } from '~/words/language';
import { newerVersionWords } from '~/words/newer-version';
import { rewardWords } from '~/words/reward/reward';

type Props = { lang: Lang; opened: OpenedCase | null; reward: RewardOfCase };
type Found = { proposed: ProposedReward; payment: RewardPayment | null };
type Shown = Found | 'lost' | 'newer';

/** A paid reward: only the case's sealed parts say which payment it was, and whoever opens the case reads it here. */
export function RewardPaid({ lang, opened, reward }: Props) {
  const t = rewardWords[lang];
  const found = usePaid(opened, reward);
  if (opened === null) return <p className="govuk-body">{t.paidLocked}</p>;
  if (found === 'newer') return <Warning>{newerVersionWords[lang].part}</Warning>;
  if (found === 'lost') return <Warning>{t.paidLost}</Warning>;
  if (found === null) return null;
  const { proposed, payment } = found;
  const amount = BigInt(proposed.amountFen);
  const rows = [
    { key: t.amount, value: <strong data-reward-amount>{formatMoney(amount, lang)}</strong> },
    ...(payment
      ? [
          { key: t.paymentNumber, value: payment.order },
          { key: t.voucher, value: <span data-reward-voucher>{payment.voucher}</span> },
          { key: t.paymentDay, value: formatDate(payment.paidOn, lang) },
        ]
      : []),
  ];
  return (
    <>
      <SummaryList rows={rows} />
      <Details summary={t.stepsTitle}>
        <RewardSteps steps={proposed.steps} amount={amount} lang={lang} />
      </Details>
    </>
  );
}

function usePaid(opened: OpenedCase | null, { id, stepsForCase, paymentForCase }: RewardOfCase): Shown | null {
  const [found, setFound] = useState<Shown | null>(null);
  useEffect(() => {
    if (opened === null) return undefined;
    let here = true;
    const show = (now: Shown) => here && setFound(now);
    const open = async (): Promise<Found> => ({
      proposed: await openProposal(opened, { id, stepsForCase }),
      payment: paymentForCase === null ? null : await openPayment(opened, { id, sealed: paymentForCase }),
    });
    open().then(show, (error: unknown) => show(isNewer(error) ? 'newer' : 'lost'));
    return () => {
      here = false;
    };
  }, [opened, id, stepsForCase, paymentForCase]);
  return found;
}
