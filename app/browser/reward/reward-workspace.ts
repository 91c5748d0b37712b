import type { OpenedCase, WorkspaceKeyring } from '~/browser/case/case-workspace';
import { openRewardPayment, type RewardPayment } from '~/contract/sealed/reward-payment';
import {
  explainedRewardContent,
  openRewardSteps,
  proposedRewardContent,
  sealRewardSteps,
} from '~/contract/sealed/reward-steps';
import type { RewardRule } from '~/domain/county/reward-tiers';
import { parseFen, parseYuan, plainYuan } from '~/domain/money';
import type { GradeTable } from '~/domain/report/accident-grade';
import { differenceOf, type Revision, revisionStep } from '~/domain/reward/revision';
import { computeReward } from '~/domain/reward/reward';
import { INSIDER_KINDS, type Particulars, type RewardResult, type RewardStep } from '~/domain/reward/reward-facts';
import type { ExplainedReward, ProposedReward, RewardInputs } from '~/domain/reward/reward-order';
import { readCount } from '~/domain/typed/count';
import { ACCIDENT_GRADES, type Matter, type Verdict } from '~/domain/vocabulary';
import { fromBase64, toBase64 } from '~/envelope/bytes';
import { EnvelopeError, isEnvelopeError } from '~/envelope/errors';
import { signClaimant } from '~/envelope/reward/claim';

export type Computing = { policy: RewardRule; grades: GradeTable; matter: Matter; verdict: Verdict };

/** The reward by the rule; an anonymous claimant is proved by the receipt code, which is the only way to claim. */
export function computeFor(
  { policy, grades, matter, verdict }: Computing,
  { chosenFen, ...inputs }: RewardInputs,
): RewardResult {
  const chosen = chosenFen === null ? {} : { chosenFen };
  return computeReward(policy, { ...inputs, ...chosen, matter, verdict, provesByCode: true }, grades);
}

/** The form's answers; null when an amount or number cannot be read. Field names are those of the reward section. */
export function readInputs(form: FormData, anonymity: RewardInputs['anonymity']): RewardInputs | null {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const penaltyFen = optionalYuan(text('penalty'));
  const chosenFen = optionalYuan(text('chosen'));
  const concealedDeaths = readCount(text('concealedDeaths'));
  const totalDeaths = readCount(text('totalDeaths'));
  const particulars = readParticulars(text, form.has('secondClass'));
  if (penaltyFen === undefined || chosenFen === undefined || concealedDeaths === null || totalDeaths === null)
    return null;
  if (particulars === null) return null;
  const excluded = form.getAll('excluded');
  return {
    penaltyFen,
    chosenFen,
    concealedDeaths,
    totalDeaths,
    accidentGrade: ACCIDENT_GRADES.find((grade) => grade === text('accidentGrade')) ?? null,
    situation: text('situation') || null,
    particulars,
    insider: form.has('insider'),
    anonymity,
    majorHazard: form.has('majorHazard'),
    unlawfulProduction: form.has('unlawfulProduction'),
    excluded: {
      alreadyKnown: excluded.includes('alreadyKnown'),
      supervisingOfficial: excluded.includes('supervisingOfficial'),
      fabricated: excluded.includes('fabricated'),
    },
  };
}

/** What only some rules ask for; null where something typed cannot be read. */
function readParticulars(text: (name: string) => string, secondClass: boolean): Particulars | null {
  const concealedInjuries = readCount(text('concealedInjuries'));
  const specialFen = optionalYuan(text('special'));
  const paidThisMonthFen = optionalYuan(text('paidThisMonth'));
  const paidEarlyFen = optionalYuan(text('paidEarly'));
  if (concealedInjuries === null || specialFen === undefined) return null;
  if (paidThisMonthFen === undefined || paidEarlyFen === undefined) return null;
  const insiderKind = INSIDER_KINDS.find((kind) => kind === text('insiderKind')) ?? 'employee';
  return { concealedInjuries, secondClass, insiderKind, specialFen, paidThisMonthFen, paidEarlyFen };
}

/** Undefined: something was typed, but it is no amount. */
const optionalYuan = (text: string): bigint | null | undefined => (text === '' ? null : (parseYuan(text) ?? undefined));

/** The inputs as JSON for the request that proposes the reward. */
export const inputsJson = (inputs: RewardInputs): string => JSON.stringify(plainInputs(inputs));

function plainInputs({ penaltyFen, chosenFen, particulars, ...rest }: RewardInputs): ProposedReward['facts'] {
  const digits = (fen: bigint | null) => fen?.toString() ?? null;
  const plain = particulars && {
    ...particulars,
    specialFen: digits(particulars.specialFen),
    paidThisMonthFen: digits(particulars.paidThisMonthFen),
    paidEarlyFen: digits(particulars.paidEarlyFen),
  };
  const facts = { ...rest, penaltyFen: digits(penaltyFen), chosenFen: digits(chosenFen) };
  return plain ? { ...facts, particulars: plain } : facts;
}

/** The fine that the case's penalty record names, in yuan for the form; '' when there is none. */
export function recordedPenalty(opened: OpenedCase): string {
  const record = opened.notes.filter((note) => note.kind === 'penalty').at(-1);
  const amount = parseYuan(record?.content.amountYuan ?? record?.content.amount ?? '');
  return amount === null ? '' : plainYuan(amount);
}

