import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Db } from '#db/client';
import { report } from '#db/schema/casework';
import { unitKey, unitKeyGrant } from '#db/schema/county';
import { logEntry } from '#db/schema/log';
import { readReport } from '~/contract/posted/report-body';
import type { Member } from '~/domain/acts/permission';
import { Refusal } from '~/domain/refusal';
import { toBase64 } from '~/envelope/bytes';
import type { Context } from '~/services/context.server';
import { areas, units } from '~/services/county/county.server';
import { directoryInForce } from '~/services/keys/certified.server';
import { look } from '~/services/look.server';
import { tokenHash } from '~/services/token.server';
import { submitSealedReport } from './report-sealed.server';

/** What the page needs to read a ledger on the device and to seal its rows. Refusal `notAllowed`. */
export function ledgerPage(ctx: Context, actor: Member) {
  return look(ctx, actor, 'report.import', 'report:ledger', async ({ db, today }) => {
    const grants = await db
      .select({ unitKeyId: unitKeyGrant.unitKeyId, wrapped: unitKeyGrant.wrapped })
      .from(unitKeyGrant)
      .innerJoin(unitKey, eq(unitKey.id, unitKeyGrant.unitKeyId))
      .where(and(eq(unitKeyGrant.memberId, actor.memberId), eq(unitKey.unitId, actor.unitId)))
      .orderBy(desc(unitKey.epoch));
    return {
      today,
      earlier: await earlierImports(db),
      directory: await directoryInForce(db),
      grants: grants.map(({ unitKeyId, wrapped }) => ({ unitKeyId, wrapped: toBase64(wrapped) })),
      areas: (await areas(db)).filter(({ level }) => level !== 'county').map(({ code, names }) => ({ code, names })),
    };
  });
}

const MAX_TOLD = 50;

/** Who brought rows in before, on which days and how many: another unit's file cannot be known again, so people must. */
async function earlierImports(db: Db) {
  const unitId = sql<string>`${logEntry.entry}::jsonb ->> 'unit'`;
  const rows = await db
    .select({ onDay: logEntry.onDay, unitId, count: sql<number>`count(*)::int` })
    .from(logEntry)
    .where(eq(logEntry.act, 'report.import'))
    .groupBy(logEntry.onDay, unitId)
    .orderBy(desc(logEntry.onDay))
    .limit(MAX_TOLD);
  const named = new Map((await units(db)).map(({ id, names }) => [id, names]));
  return rows.map(({ onDay, unitId: id, count }) => ({ onDay, count, unit: named.get(id) ?? {} }));
}

/** Which rows are in already, by the marks that browsers of the unit made of them; the server keeps the hash of each. */
export function knownRows(ctx: Context, actor: Member, tags: readonly string[]): Promise<string[]> {
  return look(ctx, actor, 'report.import', 'report:ledger', async ({ db }) => {
    const byHash = new Map(tags.map((tag) => [tokenHash('form', tag), tag]));
    const rows =
      byHash.size === 0
        ? []
        : await db
            .select({ hash: report.formTokenHash })
            .from(report)
            .where(inArray(report.formTokenHash, [...byHash.keys()]));
    return rows.flatMap(({ hash }) => byHash.get(hash) ?? []);
  });
}

/**
 * Takes one row of an old ledger, sealed in an officer's browser as a reporter's would seal it. Refusals: `invalid`,
 * `notOpen`, `conflict` as for any sealed report; `alreadyDone` (formToken) where the row is in.
 */
export async function importRow(ctx: Context, actor: Member, body: Uint8Array): Promise<void> {
  const sealed = readReport(body);
  if (sealed.channel !== 'ledger') throw new Refusal('invalid', { field: 'channel' });
  await submitSealedReport(ctx, sealed, actor);
}
