import { z } from 'zod';
import type { Tx } from '#db/client';
import { parseFen } from '~/domain/money';
import { Refusal } from '~/domain/refusal';
import { computeReward } from '~/domain/reward/reward';
import type { RewardInputs } from '~/domain/reward/reward-order';
import { ACCIDENT_GRADES, ANONYMITY, type Matter, type Verdict } from '~/domain/vocabulary';
import type { CaseRow } from '~/services/case/case-record.server';
import { policyInForce, rewardPolicyOn } from '~/services/county/policies.server';

const fen = z
  .string()
  .max(18)
  .transform((digits, context) => {
    const amount = parseFen(digits);
    if (amount === null || amount < 0n) context.addIssue('Not an amount');
    return amount ?? 0n;
  });
const deaths = z.int().min(0).max(10_000);

const inputsSchema = z.object({
  penaltyFen: fen.nullable(),
  concealedDeaths: deaths,
  totalDeaths: deaths,
  accidentGrade: z.enum(ACCIDENT_GRADES).nullable(),
  insider: z.boolean(),
  anonymity: z.enum(ANONYMITY),
  majorHazard: z.boolean(),
  unlawfulProduction: z.boolean(),
  excluded: z.object({ alreadyKnown: z.boolean(), supervisingOfficial: z.boolean(), fabricated: z.boolean() }),
  chosenFen: fen.nullable(),
});

/** The inputs as the proposer's browser posts them (JSON, amounts as digits of fen). Refusal `invalid` (inputs). */
export function readRewardInputs(json: string): RewardInputs {
  try {
    return inputsSchema.parse(JSON.parse(json));
  } catch {
    throw new Refusal('invalid', { field: 'inputs' });
  }
}

/**
 * The amount that follows from a case and the inputs, under the rule in force on the day the case was received: what
 * was promised then. Refusal `invalid` (inputs, data.because) where no reward is due.
 */
export async function amountFor(
  tx: Tx,
  row: CaseRow,
  { chosenFen, ...inputs }: RewardInputs,
): Promise<{ amount: bigint; policyId: string }> {
  const policy = await rewardPolicyOn(tx, row.receivedOn);
  const { grades } = await policyInForce(tx, 'accidentGrades', row.receivedOn);
  const facts = {
    ...inputs,
    ...(chosenFen === null ? {} : { chosenFen }),
    matter: row.matter as Matter,
    verdict: row.verdict as Verdict,
    // A claim is made with the receipt code only, so an anonymous claimant has always proved it.
    provesByCode: true,
  };
  const result = computeReward(policy, facts, grades);
  if (result.refusedBecause || result.amountFen <= 0n) {
    throw new Refusal('invalid', { field: 'inputs', data: { because: result.refusedBecause ?? 'nothingDue' } });
  }
  return { amount: result.amountFen, policyId: policy.id };
}
