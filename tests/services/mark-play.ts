import { confirmHere, markHere } from '~/browser/case/mark-workspace';
import { fromBase64 } from '~/envelope/bytes';
import type { ConfirmedMark } from '~/envelope/case/accused-mark';
import { confirmMarked, markPage, marksPage, proposeMark } from '~/services/case/accused-mark.server';
import { type Context, today } from '~/services/context.server';
import { type Cast, workspaceOf } from './ceremony-play';

type Marking = { caseId: string; unitId: string; text: string; login?: string };

/** Somebody who handles the case marks a unit, as their browser does. */
export async function markProposed(ctx: Context, cast: Cast, marking: Marking) {
  const { caseId, unitId, text, login = 'fire.handler' } = marking;
  const member = cast.of(login);
  const { sealed } = await markPage(ctx, member.actor, caseId);
  const made = await markHere({ unitId, text, sealed, markedOn: today(ctx) }, await workspaceOf(ctx, member));
  await proposeMark(ctx, member.actor, caseId, { mark: made.mark, words: fromBase64(made.words) });
  return made;
}

/** What a guardian's page shows about it. */
export async function markWaiting(ctx: Context, cast: Cast, login: string, markId: string) {
  const { waiting } = await marksPage(ctx, cast.actor(login));
  const found = waiting.find(({ mark }) => mark.markId === markId);
  if (!found) throw new Error('nothing waits');
  return found;
}

/** A guardian's browser confirms. */
export async function markConfirmed(
  ctx: Context,
  cast: Cast,
  markId: string,
  login = 'guardians.2',
): Promise<ConfirmedMark> {
  const guardian = cast.of(login);
  const waiting = await markWaiting(ctx, cast, login, markId);
  const confirmed = await confirmHere(waiting, today(ctx), await workspaceOf(ctx, guardian));
  await confirmMarked(ctx, guardian.actor, confirmed);
  return confirmed;
}

/** A unit marked and confirmed by both. */
export const markedBy = async (ctx: Context, cast: Cast, marking: Marking) =>
  markConfirmed(ctx, cast, (await markProposed(ctx, cast, marking)).mark.markId);
