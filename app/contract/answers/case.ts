import * as z from 'zod/mini';
import { confirmedMark } from '~/contract/accused-mark';
import { signedStep } from '~/contract/transfer-step';
import type { SealedCase } from '~/domain/case/sealed-case';
import { signedList } from './answer';

const whole = z.int().check(z.minimum(0));

/** A unit's key, wrapped to the member. */
export const grant = z.object({ unitKeyId: z.string(), wrapped: z.string() });

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

/**
 * The signed lists that come with a page of sealed things, the marks of units found accused later, and the transfers of
 * cases.
 */
export const caseLists = z.object({
  directory: z.nullable(signedList),
  steps: z.array(signedStep),
  marks: z.array(confirmedMark),
  former: z.array(signedList),
});

/** What an officer's browser opens of a case. */
export const sealedCase = z.extend(caseLists, {
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
      objected: z.boolean(),
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
}) satisfies z.ZodMiniType<SealedCase>;
