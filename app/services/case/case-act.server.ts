import { eq } from 'drizzle-orm';
import { caseFile } from '#db/schema/casework';
import type { Actor, Member } from '~/domain/acts/permission';
import { caseFromRow, rowFromCase } from '~/domain/case/case-row';
import type { CaseCommand, CaseState } from '~/domain/case/case-state';
import { decide } from '~/domain/case/casework';
import type { IsoDate } from '~/domain/dates';
import { isRefusal, Refusal } from '~/domain/refusal';
import type { Context } from '~/services/context.server';
import { type Performing, perform } from '~/services/perform.server';
import { settleAlert } from '~/services/report/danger-alert.server';
import { caseDue } from './case-deadline.server';
import { addCaseEvent, type CaseRow, type EventData, lockCase } from './case-record.server';

/** The state that a row stands for; a case that ended without a verdict (superseded) allows no act: `stageForbids`. */
export function caseStateOf(row: CaseRow): CaseState {
  if (row.stage === 'closed' && row.confirmedOn === null) {
    throw new Refusal('stageForbids', { data: { stage: row.stage } });
  }
  return caseFromRow(row);
}

/** Only members of staff act on a case. */
export function requireMember(actor: Actor): Member {
  if (actor.kind !== 'member') throw new Refusal('notAllowed');
  return actor;
}

type Acting = { p: Performing; row: CaseRow; member: Member; day: IsoDate };
/** What a command needs beside its type; `by` and `on` are added here. */
export type Wanted = CaseCommand extends infer C ? (C extends CaseCommand ? Omit<C, 'by' | 'on'> : never) : never;

export type ActOptions = {
  /** Codes for the timeline and the log; by default what the form gave. */
  data?: EventData | ((row: CaseRow) => EventData);
  /** Columns to write beside those of the state. */
  columns?: (acting: Acting) => Partial<CaseRow>;
  /** Checks the locked case before the rule decides; throws a Refusal. */
  before?: (acting: Acting) => Promise<void> | void;
  /** Writes what belongs to the act, after the case itself. */
  after?: (acting: Acting & { state: CaseState }) => Promise<void>;
};

/**
 * One act on a case: lock the row, check that it is within the actor's reach, decide by the pure rule, then write the
 * row, its timeline and what belongs to the act. Refusals are those of `decide`, and `notFound` for a case outside the
 * actor's reach.
 */
export function actOnCase(
  ctx: Context,
  actor: Actor,
  caseId: string,
  wanted: Wanted,
  options: ActOptions = {},
): Promise<CaseState> {
  const member = requireMember(actor);
  const act = `case.${wanted.type}` as const;
  return perform(ctx, actor, act, `case:${caseId}`, async (p) => {
    const row = await lockCase(p.tx, caseId);
    p.within({ unitId: row.responsibleUnitId, assignedTo: row.assignedTo });
    const acting = { p, row, member, day: p.today };
    await options.before?.(acting);
    const decided = decide(caseStateOf(row), { ...wanted, by: member.memberId, on: p.today } as CaseCommand);
    if (isRefusal(decided)) throw decided;
    const { state } = decided;
    const due = await caseDue(p.tx, ctx, state, row);
    await p.tx
      .update(caseFile)
      .set({ ...rowFromCase(state), ...due, ...options.columns?.(acting) })
      .where(eq(caseFile.id, caseId));
    await settleAlert(p, ctx, row, state);
    const { type, ...given } = wanted;
    const data = typeof options.data === 'function' ? options.data(row) : (options.data ?? given);
    await addCaseEvent(p.tx, { caseId, act, actor, unitId: row.responsibleUnitId, onDay: p.today, data });
    p.record(data);
    await options.after?.({ ...acting, state });
    return state;
  });
}
