import * as z from 'zod/mini';
import type { ActNow } from '~/domain/acts/act-now';
import { ACTS, type Act } from '~/domain/acts/table';
import { REFUSAL_CODES, type RefusalCode } from '~/domain/refusal';

const act = z.custom<Act>((name) => typeof name === 'string' && Object.hasOwn(ACTS, name));
const now = z.object({
  act,
  last: z.nullable(z.object({ act, on: z.string(), by: z.enum(['you', 'colleague', 'reporter', 'system']) })),
}) satisfies z.ZodMiniType<ActNow>;

const told = z.union([z.string(), z.number(), z.boolean(), z.null(), z.readonly(z.array(z.string()))]);
const refusal = z.object({
  code: z.enum(REFUSAL_CODES),
  field: z.nullable(z.string()),
  data: z.nullable(z.record(z.string(), told)),
  /** The last act done to the same thing. */
  now: z.nullable(now),
});

/** Why the server did not do what a script of a staff page asked for. */
export type StaffRefusal = z.output<typeof refusal>;

/** A refusal as an act answers it; only the code where the thing does not exist for this person. */
export const staffRefused = z.union([
  z.object({ refused: refusal }),
  z.pipe(
    z.object({ code: z.enum(REFUSAL_CODES) }),
    z.transform(({ code }: { code: RefusalCode }): { refused: StaffRefusal } => ({
      refused: { code, field: null, data: null, now: null },
    })),
  ),
]);

/** The act was done, and there is nothing to hand out. */
export const done = z.object({ done: z.literal(true) });
