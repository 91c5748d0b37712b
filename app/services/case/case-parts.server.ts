import { type CaseActName, onCase } from '~/domain/acts/case-acts';
import type { Actor } from '~/domain/acts/permission';
import { Refusal } from '~/domain/refusal';
import type { Context } from '~/services/context.server';
import type { Performing } from '~/services/perform.server';
import { actOnCase, requireMember } from './case-act.server';
import {
  addCasePart,
  addStaffMessage,
  openReports,
  type SealedCasePart,
  type SealedMessage,
} from './case-record.server';

type Stepping = Parameters<typeof actOnCase>[3];

/** Acts whose row says that something sealed to the case key goes along. */
type WithPart = {
  [A in CaseActName]: (typeof onCase)[A]['form'] extends { part: object } ? A : never;
}[CaseActName];

export async function withPart(
  ctx: Context,
  actor: Actor,
  caseId: string,
  wanted: Extract<Stepping, { type: WithPart }>,
  part: SealedCasePart,
  data: Record<string, string | boolean> = {},
): Promise<void> {
  await actOnCase(ctx, actor, caseId, wanted, {
    data,
    after: ({ p, member }) => keepPart(p, caseId, member.memberId, wanted.type, part),
  });
}

export function keepPart(p: Performing, caseId: string, authorId: string, act: WithPart, part: SealedCasePart) {
  const { kind } = onCase[act].form.part;
  return addCasePart(p.tx, { ...part, caseId, kind, authorId, madeOn: p.today });
}

/** Exactly one message to each report that can still be answered; Refusal `conflict` when a report came meanwhile. */
export async function tellReporters(
  p: Performing,
  actor: Actor,
  caseId: string,
  messages: SealedMessage[],
): Promise<void> {
  const { memberId } = requireMember(actor);
  const reports = await openReports(p.tx, caseId);
  const told = new Set(messages.map((message) => message.reportId));
  if (messages.length !== told.size || told.size !== reports.length || reports.some((one) => !told.has(one.id))) {
    throw new Refusal('conflict', { field: 'message' });
  }
  for (const message of messages) {
    await addStaffMessage(p.tx, { ...message, caseId, authorId: memberId, madeOn: p.today });
  }
}
