import type { CaseInput } from '~/contract/posted/case-act';
import type { CaseActName } from '~/domain/acts/case-acts';
import type { Actor } from '~/domain/acts/permission';
import type { House } from '~/services/house.server';
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
  house: House,
  actor: Actor,
  caseId: string,
  input: CaseInput<A>,
) => Promise<unknown>;

/** What each act of the case page does. */
const BODIES: { readonly [A in CaseActName]: Body<A> } = {
  accept: acceptCase,
  refuse: refuseCase,
  transfer: (house, actor, caseId, { transfer, part }) =>
    transferCase(house, actor, caseId, { ...transfer, note: part }),
  assign: (house, actor, caseId, { officer }) => assignCase(house, actor, caseId, officer),
  message: (house, actor, caseId, { message }) => sendStaffMessage(house, actor, caseId, message),
  note: (house, actor, caseId, { part }) => addNote(house, actor, caseId, part),
  visit: (house, actor, caseId, { visitedOn, part }) => visitCase(house, actor, caseId, { visitedOn, note: part }),
  proposeVerdict: (house, actor, caseId, { verdict, unvisited, part }) =>
    proposeVerdict(house, actor, caseId, { verdict, finding: part, unvisited: unvisited === 'stated' }),
  confirmVerdict: (house, actor, caseId, { finding, verdict }) =>
    confirmVerdict(house, actor, caseId, { findingId: finding, verdict }),
  returnVerdict: (house, actor, caseId, { part }) => returnVerdict(house, actor, caseId, part),
  recordPenalty: (house, actor, caseId, { part }) => recordPenalty(house, actor, caseId, part),
  correctPenalty: (house, actor, caseId, { part }) => correctPenalty(house, actor, caseId, part),
  rectify: (house, actor, caseId, { part }) => rectify(house, actor, caseId, part),
  strikeOff: (house, actor, caseId, { part }) => strikeOff(house, actor, caseId, part),
  reply: (house, actor, caseId, { messages }) => replyCase(house, actor, caseId, messages),
  close: closeCase,
};

/** Does an act of the case page with what its form gave. Refusals are the act's own. */
export async function runCaseAct<A extends CaseActName>(
  house: House,
  actor: Actor,
  caseId: string,
  act: A,
  input: CaseInput<A>,
): Promise<void> {
  await BODIES[act](house, actor, caseId, input);
}
