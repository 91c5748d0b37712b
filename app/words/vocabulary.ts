import type { RewardStep } from '~/domain/reward/reward-facts';
import { defineWords } from '~/words/define';
import { vocabularyWords as en } from '~/words/en/vocabulary';
import { vocabularyWords as zh } from '~/words/zh/vocabulary';
import type { Lang } from './language';

/** Names of the codes of app/domain, for pages, tables and charts. */
export const vocabularyWords = defineWords({ zh, en });

/** One step of a reward's computation in words: '罚款 50,000 元 的 15%'. */
export function rewardStepText(step: RewardStep, lang: Lang): string {
  const text = vocabularyWords[lang].rewardSteps[step.code] as (step: RewardStep) => string;
  return text(step);
}
