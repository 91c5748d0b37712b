import type { RewardStep } from '~/domain/reward/reward-facts';
import { StepsList } from '~/ui/steps-list';
import { formatMoney, type Lang } from '~/words/language';
import { rewardWords } from '~/words/reward/reward';
import { rewardStepText } from '~/words/vocabulary';

/** A reward's computation in words, with the legal basis of each step. */
export function RewardSteps({ steps, amount, lang }: { steps: readonly RewardStep[]; amount: bigint; lang: Lang }) {
  const t = rewardWords[lang];
  return (
    <StepsList
      steps={steps.map((step) => ({
        key: step.code,
        text: rewardStepText(step, lang),
        amount: formatMoney(BigInt(step.resultFen), lang),
        basis: step.legalBasis,
      }))}
      total={{ label: t.total, amount: formatMoney(amount, lang) }}
    />
  );
}
