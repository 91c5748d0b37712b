import * as z from 'zod/mini';
import { EnvelopeError } from '~/envelope/errors';
import type { SignedStatement } from '~/envelope/keys/signed-statement';
import type { Stamp } from '~/envelope/keys/stamp';

// Whatever the server answers is parsed before anything else is done with it, because whoever wrote a row may have
// written anything. These shapes only say what can be read; whether it is true, signatures and keys say.

/** A signed list as it travels (URL-safe Base64 signatures). */
export const signedStatement = z.object({
  statement: z.string(),
  signature: z.string(),
  publicKey: z.string(),
  attestations: z.readonly(z.array(z.object({ memberId: z.string(), signature: z.string() }))),
}) satisfies z.ZodMiniType<SignedStatement>;

/** A signed statement with its number. */
export const signedList = z.extend(signedStatement, { version: z.int() });

/** What a page says about a signed text without opening it. */
export const statementFacts = z.object({ version: z.int(), madeOn: z.string() });

/** A guardian's statement that directory and routing are the newest ones. */
export const stamp = z.object({
  memberId: z.string(),
  directoryHash: z.string(),
  directoryVersion: z.number(),
  routingHash: z.string(),
  routingVersion: z.number(),
  transferTag: z.string(),
  day: z.string(),
  signature: z.string(),
}) satisfies z.ZodMiniType<Stamp>;

/** Why the server refused. */
export const refusedAnswer = z.object({ code: z.string(), field: z.nullable(z.string()) });

/** Parses an answer. Throws EnvelopeError `damaged` for any other shape, which no sound server sends. */
export function readAnswer<S extends z.ZodMiniType>(schema: S, answer: unknown): z.output<S> {
  const read = schema.safeParse(answer);
  if (!read.success) throw new EnvelopeError('damaged', 'answer');
  return read.data;
}
