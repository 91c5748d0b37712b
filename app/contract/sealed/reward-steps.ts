import * as z from 'zod/mini';
import { INSIDER_KINDS, NO_UPLIFTS, type RewardStep } from '~/domain/reward/reward-facts';
import type { ExplainedReward, ProposedReward } from '~/domain/reward/reward-order';
import { ACCIDENT_GRADES, ANONYMITY } from '~/domain/vocabulary';
import type { PartLabel } from '~/envelope/seal';
import { type Content, content, openContent, sealContent } from './content';

const after = { resultFen: z.string(), legalBasis: z.string() };
const step = z.discriminatedUnion('code', [
  z.object({ code: z.literal('noPenalty'), ...after }),
  z.object({ code: z.literal('penaltyShare'), penaltyFen: z.string(), basisPoints: z.number(), ...after }),
  z.object({
    code: z.literal('concealedDeaths'),
    deaths: z.number(),
    grade: z.enum(ACCIDENT_GRADES),
    perDeathFen: z.string(),
    ...after,
  }),
  z.object({ code: z.literal('situation'), situation: z.string(), text: z.string(), ...after }),
  z.object({ code: z.literal('special'), specialFen: z.string(), ...after }),
  z.object({ code: z.literal('monthlyLimit'), limitFen: z.string(), paidFen: z.string(), ...after }),
  z.object({ code: z.literal('paidEarly'), paidFen: z.string(), ...after }),
  z.object({ code: z.literal('alreadyGranted'), beforeFen: z.string(), ...after }),
  z.object({ code: z.literal('replaced'), beforeFen: z.string(), ...after }),
  z.object({ code: z.literal('noUplift'), because: z.enum(NO_UPLIFTS), ...after }),
  z.object({ code: z.literal('concealedInjury'), minFen: z.string(), maxFen: z.string(), ...after }),
  z.object({ code: z.literal('generalHazard'), minFen: z.string(), maxFen: z.string(), ...after }),
  z.object({ code: z.literal('generalViolation'), minFen: z.string(), maxFen: z.string(), ...after }),
  z.object({ code: z.literal('floor'), floorFen: z.string(), ...after }),
  z.object({ code: z.literal('cap'), capFen: z.string(), ...after }),
  z.object({
    code: z.literal('insiderUplift'),
    basisPoints: z.number(),
    upliftFen: z.string(),
    minimumApplied: z.boolean(),
    ...after,
  }),
]) satisfies z.ZodMiniType<RewardStep>;

const explained = { amountFen: z.string(), steps: z.array(step), policyId: z.string(), legalBasis: z.string() };

/** The amount and how it was computed, for the reporter. */
export const explainedRewardContent: Content<ExplainedReward> = content('explainedReward', z.object(explained));

/** The steps with the facts that were entered, for the approver. */
export const proposedRewardContent: Content<ProposedReward> = content(
  'proposedReward',
  z.object({
    ...explained,
    facts: z.object({
      penaltyFen: z.nullable(z.string()),
      chosenFen: z.nullable(z.string()),
      // Before there were lists of situations.
      situation: z._default(z.nullable(z.string()), null),
      particulars: z.optional(
        z.object({
          concealedInjuries: z.number(),
          secondClass: z.boolean(),
          insiderKind: z.enum(INSIDER_KINDS),
          specialFen: z.nullable(z.string()),
          paidThisMonthFen: z.nullable(z.string()),
          paidEarlyFen: z.nullable(z.string()),
        }),
      ),
      concealedDeaths: z.number(),
      totalDeaths: z.number(),
      accidentGrade: z.nullable(z.enum(ACCIDENT_GRADES)),
      insider: z.boolean(),
      anonymity: z.enum(ANONYMITY),
      majorHazard: z.boolean(),
      // Before this was asked, every violation got the national share.
      unlawfulProduction: z._default(z.boolean(), true),
      excluded: z.object({ alreadyKnown: z.boolean(), supervisingOfficial: z.boolean(), fabricated: z.boolean() }),
    }),
  }),
);

/** Steps are padded to this size, so that their length tells nothing about the computation. */
const STEPS_BYTES = 8192;

export const sealRewardSteps = <T>(of: Content<T>, proposalId: string, reward: T, recipient: string) =>
  sealContent(of, labelOf(proposalId), reward, [recipient], STEPS_BYTES);

export const openRewardSteps = <T>(of: Content<T>, proposalId: string, sealed: Uint8Array, identity: string) =>
  openContent(of, sealed, identity, labelOf(proposalId));

const labelOf = (proposalId: string): PartLabel => ({ kind: 'rewardSteps', scope: proposalId, sequence: 0 });
