import * as z from 'zod/mini';
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
