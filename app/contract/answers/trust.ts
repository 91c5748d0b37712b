import * as z from 'zod/mini';
import { signedStatement } from './answer';

/** The log's newest signed head, and the hash that the chain has today at the sequence that was asked for. */
const logView = z.object({
  head: z.nullable(z.object({ sequence: z.int(), head: z.string() })),
  at: z.nullable(z.string()),
});

/**
 * Every directory from a version on, oldest first, the log and the marks of accused units as the server now shows them;
 * the newest signed routing, `same` where it is the one that was named in the question.
 */
export const trustAnswer = z.object({
  chain: z.array(signedStatement),
  log: logView,
  marks: logView,
  routing: z.nullable(z.union([signedStatement, z.literal('same')])),
});
export type TrustAnswer = z.output<typeof trustAnswer>;
export type LogView = TrustAnswer['log'];
