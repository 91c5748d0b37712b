import { gt, lte } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { routingDay } from '#db/schema/routing';
import type { IsoDate } from '~/domain/dates';
import { type RoutingDraft, routingDraft } from '~/services/county/routing-draft.server';
import { routingInForce } from './signed-routing.server';

/** The day after `today` from which administrators want the draft to hold; null where it may be signed at once. */
export async function draftDay(db: Db | Tx, today: IsoDate): Promise<IsoDate | null> {
  const [row] = await db.select().from(routingDay).where(gt(routingDay.fromDay, today));
  return row?.fromDay ?? null;
}

/**
 * What guardians are offered to sign: the draft from its day on, and before it what is in force, because a unit that got
 * ready takes reports without waiting for that day. Where nothing holds the draft does not wait either.
 */
export async function offeredDraft(db: Db | Tx, today: IsoDate): Promise<RoutingDraft | null> {
  const [draft, day, inForce] = [await routingDraft(db), await draftDay(db, today), await routingInForce(db)];
  if (draft === null || inForce === null || day === null) return draft;
  const { areas, rules, seats, stampDays, intakeUnitId, upperUnitId, registers, sectors } = inForce.statement;
  const stated = { areas, rules, seats, stampDays, intakeUnitId, upperUnitId, registers, sectors };
  // Its texts are kept already.
  return { ...stated, texts: {}, faces: {} };
}

/** Once it was signed on or after its day, what is drafted next waits for no day. */
export async function endDraftDay(tx: Tx, today: IsoDate): Promise<void> {
  await tx.delete(routingDay).where(lte(routingDay.fromDay, today));
}
