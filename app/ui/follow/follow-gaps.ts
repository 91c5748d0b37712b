import type { NoUplift, RewardStep } from '~/domain/reward/reward-facts';
import { formatMoney, type Lang } from '~/words/language';
import { rewardStepText } from '~/words/vocabulary';

/**
 * Texts of a reward's steps with gaps (`{penaltyFen}`, `{basisPoints}`), for the script that opens the steps in the
 * reporter's browser. They are made from the words themselves: a step is written with unmistakable sample values, which
 * are then replaced by gaps.
 */
export type GappedStep =
  | Exclude<RewardStep['code'], 'insiderUplift' | 'concealedDeaths' | 'noUplift'>
  | `noUplift.${NoUplift}`
  | 'concealedDeath'
  | 'concealedDeaths'
  | 'insiderPercent'
  | 'insiderMinimum';

const NONE = { resultFen: '0', legalBasis: '' } as const;
const [A, B] = ['1234567800', '8765432100'] as const;
const SHARE = 4321;
const DEATHS = 57;
const WORDS = { situation: '§number§', text: '§text§' } as const;

const SAMPLES: Readonly<Record<GappedStep, RewardStep>> = {
  noPenalty: { code: 'noPenalty', ...NONE },
  penaltyShare: { code: 'penaltyShare', penaltyFen: A, basisPoints: SHARE, ...NONE },
  concealedDeath: { code: 'concealedDeaths', deaths: 1, grade: 'general', perDeathFen: A, ...NONE },
  concealedDeaths: { code: 'concealedDeaths', deaths: DEATHS, grade: 'general', perDeathFen: A, ...NONE },
  concealedInjury: { code: 'concealedInjury', minFen: A, maxFen: B, ...NONE },
  special: { code: 'special', specialFen: A, ...NONE },
  monthlyLimit: { code: 'monthlyLimit', limitFen: A, paidFen: B, ...NONE },
  alreadyGranted: { code: 'alreadyGranted', beforeFen: A, ...NONE },
  replaced: { code: 'replaced', beforeFen: A, ...NONE },
  paidEarly: { code: 'paidEarly', paidFen: A, ...NONE },
  'noUplift.needsName': { code: 'noUplift', because: 'needsName', ...NONE },
  'noUplift.formerNotCounted': { code: 'noUplift', because: 'formerNotCounted', ...NONE },
  'noUplift.familyNotCounted': { code: 'noUplift', because: 'familyNotCounted', ...NONE },
  situation: { code: 'situation', ...WORDS, ...NONE },
  generalHazard: { code: 'generalHazard', minFen: A, maxFen: B, ...NONE },
  generalViolation: { code: 'generalViolation', minFen: A, maxFen: B, ...NONE },
  floor: { code: 'floor', floorFen: A, ...NONE },
  cap: { code: 'cap', capFen: A, ...NONE },
  insiderPercent: { code: 'insiderUplift', basisPoints: SHARE, upliftFen: A, minimumApplied: false, ...NONE },
  insiderMinimum: { code: 'insiderUplift', basisPoints: SHARE, upliftFen: A, minimumApplied: true, ...NONE },
};

export function gappedSteps(lang: Lang): Record<GappedStep, string> {
  const entries = Object.entries(SAMPLES).map(([name, step]) => [name, gapped(step, lang)]);
  return Object.fromEntries(entries) as Record<GappedStep, string>;
}

function gapped(step: RewardStep, lang: Lang): string {
  let text = rewardStepText(step, lang);
  for (const [field, value] of Object.entries(step)) {
    const sample = field.endsWith('Fen') ? formatMoney(BigInt(String(value)), lang) : sampleText(field, value);
    if (sample !== null && field !== 'resultFen') text = text.replace(sample, `{${field}}`);
  }
  return text;
}

function sampleText(field: string, value: unknown): string | null {
  if (field === 'basisPoints') return `${Number(value) / 100}%`;
  return ['deaths', 'situation', 'text'].includes(field) ? String(value) : null;
}

/** `{amount} 元` or `¥{amount}`. */
export const gappedMoney = (lang: Lang): string => formatMoney(100n, lang).replace('1', '{amount}');
