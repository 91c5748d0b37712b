import type { CaseInput } from '~/contract/posted/case-act';
import type { CaseActName } from '~/domain/acts/case-acts';
import type { Actor } from '~/domain/acts/permission';
import type { Context } from '~/services/context.server';
import {
  acceptCase,
  addNote,
  assignCase,
  closeCase,
  confirmVerdict,
  correctPenalty,
  proposeVerdict,
  recordPenalty,
  rectify,
  refuseCase,
  replyCase,
  returnVerdict,
  sendStaffMessage,
  strikeOff,
  visitCase,
} from './case.server';
import { transferCase } from './case-transfer.server';

type Body<A extends CaseActName> = (
  ctx: Context,
  actor: Actor,
  caseId: string,
  input: CaseInput<A>,
) => Promise<unknown>;

/** What each act of the case page does. */
const BODIES: { readonly [A in CaseActName]: Body<A> } = {
  accept: acceptCase,
  refuse: refuseCase,
  transfer: (ctx, actor, caseId, { transfer, part }) => transferCase(ctx, actor, caseId, { ...transfer, note: part }),
  assign: (ctx, actor, caseId, { officer }) => assignCase(ctx, actor, caseId, officer),
  message: (ctx, actor, caseId, { message }) => sendStaffMessage(ctx, actor, caseId, message),
  note: (ctx, actor, caseId, { part }) => addNote(ctx, actor, caseId, part),
  visit: (ctx, actor, caseId, { visitedOn, part }) => visitCase(ctx, actor, caseId, { visitedOn, note: part }),
  proposeVerdict: (ctx, actor, caseId, { verdict, unvisited, part }) =>
    proposeVerdict(ctx, actor, caseId, { verdict, finding: part, unvisited: unvisited === 'stated' }),
  confirmVerdict: (ctx, actor, caseId, { finding, verdict }) =>
    confirmVerdict(ctx, actor, caseId, { findingId: finding, verdict }),
  returnVerdict: (ctx, actor, caseId, { part }) => returnVerdict(ctx, actor, caseId, part),
  recordPenalty: (ctx, actor, caseId, { part }) => recordPenalty(ctx, actor, caseId, part),
  correctPenalty: (ctx, actor, caseId, { part }) => correctPenalty(ctx, actor, caseId, part),
  rectify: (ctx, actor, caseId, { part }) => rectify(ctx, actor, caseId, part),
  strikeOff: (ctx, actor, caseId, { part }) => strikeOff(ctx, actor, caseId, part),
  reply: (ctx, actor, caseId, { messages }) => replyCase(ctx, actor, caseId, messages),
  close: closeCase,
};

/** Does an act of the case page with what its form gave. Refusals are the act's own. */
export async function runCaseAct<A extends CaseActName>(
  ctx: Context,
  actor: Actor,
  caseId: string,
  act: A,
  input: CaseInput<A>,
): Promise<void> {
  await BODIES[act](ctx, actor, caseId, input);
}
