import { and, gte, lt, sql } from 'drizzle-orm';
import type { Db } from '#db/client';
import { caseFile } from '#db/schema/casework';
import type { Member } from '~/domain/acts/permission';
import { type AlikeCases, previewOf, roundedPreview } from '~/domain/county/routing-preview';
import { addMonths, type IsoMonth, monthBounds, monthOf } from '~/domain/dates';
import type { Context } from '~/services/context.server';
import { look } from '~/services/look.server';
import { draftedTrial, signedTrial } from './trial-routing.server';

const MONTHS = 12;

export type RoutingPreview = NonNullable<Awaited<ReturnType<typeof routingPreview>>>;

/**
 * How many of the cases of the last twelve whole months would go to another unit by the draft; the month that runs is
 * left out, so that nobody sees by it that a report has just come. Null where nothing is in force or drafted.
 */
export async function routingPreview(ctx: Context, actor: Member) {
  return look(ctx, actor, 'duty.set', null, async ({ db, today }) => {
    const [inForce, drafted] = await Promise.all([signedTrial(db), draftedTrial(db, today)]);
    if (inForce === null || drafted === null) return null;
    const last = addMonths(monthOf(today), -1);
    const first = addMonths(last, 1 - MONTHS);
    const registersDiffer = hashes(inForce.places) !== hashes(drafted.places);
    const rows = await alikeCases(db, first, last);
    const found = previewOf(rows, { before: inForce.table, after: drafted.table, registersDiffer });
    return { first, last, registersDiffer, ...roundedPreview(found) };
  });
}

const hashes = ({ registers }: { registers: readonly { area: string; hash: string }[] }): string =>
  registers
    .map(({ area, hash }) => `${area} ${hash}`)
    .sort()
    .join();

/** Cases received in these months, by the fields that are clear. */
async function alikeCases(db: Db, first: IsoMonth, last: IsoMonth): Promise<AlikeCases[]> {
  const { sector, matter, town, reasons, receivedOn } = caseFile;
  const rows = await db
    .select({ sector, matter, town, reasons, cases: sql<number>`count(*)::int` })
    .from(caseFile)
    .where(and(gte(receivedOn, monthBounds(first).first), lt(receivedOn, monthBounds(addMonths(last, 1)).first)))
    .groupBy(sector, matter, town, reasons);
  return rows as AlikeCases[];
}
