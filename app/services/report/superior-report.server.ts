import { randomUUID } from 'node:crypto';
import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import { databaseCode } from '#db/client';
import { superiorReport } from '#db/schema/superior';
import { MAX_SUPERIOR_REPORT } from '~/contract/sealed/superior-report';
import type { Actor, Member } from '~/domain/acts/permission';
import { SENDING_WAYS, type SendingWay } from '~/domain/county/superior-entry';
import type { IsoDate } from '~/domain/dates';
import type { Localized } from '~/domain/localized';
import { Refusal } from '~/domain/refusal';
import { isAboutOffice, officeItself, superiorIsInside } from '~/domain/report/about-office';
import { readDay } from '~/domain/typed/day';
import { readReceiptNumber } from '~/domain/typed/receipt-number';
import { assertHybridFile } from '~/envelope/age-file';
import { isEnvelopeError } from '~/envelope/errors';
import type { Superior } from '~/envelope/keys/superior';
import { holdersKeys } from '~/envelope/outside-file';
import type { Context } from '~/services/context.server';
import { countyKeyIntact } from '~/services/keys/county-key.server';
import { type RoutingInForce, routingInForce } from '~/services/keys/signed-routing.server';
import { look } from '~/services/look.server';
import { perform } from '~/services/perform.server';
import { tokenHash } from '~/services/token.server';
import { handOnLimit } from './superior-waiting.server';

/** What the form says, before anything is typed, of reports about the office itself. */
export type OfficeItself = {
  /** The units about which a report goes to the superior, or is not taken. */
  unitIds: string[];
  /** Null where the county has named none. */
  superior: Superior | null;
  /** What the list calls the level above, whether or not it says how to reach it. */
  upper: Localized;
  /** Whether such a report can be sealed for it. */
  takes: boolean;
};

/** Null where the level above has members here: then such reports go to them as others do. */
export async function officeOfReports({ db }: Context): Promise<OfficeItself | null> {
  const routing = await routingInForce(db);
  return routing && officeIn(routing);
}

function officeIn({ table, directory }: RoutingInForce): OfficeItself | null {
  const unitIds = superiorIsInside(table) ? [] : officeItself(table);
  if (unitIds.length === 0) return null;
  const { superior, units } = directory;
  const upper = units.find(({ id }) => id === table.upperUnitId)?.names ?? {};
  return { unitIds, superior, upper, takes: superior !== null && superior.holders.length > 0 };
}

/** Would the routing in force send a report about this unit outside? */
export async function goesOutside({ db }: Context, accusedUnitId: string | null): Promise<boolean> {
  const routing = accusedUnitId === null ? null : await routingInForce(db);
  return routing !== null && isAboutOffice(accusedUnitId, routing.table);
}

/**
 * The superior to whose keys such a report is sealed now. Refusal `invalid` (accusedUnit, data.rule `aboutOffice`): it
 * has no keys, so that the report is not taken here.
 */
export async function sealingSuperior(ctx: Context): Promise<{ superior: Superior; listVersion: number }> {
  if (!(await countyKeyIntact(ctx))) throw new Refusal('notOpen');
  const routing = await routingInForce(ctx.db);
  const superior = routing?.directory.superior ?? null;
  if (routing === null || superior === null || superior.holders.length === 0) {
    throw new Refusal('invalid', { field: 'accusedUnit', data: { rule: 'aboutOffice' } });
  }
  return { superior, listVersion: routing.directory.version };
}

export type TakenForSuperior = { number: string; formToken: string; sealed: Uint8Array; listVersion: number };

/**
 * Takes a report that was sealed for the superior. Whether it opens can nobody see here. The same submission again is
 * acknowledged and stored once. Refusals: `invalid` (number, sealed; accusedUnit: no keys), `conflict` (listVersion:
 * the keys changed since; number in use), `alreadyDone` (formToken).
 */
export async function takeSuperiorReport(
  ctx: Context,
  given: TakenForSuperior,
  actor: Actor = { kind: 'public' },
): Promise<void> {
  const number = readReceiptNumber(given.number);
  if (number === null) throw new Refusal('invalid', { field: 'number' });
  const { superior, listVersion } = await sealingSuperior(ctx);
  requireSealedFor(given.sealed, superior);
  // Only the newest list says which keys the superior has; an older one may name a key that was lost.
  if (given.listVersion !== listVersion) throw new Refusal('conflict', { field: 'listVersion' });
  const formTokenHash = tokenHash('form', given.formToken);
  if (await isStored(ctx, number, formTokenHash)) return;
  try {
    await perform(ctx, actor, 'superiorReport.take', `superiorReport:${number}`, async ({ tx, today }) => {
      const row = { id: randomUUID(), number, formTokenHash, sealed: given.sealed, listVersion, receivedOn: today };
      await tx.insert(superiorReport).values(row);
    });
  } catch (error) {
    if (databaseCode(error) !== '23505') throw error;
    // It was sent twice at the same moment, and the other one is stored.
    if (!(await isStored(ctx, number, formTokenHash))) throw new Refusal('conflict', { field: 'number' });
  }
}

