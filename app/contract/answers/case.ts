import * as z from 'zod/mini';
import type { SealedCase } from '~/domain/case/sealed-case';
import type { ConfirmedMark } from '~/envelope/case/accused-mark';
import type { SignedStep } from '~/envelope/case/case-transfer';
import { signedList } from './answer';

const whole = z.int().check(z.minimum(0));

/** A unit's key, wrapped to the member. */
export const grant = z.object({ unitKeyId: z.string(), wrapped: z.string() });

const step = z.object({
  caseId: z.string(),
  sequence: whole,
  way: z.enum(['transfer', 'takeover']),
  fromUnitId: z.string(),
  toUnitId: z.string(),
  onDay: z.string(),
  listVersion: whole,
  memberId: z.string(),
  signature: z.string(),
  proofs: z.readonly(z.array(z.string())),
  number: z.int(),
  previous: z.string(),
}) satisfies z.ZodMiniType<SignedStep>;

const mark = z.object({
  markId: z.string(),
  check: z.string(),
  unitTag: z.string(),
  entries: z.readonly(z.array(z.object({ lock: z.string(), proof: z.string() }))),
  wordsHash: z.string(),
  markedBy: z.string(),
  markedOn: z.string(),
  signature: z.string(),
  sequence: whole,
  previous: z.string(),
  confirmedBy: z.string(),
  confirmedOn: z.string(),
  confirmation: z.string(),
}) satisfies z.ZodMiniType<ConfirmedMark>;

const part = z.object({
  id: z.string(),
  reportId: z.nullable(z.string()),
  kind: z.string(),
  key: z.enum(['report', 'thread', 'case']),
  scope: z.string(),
  sequence: whole,
  keyEpoch: whole,
  bytes: z.nullable(z.string()),
  size: whole,
  authorId: z.nullable(z.string()),
  madeOn: z.string(),
});

/** What of a case is opened in an officer's browser. */
export const sealedCase = z.object({
  caseId: z.string(),
  caseRecipient: z.nullable(z.string()),
  readsAlong: z.exactOptional(z.boolean()),
  keyEpoch: whole,
  reports: z.array(
    z.object({
      reportId: z.string(),
      threadRecipient: z.nullable(z.string()),
      reporterRecipient: z.nullable(z.string()),
      nextSequence: whole,
      withdrawn: z.boolean(),
    }),
  ),
  wraps: z.array(
    z.object({
      reportId: z.nullable(z.string()),
      key: z.enum(['report', 'thread', 'case']),
      keyEpoch: whole,
      unitKeyId: z.string(),
      bytes: z.string(),
    }),
  ),
  grants: z.array(grant),
  parts: z.array(part),
  directory: z.nullable(signedList),
  steps: z.array(step),
  marks: z.array(mark),
  former: z.array(signedList),
}) satisfies z.ZodMiniType<SealedCase>;
