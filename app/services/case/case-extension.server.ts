import type { Tx } from '#db/client';
import { extendedUntil, extensionRefusal } from '~/domain/case/extension';
import type { LastDay } from '~/domain/dates';
import { type Context, today } from '~/services/context.server';
import { type ActOptions, caseStateOf } from './case-act.server';
import { timeLimits } from './case-deadline.server';
import type { CaseRow } from './case-record.server';

type Before = NonNullable<ActOptions['before']>;

/** Refuses an extension, and the request for one, that the policy in force does not allow: as `extensionRefusal`. */
export const requireExtendable =
  (ctx: Context): Before =>
  async ({ p, row, day }) => {
    const limit = { limits: await timeLimits(p.tx, ctx), dueOn: row.dueOn, on: day };
    const refusal = extensionRefusal(caseStateOf(row), limit);
    if (refusal !== null) throw refusal;
  };

/** Until when verification would run if it were extended once more today; null where it may not be. */
export async function extendedTo(tx: Pick<Tx, 'select'>, ctx: Context, row: CaseRow): Promise<LastDay | null> {
  const limits = await timeLimits(tx as Tx, ctx);
  return extendedUntil(caseStateOf(row), { limits, dueOn: row.dueOn, on: today(ctx) }, ctx.calendar);
}
