import * as z from 'zod/mini';
import { parseFen, parseYuan } from '~/domain/money';
import { Refusal } from '~/domain/refusal';
import { YEAR_ENDS } from '~/domain/reward/fund-year';
import { INSIDER_KINDS } from '~/domain/reward/reward-facts';
import {
  CLAIM_EXTENSION_REASONS,
  CORRECTION_REASONS,
  NOTICE_METHODS,
  REWARD_REFUSAL_REASONS,
} from '~/domain/reward/reward-order';
import { ACCIDENT_GRADES, ANONYMITY } from '~/domain/vocabulary';
import { actForm, type Field, json, localized, one, sealed, typed, typedNumber } from './form';
import { bytes, fen } from './posted';

const count = z.int().check(z.minimum(0), z.maximum(10_000));
const amount = z.pipe(
  z.string().check(z.maxLength(18), z.regex(/^\d+$/)),
  z.transform((digits: string) => parseFen(digits) ?? 0n),
);

/** The facts that a reward is computed from, amounts as digits of fen. */
const inputs = z.object({
  penaltyFen: z.nullable(amount),
  concealedDeaths: count,
  totalDeaths: count,
  accidentGrade: z.nullable(z.enum(ACCIDENT_GRADES)),
  insider: z.boolean(),
  anonymity: z.enum(ANONYMITY),
  majorHazard: z.boolean(),
  unlawfulProduction: z.boolean(),
  excluded: z.object({ alreadyKnown: z.boolean(), supervisingOfficial: z.boolean(), fabricated: z.boolean() }),
  chosenFen: z.nullable(amount),
  situation: z.nullable(z.string().check(z.maxLength(20))),
  particulars: z.optional(
    z.object({
      concealedInjuries: count,
      secondClass: z.boolean(),
      insiderKind: z.enum(INSIDER_KINDS),
      specialFen: z.nullable(amount),
      paidThisMonthFen: z.nullable(amount),
      paidEarlyFen: z.nullable(amount),
    }),
  ),
});

/** The approving lead's signed statement of who may claim a reward. */
const claimant = z.object({ key: z.string(), signature: z.string(), proof: z.string() });

const typedOrNone: Field<string | undefined> = (form, name) => form.text(name) || undefined;

/** What a handler proposes. */
const proposal = {
  proposalId: typed,
  caseId: typed,
  reportId: typed,
  inputs: json(inputs),
  stepsForCase: sealed,
  stepsForReporter: sealed,
};

/** What a lead agrees to. */
const approval = {
  proposalId: typed,
  rewardId: typed,
  fundId: typedOrNone,
  amount: one(fen),
  claimant: json(claimant),
};

/** The rewards of a case. */
export const rewardForms = {
  propose: actForm('reward.propose', proposal),
  /** The same, where a penalty changed after an earlier reward. */
  revise: actForm('reward.revise', { ...proposal, revises: typed, beforeFen: one(fen) }),
  approve: actForm('reward.approve', approval),
  /** The same, where the rule asks for the level above at this amount. */
  forward: actForm('reward.forward', approval),
  approveHigher: actForm('reward.approveHigher', { proposalId: typed, shown: typed }),
  returnHigher: actForm('reward.returnHigher', {
    proposalId: typed,
    shown: typed,
    reason: one(z.enum(REWARD_REFUSAL_REASONS)),
  }),
  file: actForm('reward.file', { proposalId: typed }),
  extendClaim: actForm('reward.extendClaim', { proposalId: typed, reason: one(z.enum(CLAIM_EXTENSION_REASONS)) }),
  notify: actForm('reward.notify', { proposalId: typed, method: one(z.enum(NOTICE_METHODS)) }),
  refuse: actForm('reward.refuse', { proposalId: typed, reason: one(z.enum(REWARD_REFUSAL_REASONS)) }),
};

/** A choice of a list that carries what was shown: an id, a space, the rest. */
function chosen(value: string): [id: string, shown: string] {
  const at = value.indexOf(' ');
  return [value.slice(0, Math.max(0, at)), value.slice(at + 1)];
}

const yuan: Field<bigint> = (form, name) => {
  const read = parseYuan(form.text(name));
  if (read === null) throw new Refusal('invalid', { field: name });
  return read;
};

/** Which fund was chosen, and what the page showed of it. */
const chosenFund: Field<{ fundId: string; shown: string }> = (form, name) => {
  const [id, shown] = chosen(form.text(name));
  return { fundId: id, shown };
};

/** A unit's funds. */
export const fundForms = {
  open: actForm('fund.open', { unitId: typed, year: typedNumber, source: one(z.enum(['fiscal', 'employer'])) }),
  close: actForm('fund.close', { fund: chosenFund, end: one(z.enum(YEAR_ENDS)), voucher: typed }),
  correct: actForm('fund.correct', { postingId: typed, voucher: typed }),
  credit: actForm('fund.credit', { fundId: typed, amount: yuan, voucher: typed }),
};

/** Guardians' shares of a batch, sealed anew to finance; a batch of cash has none. */
const releases = z.array(z.object({ rewardId: z.string(), unitKeyId: z.string(), bytes }));
const releasesIfAny: Field<z.output<typeof releases>> = (form, name) =>
  form.text(name) === '' ? [] : json(releases)(form, name);

/** Which payment was chosen, and what the page showed of it. */
const chosenPayment: Field<{ rewardId: string; shown: string }> = (form, name) => {
  const [id, shown] = chosen(form.text(name));
  return { rewardId: id, shown };
};

/** Payments of finance and guardians. */
export const payoutForms = {
  batch: actForm('reward.batch', { shown: typed }),
  release: actForm('payout.release', { batchId: typed, shares: releasesIfAny, shown: typed }),
  correct: actForm('payout.correct', {
    payment: chosenPayment,
    voucher: typed,
    reason: one(z.enum(CORRECTION_REASONS)),
  }),
  find: actForm('payout.find', { cashCode: typed }),
  /** The fields of the place are `place.zh` and `place.en`. */
  counter: actForm('payout.setCounter', { shown: typed, places: (form) => localized(form, 'place'), hours: localized }),
  /** `found` is what `find` answered, for cash. */
  pay: actForm('payout.pay', { rewardId: typed, voucher: typed, shown: typed, found: typed }),
};
