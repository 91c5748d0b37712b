import type { NotAcceptedReason, Sector, Verdict } from '../../app/domain/vocabulary';
import { dice, type RandomSource } from './random';
import { DEMO_SITES } from './sites';
import { STORIES, type Story } from './stories';

/** How far a case has come when the demo starts. */
export type Goal =
  | { at: 'registered' }
  | { at: 'accepted' }
  | { at: 'assigned' }
  | { at: 'verifying' }
  | { at: 'verdictProposed'; verdict: Verdict }
  | { at: 'verdictConfirmed'; verdict: Verdict; penalty: boolean }
  | { at: 'notAccepted'; reason: NotAcceptedReason }
  | { at: 'transferred' }
  | { at: 'replied'; verdict: Verdict; reward: RewardGoal | null }
  | { at: 'objected'; verdict: Verdict }
  | { at: 'closed'; verdict: Verdict; reward: RewardGoal | null };

export type RewardGoal = 'proposed' | 'approved' | 'claimedCash' | 'claimedBank' | 'batched' | 'released' | 'paid';

export type Plan = {
  number: number;
  /** Days before the demo's today on which the report came. */
  daysAgo: number;
  story: Story;
  site: string | null;
  town: string;
  named: boolean;
  insider: boolean;
  urgent: boolean;
  deaths: number;
  /** Code of the unit that the report is about. */
  accused: string | null;
  chat: boolean;
  goal: Goal;
};

type Quota = readonly [count: number, daysAgo: readonly [low: number, high: number], goal: Goal];

const substantiated = 'substantiated' as const;
const QUOTAS: readonly Quota[] = [
  [11, [0, 12], { at: 'registered' }],
  [6, [4, 10], { at: 'accepted' }],
  [7, [8, 25], { at: 'assigned' }],
  [8, [15, 70], { at: 'verifying' }],
  [2, [20, 40], { at: 'verdictProposed', verdict: substantiated }],
  [2, [20, 40], { at: 'verdictProposed', verdict: 'unsubstantiated' }],
  [3, [25, 45], { at: 'verdictConfirmed', verdict: substantiated, penalty: false }],
  [3, [25, 45], { at: 'verdictConfirmed', verdict: substantiated, penalty: true }],
  [2, [10, 60], { at: 'notAccepted', reason: 'suggestion' }],
  [3, [10, 60], { at: 'notAccepted', reason: 'noClearFacts' }],
  [2, [10, 60], { at: 'notAccepted', reason: 'otherHotline' }],
  [3, [5, 20], { at: 'transferred' }],
  [3, [40, 70], { at: 'replied', verdict: 'unsubstantiated', reward: null }],
  [2, [40, 70], { at: 'replied', verdict: substantiated, reward: 'proposed' }],
  [3, [40, 70], { at: 'replied', verdict: 'partlySubstantiated', reward: 'approved' }],
  [5, [60, 88], { at: 'closed', verdict: 'unsubstantiated', reward: null }],
  [2, [60, 88], { at: 'closed', verdict: substantiated, reward: 'approved' }],
  [2, [60, 88], { at: 'closed', verdict: substantiated, reward: 'claimedCash' }],
  [2, [60, 88], { at: 'closed', verdict: substantiated, reward: 'claimedBank' }],
  [1, [60, 88], { at: 'closed', verdict: substantiated, reward: 'batched' }],
  [2, [60, 88], { at: 'closed', verdict: substantiated, reward: 'released' }],
  [7, [60, 88], { at: 'closed', verdict: substantiated, reward: 'paid' }],
];

/** A reward follows from a fine only where the law provides one: for violations and major risks; the rest is local. */
const rewarded = (story: Story) => story.matter === 'violation' || story.matter === 'majorRisk';

/** Sectors of the emergency bureau: reports about the bureau bypass it and go to intake. */
const EMERGENCY_SECTORS: readonly Sector[] = ['mining', 'hazardousChemicals', 'fireworks', 'industry', 'electricity'];
const TOWN_NUMBERS = ['101', '102', '103', '104', '105', '106', '107', '108'] as const;

/** About eighty cases in every stage, the same at every start. */
export function plans(): Plan[] {
  const roll = dice(20_260);
  const planned = QUOTAS.flatMap(([count, [low, high], goal]) =>
    Array.from({ length: count }, () => ({ goal, daysAgo: roll.between(low, high) })),
  ).map(({ goal, daysAgo }, index) => planOf(roll, index + 1, daysAgo, goal));
  // With dice of its own, so that the others stay what they were.
  const objected = planOf(dice(20_261), planned.length + 1, 45, { at: 'objected', verdict: 'unsubstantiated' });
  return [...planned, objected];
}

function planOf(roll: RandomSource, number: number, daysAgo: number, goal: Goal): Plan {
  const needsFine = 'reward' in goal && goal.reward !== null;
  const misrouted = goal.at === 'transferred';
  const fitting = STORIES.filter(
    (one) =>
      one.matter !== 'concealedAccident' &&
      (!needsFine || rewarded(one)) &&
      (!misrouted || EMERGENCY_SECTORS.includes(one.sector)),
  );
  const story = goal.at === 'registered' && number === 3 ? concealed() : roll.pick(fitting);
  const site = DEMO_SITES.find((one) => one.employer.zh === story.employer) ?? null;
  return {
    number,
    daysAgo,
    story,
    site: !misrouted && site && roll.next() < 0.6 ? site.code : null,
    town: misrouted ? '105' : site ? site.town.slice(-3) : roll.pick(TOWN_NUMBERS),
    named: roll.next() < 0.4,
    insider: roll.next() < 0.35,
    urgent: goal.at === 'registered' && number <= 2,
    deaths: story.matter === 'concealedAccident' ? 1 : 0,
    accused: misrouted ? 'emergency' : null,
    chat: roll.next() < 0.4,
    goal,
  };
}

function concealed(): Story {
  const found = STORIES.find((one) => one.matter === 'concealedAccident');
  if (!found) throw new Error('No story of a concealed accident');
  return found;
}
