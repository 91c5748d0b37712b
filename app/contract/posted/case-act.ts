import * as z from 'zod/mini';
import { bytes, keyEpoch, uuid } from './posted';

/** Something sealed for a case: a note, a finding, evidence, a penalty. */
const part = { sequence: z.int(), keyEpoch, bytes };
export const postedPart = z.object(part);
export type PostedPart = z.input<typeof postedPart>;

/** A message to one reporter of the case. */
const message = z.object({ ...part, reportId: z.string() });
export const postedMessages = z.array(message);
export type PostedMessage = z.input<typeof message>;

/** How a case went from unit to unit, in the words that the giver or taker signed; the service compares each with what happens. */
export const signedStep = z.object({
  caseId: z.string(),
  sequence: z.int(),
  way: z.enum(['transfer', 'takeover']),
  fromUnitId: z.string(),
  toUnitId: z.string(),
  onDay: z.string(),
  listVersion: z.int(),
  memberId: z.string(),
  signature: z.string(),
  proofs: z.readonly(z.array(z.string())),
});

/** All keys of a case, wrapped for the unit that gets it. */
export const postedTransfer = z.object({
  toUnitId: uuid,
  unitKeyId: z.string(),
  wraps: z.array(
    z.object({ key: z.enum(['report', 'thread', 'case']), keyEpoch, reportId: z.nullable(z.string()), bytes }),
  ),
  step: signedStep,
});
export type PostedTransfer = z.input<typeof postedTransfer>;
