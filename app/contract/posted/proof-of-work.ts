import * as z from 'zod/mini';
import { challenge } from '~/contract/answers/proof-of-work';

/** The proof as a browser sends it, as Base64 of JSON in a header. */
export const proof = z.object({
  challenge,
  solution: z.object({ counter: z.number(), derivedKey: z.string(), time: z.exactOptional(z.number()) }),
});
