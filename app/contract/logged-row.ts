import * as z from 'zod/mini';
import type { LogEntry } from '~/domain/log/log';
import { jsonOf } from '~/envelope/json';

/** What a row of the log says in its hashed text; what an act wrote into `data` is its own. */
const loggedRow = z.object({
  act: z.string(),
  actor: z.string(),
  day: z.string(),
  subject: z.nullish(z.string()),
  data: z.optional(z.record(z.string(), z.unknown())),
});
type LoggedRow = z.output<typeof loggedRow>;

/** Null for a text that no version of the log wrote. */
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

/** What a line says, for whoever reads the log: nothing where no version of the log wrote it, so that the line itself is looked at. */
export const readLogEntry = (text: string): LogEntry => logEntry.safeParse(jsonOf(text)).data ?? NOTHING;
