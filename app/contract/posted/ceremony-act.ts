import * as z from 'zod/mini';
import { confirmedMark, proposedMark } from '~/contract/accused-mark';
import { signedStep } from '~/contract/transfer-step';
import type { Act } from '~/domain/acts/table';
import { CEREMONY_PURPOSES } from '~/domain/opening/ceremony-state';
import { type ActForm, actForm, json } from './form';
import { bytes, keyEpoch } from './posted';

const PURPOSES = Object.values(CEREMONY_PURPOSES).flat();
const ask = { reason: z.string(), askedOn: z.string(), sealed: bytes };
const purpose = z.enum(PURPOSES as [(typeof PURPOSES)[number]]);
/** A number, which the form posts as digits. */
const count = z.pipe(z.union([z.number(), z.string().check(z.regex(/^\d{1,12}$/))]), z.transform(Number));

export const postedAsk = {
  identity: z.object({ ...ask, caseId: z.string(), reportId: z.string(), purpose, fields: z.array(z.string()) }),
  escrow: z.object({ ...ask, caseId: z.string(), purpose }),
  sample: z.object({ ...ask, from: z.string(), to: z.string(), size: count }),
  case: z.object({ order: count }),
};

export const postedMark = z.object({ caseId: z.string(), mark: proposedMark, words: bytes });
export const postedConfirmation = z.object({ mark: confirmedMark });

const shares = z.array(z.object({ scope: z.string(), bytes }));
export const postedShares = z.object({ shares });
export const postedApproval = z.object({
  openerId: z.string(),
  expiresOn: z.string(),
  approval: z.string(),
  shares,
});
export const postedOutcome = z.object({
  outcome: z.enum(['contacted', 'notReached', 'released']),
  fields: z.array(z.string()),
  sealed: bytes,
});

const wraps = z.array(
  z.object({
    key: z.enum(['report', 'thread', 'case']),
    share: z.enum(['whole', 'custodians', 'guardians']),
    holder: z.enum(['unit', 'reporter']),
    keyEpoch,
    reportId: z.nullable(z.string()),
    unitKeyId: z.nullable(z.string()),
    bytes,
  }),
);
/** Keys that came out of escrow, complete, for the asker's unit; for a takeover together with the next generation. */
export const postedTake = z.object({
  wraps,
  renewal: z.nullable(
    z.object({
      wraps,
      caseRecipient: z.string(),
      threads: z.array(z.object({ reportId: z.string(), threadRecipient: z.string() })),
      proofs: z.array(z.object({ reportId: z.nullable(z.string()), bytes })),
      step: signedStep,
    }),
  ),
});

/** The ceremony's row tells which of the two it is, and the service checks it again. */
const APPROVE = ['identity.approve', 'escrow.approve', 'payee.approveSample'] as const;
const REFUSE = ['identity.refuse', 'escrow.refuse', 'payee.refuseSample'] as const;

/** What a ceremony's page posts: everything is in `made`. */
const says = <S extends z.ZodMiniType>(may: Act | readonly Act[], schema: S): ActForm<{ made: z.output<S> }> =>
  actForm(may, { made: json(schema) });
const asks = (may: Act | readonly Act[]) => actForm(may, {});

/** Openings of identities, escrows and samples of payees, and marks of units found accused. */
export const ceremonyForms = {
  askIdentity: says('identity.ask', postedAsk.identity),
  findCase: says('escrow.ask', postedAsk.case),
  askEscrow: says('escrow.ask', postedAsk.escrow),
  askSample: says('payee.askSample', postedAsk.sample),
  proposeMark: says('accused.mark', postedMark),
  confirmMark: says('accused.confirm', postedConfirmation),
  refuseMark: asks('accused.refuse'),
  approve: says(APPROVE, postedApproval),
  refuse: asks(REFUSE),
  open: asks('identity.open'),
  tell: says('identity.open', postedOutcome),
  toGive: asks('ceremony.read'),
  give: says('escrow.open', postedShares),
  toGiveSample: asks('ceremony.read'),
  giveSample: says('payee.giveSample', postedShares),
  toTake: asks('escrow.take'),
  take: says('escrow.take', postedTake),
  openSample: asks('payee.openSample'),
  closeSample: asks('payee.openSample'),
};
