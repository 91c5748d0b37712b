import { type CaseActName, type CaseStep, onCase } from '~/domain/acts/case-acts';
import type { Actor } from '~/domain/acts/permission';
import type { StepFacts } from '~/domain/case/case-state';
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

/** Steps of which nothing must be known but who and when. */
export type PlainStep = Exclude<CaseStep, keyof StepFacts | 'confirmVerdict'>;

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

/** What the form of a step gives, where nothing but its row says what it does. */
export type PlainInput = { part?: SealedCasePart; messages?: SealedMessage[] };

/** A step that is done by its row alone: what was sealed is kept as the row says, and each reporter gets their message. */
export async function stepOnCase(
  ctx: Context,
  actor: Actor,
  caseId: string,
  type: PlainStep,
  { part, messages }: PlainInput = {},
): Promise<void> {
  await actOnCase(
    ctx,
    actor,
    caseId,
    { type },
    {
      after: async ({ p, member }) => {
        if (part) await keepPart(p, caseId, member.memberId, type as WithPart, part);
        if (messages) await tellReporters(p, actor, caseId, messages);
      },
    },
  );
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
