import type { CaseActName } from '~/domain/acts/case-acts';
import type { Given } from '~/domain/acts/case-fields';
import type { Actor } from '~/domain/acts/permission';
import { type ActInput, actByRow } from '~/services/case/case-parts.server';
import type { NewCasePart, SealedMessage } from '~/services/case/case-record.server';
import type { Context } from '~/services/context.server';

// Acts that are done by their row alone, under short names.

type On = [ctx: Context, actor: Actor, caseId: string];
const bare =
  (act: 'accept' | 'close') =>
  (...on: On) =>
    actByRow(...on, act, {});
const withPart =
  (act: 'note' | 'recordPenalty' | 'rectify' | 'strikeOff') =>
  (ctx: Context, actor: Actor, caseId: string, part: NewCasePart): Promise<void> =>
    actByRow(ctx, actor, caseId, act, { part });
const as =
  <A extends CaseActName, I>(act: A, input: (given: I) => ActInput<A>) =>
  (ctx: Context, actor: Actor, caseId: string, given: I): Promise<void> =>
    actByRow(ctx, actor, caseId, act, input(given));

export const acceptCase = bare('accept');
export const closeCase = bare('close');
export const addNote = withPart('note');
export const recordPenalty = withPart('recordPenalty');
export const rectify = withPart('rectify');
export const strikeOff = withPart('strikeOff');
export const replyCase = as('reply', (messages: SealedMessage[]) => ({ messages }));
export const sendStaffMessage = as('message', (message: SealedMessage) => ({ message }));
export const refuseCase = as('refuse', (given: Given<'refuse'> & { messages: SealedMessage[] }) => given);
export const visitCase = as('visit', ({ note, ...given }: Given<'visit'> & { note: NewCasePart }) => ({
  ...given,
  part: note,
}));
export const proposeVerdict = as(
  'proposeVerdict',
  ({ finding, ...given }: Given<'proposeVerdict'> & { finding: NewCasePart }) => ({ ...given, part: finding }),
);