type Proposing = {
  proposalId: string;
  reportId: string;
  policy: RewardRule;
  inputs: RewardInputs;
  result: Pick<RewardResult, 'amountFen' | 'steps'>;
};

export type PostedSteps = { stepsForCase: string; stepsForReporter: string };

/**
 * Seals the steps twice: to the case key with the facts that were entered, and to the reporter's thread key without
 * them.
 */
export async function sealSteps(opened: OpenedCase, proposal: Proposing): Promise<PostedSteps> {
  const { proposalId, reportId, policy, inputs, result } = proposal;
  const report = opened.reports.find((one) => one.reportId === reportId);
  if (!report) throw new Error('the report is not open');
  const { id: policyId, legalBasis } = policy;
  const explained: ExplainedReward = { amountFen: String(result.amountFen), steps: result.steps, policyId, legalBasis };
  const proposed: ProposedReward = { ...explained, facts: plainInputs(inputs) };
  const { caseKey } = opened;
  const forCase = sealRewardSteps(proposedRewardContent, proposalId, proposed, caseKey.recipient);
  const { recipient } = report.keys.thread;
  const forReporter = sealRewardSteps(explainedRewardContent, proposalId, explained, recipient);
  return {
    stepsForCase: toBase64(await forCase),
    stepsForReporter: toBase64(await forReporter),
  };
}

/** Opens a proposal with the case key of the epoch in which it was made. Rejects with EnvelopeError. */
export const openProposal = (
  opened: OpenedCase,
  { id, stepsForCase }: { id: string; stepsForCase: string },
): Promise<ProposedReward> =>
  withCaseKey(opened, (identity) => openRewardSteps(proposedRewardContent, id, fromBase64(stepsForCase), identity));

/** Opens which payment a paid reward was. Rejects with EnvelopeError. */
export const openPayment = (
  opened: OpenedCase,
  { id, sealed }: { id: string; sealed: string },
): Promise<RewardPayment> => withCaseKey(opened, (identity) => openRewardPayment(id, fromBase64(sealed), identity));

async function withCaseKey<T>({ caseKeys }: OpenedCase, open: (identity: string) => Promise<T>): Promise<T> {
  for (const { identity } of caseKeys.values()) {
    try {
      return await open(identity);
    } catch (error) {
      if (!isEnvelopeError(error) || error.code !== 'wrongKey') throw error;
    }
  }
  throw new EnvelopeError('wrongKey', 'reward');
}

/** How an earlier reward of the case is settled, and what was granted by it and before it. */
export type Earlier = { how: Revision; beforeFen: bigint };

/**
 * The reward where its penalty changed after an earlier one, from the whole that the rule gives now; or why there is nothing
 * to settle.
 */
export function revisedResult(
  policy: RewardRule,
  result: RewardResult,
  { how, beforeFen }: Earlier,
): Pick<RewardResult, 'amountFen' | 'steps'> | { none: 'unchanged' | 'notLower' } {
  const difference = differenceOf(how, { totalFen: result.amountFen, beforeFen }, policy.lowersUnclaimed);
  if ('none' in difference) return difference;
  const { amountFen } = difference;
  const { legalBasis } = policy;
  return { amountFen, steps: [...result.steps, revisionStep(how, { beforeFen, amountFen, legalBasis })] };
}

/**
 * Does the amount on the books follow from the sealed facts by the rule, and from what was granted before? The approver's
 * browser checks this.
 */
export function agrees(
  computing: Computing,
  proposed: ProposedReward,
  amount: bigint,
  earlier: Earlier | null = null,
): boolean {
  const { penaltyFen, chosenFen, particulars, ...facts } = proposed.facts;
  const typed = particulars && {
    ...particulars,
    specialFen: parseFen(particulars.specialFen),
    paidThisMonthFen: parseFen(particulars.paidThisMonthFen),
    paidEarlyFen: parseFen(particulars.paidEarlyFen),
  };
  const inputs = { ...facts, particulars: typed, penaltyFen: parseFen(penaltyFen), chosenFen: parseFen(chosenFen) };
  const whole = computeFor(computing, inputs);
  const due = earlier === null ? whole : revisedResult(computing.policy, whole, earlier);
  return (
    proposed.policyId === computing.policy.id &&
    proposed.amountFen === String(amount) &&
    !('none' in due) &&
    due.amountFen === amount &&
    // What the reporter reads must not tell of another earlier amount than the one that was opened here.
    JSON.stringify(proposed.steps.filter(isRevision)) === JSON.stringify(due.steps.filter(isRevision))
  );
}

const isRevision = ({ code }: RewardStep) => code === 'alreadyGranted' || code === 'replaced';

/**
 * What the approving lead signs, with their own key and the report's: the rewarded report's own signing key may claim
 * this reward. JSON as posted. Throws EnvelopeError `badSignature` where nothing vouches for that key.
 */
export function claimantFor(
  opened: OpenedCase,
  reward: { rewardId: string; reportId: string },
  keyring: Pick<WorkspaceKeyring, 'member'>,
): string {
  const report = opened.reports.find(({ reportId }) => reportId === reward.reportId);
  if (!report?.signingKey) throw new EnvelopeError('badSignature', 'no claimant');
  const { memberId, signing } = keyring.member();
  const named = { rewardId: reward.rewardId, key: report.signingKey, memberId };
  const seeds = { signing: signing.seed, report: report.keys.report.seed };
  const { key, signature, proof } = signClaimant(named, seeds);
  return JSON.stringify({ key, signature, proof });
}
