import { ACCIDENT_GRADES } from '~/domain/vocabulary';
import { type Decides, type RewardPolicy, RULED, type Ruled, TIERS, type Tier, tierOf } from './reward-policy';
import type { Situations } from './situation-list';

/** Where a figure of the rule in force comes from. */
export type RuleSource = {
  tier: Tier;
  policyId: string;
  legalBasis: string;
  /** The article of that document; null where it was not entered. */
  clause: string | null;
  checked: boolean;
  checkedBy: string | null;
};
/** A rule as rewards are computed from it; `sources` by the figure's place in it, where several tiers were laid together. */
export type RewardRule = RewardPolicy & {
  sources?: Readonly<Record<string, RuleSource>>;
  /** The list of fixed amounts in force; null or missing where the county has none. */
  situations?: RuledSituations | null;
};
export type RuledSituations = Pick<Situations, 'id' | 'legalBasis' | 'checked' | 'items'>;

/** The rule with the county's list of situations; its id tells both, so that a change of either is another rule. */
export function withSituations(rule: RewardRule, list: Situations | null): RewardRule {
  if (list === null) return rule;
  const { id, legalBasis, checked, items } = list;
  return { ...rule, id: `${rule.id}+${id}`, situations: { id, legalBasis, checked, items } };
}

/** Every figure of each part, by its place. */
const FIGURES: Readonly<Record<Ruled, readonly string[]>> = {
  penaltyShare: [
    'penaltyShare.basisPoints',
    'penaltyShare.floorFen',
    'penaltyShare.capFen',
    'penaltyShare.secondBasisPoints',
  ],
  concealedDeath: [...ACCIDENT_GRADES.map((grade) => `concealedDeath.perDeathFen.${grade}`), 'concealedDeath.capFen'],
  concealedInjury: ['concealedInjury.minFen', 'concealedInjury.maxFen'],
  special: ['special.minFen', 'special.maxFen'],
  early: ['early.minFen', 'early.maxFen'],
  monthly: ['monthly.perPersonFen'],
  payer: ['payer'],
  generalHazard: ['generalHazard.minFen', 'generalHazard.maxFen'],
  generalViolation: ['generalViolation.minFen', 'generalViolation.maxFen'],
  insider: ['insider'],
  anonymousEligible: ['anonymousEligible'],
  rounding: ['rounding'],
  approval: ['approval.leadUpToFen'],
  lowersUnclaimed: ['lowersUnclaimed'],
};

/**
 * The rule in force from those of all tiers, at most one for each. What a narrower one says goes before a wider one,
 * figure by figure, except where a wider tier decides that part. The result counts as checked only when all of them
 * are. Throws where there is none.
 */
export function layRewards(policies: readonly RewardPolicy[], decides: Partial<Decides> = {}): RewardRule {
  const widest = policies.toSorted((a, b) => rank(a) - rank(b));
  const [first] = widest;
  const last = widest.at(-1);
  if (first === undefined || last === undefined) throw new TypeError('No reward policy');
  const sources: Record<string, RuleSource> = {};
  const laid = structuredClone(last) as unknown as Record<string, unknown>;
  for (const part of RULED) {
    const decided = decides[part] ?? null;
    const heard = widest.filter((one) => decided === null || rank(one) <= TIERS.indexOf(decided)).toReversed();
    for (const place of FIGURES[part]) {
      const from = heard.find((one) => at(one, place) !== null);
      put(laid, place, from ? at(from, place) : null);
      if (from) sources[place] = sourceOf(from, part);
    }
  }
  const checked = widest.every((one) => one.checked);
  return {
    ...(laid as unknown as RewardPolicy),
    id: widest.map(({ id }) => id).join('+'),
    legalBasis: widest.map(({ legalBasis }) => legalBasis).join('；'),
    checked,
    checkedBy: checked ? last.checkedBy : null,
    sources,
  };
}

const rank = (policy: RewardPolicy): number => TIERS.indexOf(tierOf(policy));

const at = (data: unknown, place: string): unknown =>
  place.split('.').reduce<unknown>((inner, step) => (inner as Record<string, unknown>)[step], data);

function put(data: Record<string, unknown>, place: string, value: unknown): void {
  const steps = place.split('.');
  const name = steps.pop() ?? '';
  let inner = data;
  for (const step of steps) inner = inner[step] as Record<string, unknown>;
  inner[name] = value;
}

const sourceOf = (policy: RewardPolicy, part: Ruled): RuleSource => ({
  tier: tierOf(policy),
  policyId: policy.id,
  legalBasis: policy.legalBasis,
  clause: policy.clauses[part] ?? null,
  checked: policy.checked,
  checkedBy: policy.checkedBy,
});

/** The document and its article on which a figure rests. */
export function basisOf(rule: RewardRule, place: string): string {
  const source = rule.sources?.[place];
  if (source) return `${source.legalBasis}${source.clause ?? ''}`;
  const part = RULED.find((one) => FIGURES[one].includes(place));
  return `${rule.legalBasis}${(part && rule.clauses[part]) ?? ''}`;
}

/** The tiers and documents in force, part by part, from the widest; a part of which nobody says anything is left out. */
export function rulingTiers(rule: RewardRule): { part: Ruled; sources: RuleSource[] }[] {
  return RULED.flatMap((part) => {
    const all = FIGURES[part].flatMap((place) => rule.sources?.[place] ?? []);
    const sources = all.filter((one, i) => all.findIndex(({ policyId }) => policyId === one.policyId) === i);
    return sources.length === 0 ? [] : [{ part, sources }];
  });
}
