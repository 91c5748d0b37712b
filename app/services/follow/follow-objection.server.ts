import { eq } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { caseFile, report } from '#db/schema/casework';
import { rowFromCase } from '~/domain/case/case-row';
import type { CaseState } from '~/domain/case/case-state';
import { evolve } from '~/domain/case/casework';
import { objectionDueOn, objectionRefusal } from '~/domain/case/objection';
import type { IsoDate, LastDay } from '~/domain/dates';
import { isRefusal, Refusal } from '~/domain/refusal';
import { caseStateOf } from '~/services/case/case-act.server';
import { caseDueBy, timeLimits } from '~/services/case/case-deadline.server';
import type { CaseRow, ReportRow } from '~/services/case/case-record.server';
import { type Context, today } from '~/services/context.server';

type Own = { own: ReportRow; row: CaseRow };

/**
 * The reporter objects to the reply: the case waits for its review from now on, also where it was closed. Case and report
 * must be locked. Refusals as `objectionRefusal`.
 */
export async function openReview(ctx: Context, tx: Tx, { own, row }: Own, on: IsoDate): Promise<void> {
  const state = stateIfAny(row);
  if (state === null) throw new Refusal('stageForbids', { data: { stage: row.stage } });
  const limits = await timeLimits(tx, ctx);
  const refusal = objectionRefusal(state, own, { limits, calendar: ctx.calendar, on });
  if (refusal !== null) throw refusal;
  const next = evolve(state, { type: 'objected', by: 'reporter', on });
  const due = caseDueBy(limits, ctx, next, null);
  await tx
    .update(caseFile)
    .set({ ...rowFromCase(next), ...due })
    .where(eq(caseFile.id, row.id));
  const seen = own.replySeenOn ?? on;
  await tx.update(report).set({ objectedOn: on, replySeenOn: seen }).where(eq(report.id, own.id));
}

/** Null for a case that ended before it had a verdict. */
function stateIfAny(row: CaseRow): CaseState | null {
  try {
    return caseStateOf(row);
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}

/** Until when this reporter may object to the reply; null where that is not possible (now). */
export type Objecting = { until: LastDay | null } | null;

export async function objectingNow(db: Db, ctx: Context, { own, row }: Own): Promise<Objecting> {
  const state = stateIfAny(row);
  if (state === null || row.purgedOn !== null || own.threadRecipient === null) return null;
  const limits = await timeLimits(db, ctx);
  const by = { limits, calendar: ctx.calendar, on: today(ctx) };
  if (objectionRefusal(state, own, by) !== null) return null;
  return { until: limits && objectionDueOn(own.replySeenOn ?? by.on, limits, ctx.calendar) };
}
