import * as z from 'zod/mini';
import type { SignedStep } from '~/envelope/case/case-transfer';

/** How a case went from unit to unit, in the words that the giver or taker signed; whoever takes it compares each with what happens. */
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
  number: z.int(),
  previous: z.string(),
}) satisfies z.ZodMiniType<SignedStep>;
