import { eq, lt } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { postedOnce } from '#db/schema/staff';
import type { Actor } from '~/domain/acts/permission';
import { addDays, type IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { isUuid } from '~/domain/uuid';
import { type Context, today } from './context.server';
import { isFirst } from './first-of-all.server';

/** How long a form that got no answer may be posted again: longer than any session, or a draft in a tab, lasts. */
const KEPT_DAYS = 14;

type Posted = { readonly mark: string; taken: boolean };

const marks = new WeakMap<Actor, Posted>();

/**
 * Somebody posted a form with this mark: the first thing that the form does is done once, however often the form comes.
 */
export function markPosted(actor: Actor, mark: string): void {
  if (isUuid(mark)) marks.set(actor, { mark, taken: false });
}

/**
 * Takes the mark in the act's own transaction, so that it stands exactly where the act does; of two at the same moment,
 * one waits for the other. True where this act took it. Refusal `alreadyDone` (data.rule `postedBefore`) when it was
 * taken before.
 */
export async function takeMark(tx: Tx, actor: Actor, day: IsoDate): Promise<boolean> {
  const posted = marks.get(actor);
  if (posted === undefined || posted.taken) return false;
  if (!(await isFirst(tx, posted.mark, day))) throw new Refusal('alreadyDone', { data: { rule: 'postedBefore' } });
  posted.taken = true;
  return true;
}

/** Gives the mark back, because the act that took it left nothing; what the form does next takes it. */
export function leaveMark(actor: Actor): void {
  const posted = marks.get(actor);
  if (posted) posted.taken = false;
}

/** Gives the mark back where the answer was no and its record stands, so that the same form may come again. */
export async function giveMarkBack(tx: Tx, actor: Actor): Promise<void> {
  const posted = marks.get(actor);
  if (posted) await tx.delete(postedOnce).where(eq(postedOnce.mark, posted.mark));
}

/** Deletes marks that no browser will send again. */
export async function forgetMarks(ctx: Pick<Context, 'db' | 'now'>): Promise<void> {
  await ctx.db.delete(postedOnce).where(lt(postedOnce.onDay, addDays(today(ctx), -KEPT_DAYS)));
}
