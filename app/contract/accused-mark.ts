import * as z from 'zod/mini';
import type { ConfirmedMark } from '~/envelope/case/accused-mark';

const proposed = {
  markId: z.string(),
  check: z.string(),
  unitTag: z.string(),
  entries: z.readonly(z.array(z.object({ lock: z.string(), proof: z.string() }))),
  wordsHash: z.string(),
  markedBy: z.string(),
  markedOn: z.string(),
  signature: z.string(),
};

/** A mark of an accused unit as its maker signed it; whoever takes it checks every field by the signature. */
export const proposedMark = z.object(proposed);

/** A mark with the signature of the second person. */
export const confirmedMark = z.object({
  ...proposed,
  sequence: z.int(),
  previous: z.string(),
  confirmedBy: z.string(),
  confirmedOn: z.string(),
  confirmation: z.string(),
}) satisfies z.ZodMiniType<ConfirmedMark>;
