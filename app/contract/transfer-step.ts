import * as z from 'zod/mini';
import type { SignedStep } from '~/envelope/case/case-transfer';

/**
 * A case's step from unit to unit, as signed by the unit that gave or took it; whoever receives it compares each field
 * with what happens.
 */
export const signedStep = z.object({
  caseId: z.string(),
  sequence: z.int(),
  kind: z.enum(['transfer', 'takeover']),
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
