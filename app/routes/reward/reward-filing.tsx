import { useFetcher } from '@remix-run/react';
import { useState } from 'react';
import type { OpenedCase } from '~/browser/case/case-workspace';
import { printFiling } from '~/browser/reward/filing-form';
import { openProposal } from '~/browser/reward/reward-workspace';
import type { Matter } from '~/domain/vocabulary';
import type { RewardOfCase } from '~/services/reward/reward-page.server';
import { Button } from '~/ui/button';
import { ErrorMessage } from '~/ui/error-message';
import { formatDate, formatMoney, type Lang } from '~/words/language';
import { filingWords } from '~/words/reward/filing';
import { refusalText, rewardWords } from '~/words/reward/reward';
import { rewardStepText, vocabularyWords } from '~/words/vocabulary';
import type { action } from './rewards';

type Props = { lang: Lang; opened: OpenedCase; reward: RewardOfCase; matter: Matter; unit: string };

/** Prints the filing form (备案表) of a reward from the steps opened here, and records that it was made. */
export function RewardFiling({ lang, opened, reward, matter, unit }: Props) {
  const t = filingWords[lang];
  const fetcher = useFetcher<typeof action>();
  const [failed, setFailed] = useState(false);
  const refused = fetcher.data && 'refused' in fetcher.data ? fetcher.data.refused : null;
  const print = async () => {
    setFailed(false);
    try {
      const { amountFen, steps, legalBasis } = await openProposal(opened, reward);
      const money = (fen: string) => formatMoney(BigInt(fen), lang, { exact: true });
      printFiling({
        title: t.title,
        number: t.number(reward.proposedOn.slice(0, 4), reward.order),
        rows: [
          [t.unit, unit],
          [t.matter, vocabularyWords[lang].matters[matter]],
          [t.amount, money(amountFen)],
          [t.basis, legalBasis],
          [t.state, vocabularyWords[lang].rewardStates[reward.state]],
          [t.proposedOn, formatDate(reward.proposedOn, lang)],
        ],
        stepsTitle: rewardWords[lang].stepsTitle,
        steps: steps.map((step) => `${rewardStepText(step, lang)} ${money(step.resultFen)} (${step.legalBasis})`),
        signatures: t.signatures,
      });
      fetcher.submit({ act: 'file', proposalId: reward.id }, { method: 'post', action: `/${lang}/staff/rewards` });
    } catch {
      setFailed(true);
    }
  };
  const message = refused ? refusalText(lang, refused) : failed ? rewardWords[lang].failed : undefined;
  return (
    <div data-reward-filing>
      <p className="govuk-body">{reward.filedOn ? t.filedOn(formatDate(reward.filedOn, lang)) : t.notFiled}</p>
      <ErrorMessage id="reward-filing-error" message={message} />
      <Button type="button" variant="secondary" onClick={print} disabled={fetcher.state !== 'idle'}>
        {t.print}
      </Button>
    </div>
  );
}
