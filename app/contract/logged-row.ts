import * as z from 'zod/mini';
import type { LogEntry } from '~/domain/log/log';
import { jsonOf } from '~/envelope/json';

/** The hashed text of a row of the log; what an act wrote into `data` is its own. */
const loggedRow = z.object({
  act: z.string(),
  actor: z.string(),
  day: z.string(),
  subject: z.nullish(z.string()),
  data: z.optional(z.record(z.string(), z.unknown())),
});
type LoggedRow = z.output<typeof loggedRow>;

/** Returns null for a text that no version of the log wrote. */
export const readLoggedRow = (text: string): LoggedRow | null => loggedRow.safeParse(jsonOf(text)).data ?? null;

const logValue = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);
const logEntry = z.object({
  day: z.string(),
  act: z.string(),
  actor: z.string(),
  unit: z._default(z.nullable(z.string()), null),
  subject: z._default(z.nullable(z.string()), null),
  data: z._default(z.record(z.string(), logValue), {}),
});
const NOTHING: LogEntry = { day: '', act: '', actor: '', unit: null, subject: null, data: {} };

/**
 * The data of a log row for its reader; empty where no version of the log wrote the row, so that the reader looks at
 * the row itself.
 */
export const readLogEntry = (text: string): LogEntry => logEntry.safeParse(jsonOf(text)).data ?? NOTHING;
