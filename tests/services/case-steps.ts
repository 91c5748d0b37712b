import type { Actor } from '~/domain/acts/permission';
import { type PlainStep, stepOnCase } from '~/services/case/case-parts.server';
import type { SealedCasePart, SealedMessage } from '~/services/case/case-record.server';
import type { Context } from '~/services/context.server';

// Steps that are done by their row alone, by short names.

const bare = (step: PlainStep) => (ctx: Context, actor: Actor, caseId: string) => stepOnCase(ctx, actor, caseId, step);
const withPart =
  (step: PlainStep) =>
  (ctx: Context, actor: Actor, caseId: string, part: SealedCasePart): Promise<void> =>
    stepOnCase(ctx, actor, caseId, step, { part });

export const acceptCase = bare('accept');
export const closeCase = bare('close');
export const recordPenalty = withPart('recordPenalty');
export const rectify = withPart('rectify');
export const strikeOff = withPart('strikeOff');
export const replyCase = (ctx: Context, actor: Actor, caseId: string, messages: SealedMessage[]): Promise<void> =>
  stepOnCase(ctx, actor, caseId, 'reply', { messages });
