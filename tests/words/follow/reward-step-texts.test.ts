import { expect, it } from 'vitest';
import { stepText } from '~/browser/follow/follow-view';
import { NO_UPLIFTS, type RewardStep } from '~/domain/reward/reward-facts';
import { LANGS } from '~/domain/vocabulary';
import { gappedMoney, gappedSteps } from '~/ui/follow/follow-gaps';
import { rewardStepText } from '~/words/vocabulary';

const after = { resultFen: '500000', legalBasis: '渝安办〔2021〕49号' };
const STEPS: RewardStep[] = [
  { code: 'penaltyShare', penaltyFen: '5000000', basisPoints: 1250, ...after },
  { code: 'situation', situation: '12-3', text: '动火作业未经审批', ...after },
  { code: 'concealedInjury', minFen: '200000', maxFen: '1000000', ...after },
  { code: 'special', specialFen: '200000', ...after },
  { code: 'monthlyLimit', limitFen: '100000', paidFen: '60000', ...after },
  { code: 'alreadyGranted', beforeFen: '60000', ...after },
  { code: 'replaced', beforeFen: '60000', ...after },
  { code: 'paidEarly', paidFen: '60000', ...after },
  ...NO_UPLIFTS.map((because) => ({ code: 'noUplift' as const, because, ...after })),
  { code: 'generalHazard', minFen: '30000', maxFen: '50000', ...after },
  { code: 'insiderUplift', basisPoints: 1500, upliftFen: '100000', minimumApplied: true, ...after },
];

it('the reporter’s browser words each step as the server and officers do', () => {
  for (const lang of LANGS) {
    const texts: Record<string, string> = { ...gappedSteps(lang), money: gappedMoney(lang) };
    const words = (name: string, gaps: Record<string, string> = {}) =>
      (texts[name.replace('step.', '')] ?? '').replace(/\{(\w+)\}/g, (_, gap: string) => gaps[gap] ?? '');
    for (const step of STEPS) expect(stepText(step, words as never)).toBe(rewardStepText(step, lang));
  }
});
