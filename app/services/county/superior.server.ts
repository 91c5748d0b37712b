import type { Db, Tx } from '#db/client';
import { superiorDraft } from '#db/schema/superior';
import type { Member } from '~/domain/acts/permission';
import {
  readSuperior,
  type SuperiorEntry,
  type SuperiorFieldProblem,
  superiorShown,
  type TypedSuperior,
} from '~/domain/county/superior-entry';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { superiorIsInside } from '~/domain/report/about-office';
import { requireShown, shownText } from '~/domain/shown-entry';
import { isHybrid } from '~/envelope/key-pair';
import { directoryChanges } from '~/envelope/keys/directory-change';
import { sameSuperior } from '~/envelope/keys/superior';
import type { Context } from '~/services/context.server';
import { openedInForce } from '~/services/keys/certified.server';
import { waitingList } from '~/services/keys/directory.server';
import { routingInForce } from '~/services/keys/signed-routing.server';
import { draftedSuperior } from '~/services/keys/superior-draft.server';
import { look } from '~/services/look.server';
import { perform } from '~/services/perform.server';
import { lockDraft } from './register-choices.server';

/** The superior as signed and as drafted, what its form begins with, and whether the level above has members here. */
export function superiorPage(ctx: Context, actor: Member) {
  return look(ctx, actor, 'superior.draft', null, async ({ db, today }) => {
    const [inForce, routing, { draft, now, signed }] = await Promise.all([
      openedInForce(db),
      routingInForce(db),
      standing(db),
    ]);
    return {
      today,
      signed,
      draft: draft && { fromDay: draft.fromDay, drops: draft.entry === null },
      entry: now,
      shown: shownText(superiorShown(now)),
      changes: inForce === null ? [] : directoryChanges(inForce, { ...inForce, superior: now }).outside,
      /** With members here, what goes up needs no way outside. */
      inside: routing !== null && superiorIsInside(routing.table),
      proposal: await waitingList(db),
    };
  });
}

/** As drafted, whenever it is due; else as signed. */
async function standing(db: Db | Tx) {
  const [inForce, draft] = await Promise.all([openedInForce(db), draftedSuperior(db)]);
  const signed: SuperiorEntry | null = inForce?.superior ?? null;
  return { signed, draft, now: draft === null ? signed : draft.entry };
}

/**
 * Drafts the superior for the next signed list. `shown` is what the form was filled from. Refusals: `conflict`
 * (requireShown), `invalid` with data.problems, `alreadyDone` (nothing differs).
 */
export async function draftSuperior(
  ctx: Context,
  actor: Member,
  { shown, ...typed }: TypedSuperior & { shown: string },
): Promise<void> {
  await perform(ctx, actor, 'superior.draft', 'superior:outside', async ({ tx, today, record }) => {
    await lockDraft(tx);
    const { now, signed, draft } = await standing(tx);
    requireShown(shown, superiorShown(now));
    const read = readSuperior(typed, today, isHybrid);
    if (!read.ok) throw wrongSuperior(read.problems);
    if (sameSuperior(now, read.entry) && (draft === null || draft.fromDay === read.fromDay)) {
      throw new Refusal('alreadyDone');
    }
    await keep(tx, { entry: read.entry, signed, fromDay: read.fromDay, today });
    record({ effectiveFrom: read.fromDay });
  });
}

/** Drafts that the next list names no superior. Refusals: `conflict` (requireShown), `alreadyDone`. */
export async function dropSuperior(ctx: Context, actor: Member, { shown }: { shown: string }): Promise<void> {
  await perform(ctx, actor, 'superior.draft', 'superior:outside', async ({ tx, today, record }) => {
    await lockDraft(tx);
    const { now, signed } = await standing(tx);
    requireShown(shown, superiorShown(now));
    if (now === null) throw new Refusal('alreadyDone');
    await keep(tx, { entry: null, signed, fromDay: today, today });
    record({ effectiveFrom: today });
  });
}

/** Takes the draft back, so that what is signed stays. Refusal `notFound`. */
export async function takeBackSuperior(ctx: Context, actor: Member): Promise<void> {
  await perform(ctx, actor, 'superior.takeBack', 'superior:outside', async ({ tx }) => {
    await lockDraft(tx);
    const gone = await tx.delete(superiorDraft).returning();
    if (gone.length === 0) throw new Refusal('notFound');
  });
}

type Kept = { entry: SuperiorEntry | null; signed: SuperiorEntry | null; fromDay: IsoDate; today: IsoDate };

/** A draft that says what is signed already is none. */
async function keep(tx: Tx, { entry, signed, fromDay, today }: Kept): Promise<void> {
  await tx.delete(superiorDraft);
  if (!sameSuperior(entry, signed)) await tx.insert(superiorDraft).values({ entry, fromDay, draftedOn: today });
}

/** What is wrong, for the page to put into words beside each field. */
const wrongSuperior = (problems: readonly SuperiorFieldProblem[]): Refusal =>
  new Refusal('invalid', {
    ...(problems[0] && { field: problems[0].field }),
    data: { problems: problems.map(({ field, problem }) => `${field} ${problem}`) },
  });
