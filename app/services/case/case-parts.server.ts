import type { CaseActName, CaseStep } from '~/domain/acts/case-acts';
import { formOf, type Given } from '~/domain/acts/case-fields';
import type { Actor } from '~/domain/acts/permission';
import { isStep } from '~/domain/case/casework';
import { Refusal } from '~/domain/refusal';
import type { Context } from '~/services/context.server';
import { type Performing, perform } from '~/services/perform.server';
import { type ActOptions, actOnCase, requireMember, type Wanted } from './case-act.server';
import {
  addCaseEvent,
  addCasePart,
  addStaffMessage,
  type EventData,
  lockCase,
  type NewCasePart,
  openReports,
  type SealedMessage,
} from './case-record.server';

type Sealed = { part?: NewCasePart; message?: SealedMessage; messages?: SealedMessage[] };
/** The form of an act once read: codes in the clear, and what the browser sealed. */
export type ActInput<A extends CaseActName> = Given<A> & Sealed;

/**
 * Does an act of a case as its row says: a step changes the case by the rule of casework, and what was sealed is
 * stored, or goes to its reporters. `options` is what a body of its own adds (case.server.ts).
 */
export async function actByRow<A extends CaseActName>(
  ctx: Context,
  actor: Actor,
  caseId: string,
  act: A,
  input: ActInput<A>,
  options: ActOptions = {},
): Promise<void> {
  const { part, message, messages, ...given } = input;
  const sealed: Sealed = { ...(part && { part }), ...(message && { message }), ...(messages && { messages }) };
  const keep = (p: Performing) => keepSealed(p, actor, caseId, act, sealed);
  if (!isStep(act)) return addToCase(ctx, actor, caseId, { act, told: given as EventData, keep });
  const wanted = { ...given, type: act as CaseStep } as Wanted;
  await actOnCase(ctx, actor, caseId, wanted, {
    ...options,
    after: async (acting) => {
      await keep(acting.p);
      await options.after?.(acting);
    },
  });
}

/** Acts that change no stage: they add something sealed, and the case stays where it is. */
async function addToCase(
  ctx: Context,
  actor: Actor,
  caseId: string,
  { act: name, told, keep }: { act: CaseActName; told: EventData; keep: (p: Performing) => Promise<void> },
): Promise<void> {
  const act = `case.${name}` as const;
  requireMember(actor);
  await perform(ctx, actor, act, `case:${caseId}`, async (p) => {
    const row = await lockCase(p.tx, caseId);
    p.within({ unitId: row.responsibleUnitId, assignedTo: row.assignedTo });
    await keep(p);
    await addCaseEvent(p.tx, { caseId, act, actor, unitId: row.responsibleUnitId, onDay: p.today, data: told });
    p.record(told);
  });
}

/** Stores what an act sealed. Refusal `conflict` when a message's sequence was taken meanwhile, or a report came. */
async function keepSealed(
  p: Performing,
  actor: Actor,
  caseId: string,
  act: CaseActName,
  { part, message, messages }: Sealed,
): Promise<void> {
  const { memberId: authorId } = requireMember(actor);
  const kind = formOf(act).part?.kind;
  if (part && kind) await addCasePart(p.tx, { ...part, caseId, kind, authorId, madeOn: p.today });
  if (message) await addStaffMessage(p.tx, { ...message, caseId, authorId, madeOn: p.today });
  if (messages) await tellReporters(p, authorId, caseId, messages);
}

/**
 * Requires exactly one message to each report that can still be answered; Refusal `conflict` when a report came
 * meanwhile.
 */
async function tellReporters(
  p: Performing,
  authorId: string,
  caseId: string,
  messages: SealedMessage[],
): Promise<void> {
  const reports = await openReports(p.tx, caseId);
  const told = new Set(messages.map((message) => message.reportId));
  if (messages.length !== told.size || told.size !== reports.length || reports.some((one) => !told.has(one.id))) {
    throw new Refusal('conflict', { field: 'message' });
  }
  for (const message of messages) {
    await addStaffMessage(p.tx, { ...message, caseId, authorId, madeOn: p.today });
  }
}
