import type { RewardStep } from '~/domain/reward/reward';
import { defineWords, type Lang } from './language';
import { vocabularyEn } from './vocabulary-en';
import { vocabularyZh } from './vocabulary-zh';

/** Names of the codes of app/domain, for pages, tables and charts. */
export const vocabularyWords = defineWords(vocabularyZh, vocabularyEn);

/** One step of a reward's computation in words: '罚款 50,000 元 的 15%'. */
export function rewardStepText(step: RewardStep, lang: Lang): string {
  const text = vocabularyWords[lang].rewardSteps[step.code] as (step: RewardStep) => string;
  return text(step);
}
