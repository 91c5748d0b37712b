import * as z from 'zod/mini';
import type { SignedLink } from '~/envelope/case/transfer-chain';
import { signedStatement } from './answer';

/** The log's newest signed head, and the hash that the chain has now at the sequence number that was asked for. */
const logView = z.object({
  head: z.nullable(z.object({ sequence: z.int(), head: z.string() })),
  at: z.nullable(z.string()),
});

/** The newest transfer of the county with its signer's statement. */
const signedLink = z.object({
  number: z.int(),
  previous: z.string(),
  caseTag: z.string(),
  stepHash: z.string(),
  memberId: z.string(),
  signature: z.string(),
}) satisfies z.ZodMiniType<SignedLink>;

/**
 * Every directory from a version on, oldest first, the log, the marks of accused units and the transfers of cases as
 * the server now shows them; and the newest signed routing, or `same` where it is the one named in the question.
 */
export const trustAnswer = z.object({
  chain: z.array(signedStatement),
  log: logView,
  marks: logView,
  transfers: z.object({
    last: z.nullable(signedLink),
    at: z.nullable(z.string()),
    /** The site noted a transfer outside its database that its database does not have. */
    lost: z.boolean(),
    former: z.array(signedStatement),
  }),
  routing: z.nullable(z.union([signedStatement, z.literal('same')])),
});
export type TrustAnswer = z.output<typeof trustAnswer>;
export type LogView = TrustAnswer['log'];