async function isStored({ db }: Context, number: string, formTokenHash: string): Promise<boolean> {
  const [row] = await db
    .select({ number: superiorReport.number })
    .from(superiorReport)
    .where(eq(superiorReport.formTokenHash, formTokenHash));
  if (row && row.number !== number) throw new Refusal('alreadyDone', { field: 'formToken' });
  return row !== undefined;
}

function requireSealedFor(sealed: Uint8Array, superior: Superior): void {
  const wrong = new Refusal('invalid', { field: 'sealed' });
  // Room for the header: a hybrid stanza takes about 1,600 bytes for each holder's key.
  if (sealed.length === 0 || sealed.length > MAX_SUPERIOR_REPORT + holdersKeys(superior).length * 2_048) throw wrong;
  try {
    assertHybridFile(sealed);
  } catch (error) {
    throw isEnvelopeError(error) ? wrong : error;
  }
}

/** What waits to be handed on, and what was, newest first. */
export function superiorReports(ctx: Context, actor: Member) {
  return look(ctx, actor, 'superiorReport.read', null, async ({ db, today }) => {
    const { number, receivedOn, exportedOn, sentOn, way } = superiorReport;
    const rows = await db
      .select({ number, receivedOn, exportedOn, sentOn, way })
      .from(superiorReport)
      .orderBy(desc(receivedOn), asc(number))
      .limit(MAX_SHOWN);
    const [routing, limit] = await Promise.all([routingInForce(db), handOnLimit(ctx, db)]);
    const dated = rows.map((row) => ({ ...row, late: row.sentOn === null && today > limit.lastDay(row.receivedOn) }));
    return { today, days: limit.days, rows: dated, superior: routing?.directory.superior ?? null };
  });
}
const MAX_SHOWN = 200;

/** The sealed file itself, which nobody here can open. Taking it out leaves a log row. Refusal `notFound`. */
export async function exportSuperiorReport(ctx: Context, actor: Member, typed: string): Promise<Uint8Array> {
  const number = readReceiptNumber(typed);
  if (number === null) throw new Refusal('notFound');
  return perform(ctx, actor, 'superiorReport.export', `superiorReport:${number}`, async ({ tx, today }) => {
    const [row] = await tx
      .update(superiorReport)
      .set({ exportedOn: today, exportedBy: actor.memberId })
      .where(eq(superiorReport.number, number))
      .returning({ sealed: superiorReport.sealed });
    if (!row) throw new Refusal('notFound');
    return row.sealed;
  });
}

/**
 * Records that it was handed on, on a day and in a way. Refusals: `notFound` (none of this number waits), `conflict`
 * (the file was never taken out), `invalid` (sentOn, way).
 */
export async function recordSent(
  ctx: Context,
  actor: Member,
  given: { number: string; sentOn: string; way: string },
): Promise<void> {
  const number = readReceiptNumber(given.number) ?? '';
  await perform(ctx, actor, 'superiorReport.send', `superiorReport:${number}`, async ({ tx, today, record }) => {
    const mine = and(eq(superiorReport.number, number), isNull(superiorReport.sentOn));
    const [row] = await tx.select().from(superiorReport).where(mine).for('update');
    if (!row) throw new Refusal('notFound');
    if (row.exportedOn === null) throw new Refusal('conflict', { field: 'number', data: { rule: 'notExported' } });
    const way = SENDING_WAYS.find((one): one is SendingWay => one === given.way);
    if (way === undefined) throw new Refusal('invalid', { field: 'way' });
    const sentOn = sentDay(given.sentOn, { received: row.receivedOn, today });
    await tx.update(superiorReport).set({ sentOn, way, sentBy: actor.memberId }).where(mine);
    record({ method: way });
  });
}

/** A day from when it came to today; today where nothing is said. */
function sentDay(typed: string, { received, today }: { received: IsoDate; today: IsoDate }): IsoDate {
  if (typed.trim() === '') return today;
  const read = readDay(typed, today);
  if ('problem' in read || read.day < received || read.day > today) throw new Refusal('invalid', { field: 'sentOn' });
  return read.day;
}
