import * as z from 'zod/mini';

const codes = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** A task in ALTCHA's form, given out by the server and brought back unchanged together with its answer. */
export const challenge = z.object({
  parameters: z.object({
    algorithm: z.string(),
    nonce: z.string(),
    salt: z.string(),
    cost: z.number(),
    keyLength: z.number(),
    keyPrefix: z.string(),
    keySignature: z.exactOptional(z.string()),
    expiresAt: z.exactOptional(z.number()),
    data: z.exactOptional(codes),
  }),
  signature: z.string(),
});
