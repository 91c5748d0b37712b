import * as z from 'zod/mini';
import { refusedAnswer, signedStatement, stamp } from './answer';

/** What a reporter's browser needs to route and seal: all of it is public and the same for everybody. */
export const reportingKeys = z.object({
  directory: signedStatement,
  /** Guardians' statements that the list is the newest one, at most one from each. */
  stamps: z.array(stamp),
  /** The installation's salt for receipt codes, URL-safe Base64. */
  salt: z.string(),
  routing: signedStatement,
});
export type ReportingKeys = z.output<typeof reportingKeys>;

/**
 * Whether a posted report was stored. `field` says what did not fit: `keys` and `routing` when they changed since the
 * page was loaded.
 */
export const postedAnswer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true) }),
  z.extend(refusedAnswer, { ok: z.literal(false) }),
]);
export type PostedAnswer = z.output<typeof postedAnswer>;
