import { asc, eq, lte } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { unit, unitDraft } from '#db/schema/county';
import { employer, signboard } from '#db/schema/register';
import { handedOn, type UnitEntry } from '~/domain/county/unit-tree';
import type { IsoDate } from '~/domain/dates';
import type { UnitKind } from '~/domain/staff/unit-kinds';
import { type DirectoryStatement, sameUnit } from '~/envelope/keys/directory-statement';
import { handedRules, writeDuties } from '~/services/county/duty-rows.server';
import { unitEntry } from './certified.server';

export type UnitDraftRow = typeof unitDraft.$inferSelect;

/** What was drafted about units and not yet signed. */
export const unitDrafts = (db: Db | Tx): Promise<UnitDraftRow[]> =>
  db.select().from(unitDraft).orderBy(asc(unitDraft.fromDay), asc(unitDraft.unitId));

/** The entries of units that guardians are offered on this day. */
export async function dueDrafts(db: Db | Tx, today: IsoDate): Promise<UnitEntry[]> {
  const rows = await db.select().from(unitDraft).where(lte(unitDraft.fromDay, today)).orderBy(asc(unitDraft.unitId));
  return rows.map(({ entry }) => entry);
}

/**
 * Writes the units of a list that comes into force: rows become what was signed, drafts that were signed end, and what
 * led to a unit that is closed leads to its successor in the draft of the routing, which guardians sign next. Returns the
 * ids of units that changed.
 */
export async function bringUnitsInForce(tx: Tx, statement: DirectoryStatement): Promise<string[]> {
  const [rows, drafts] = await Promise.all([tx.select().from(unit).for('update'), unitDrafts(tx)]);
  const changed: string[] = [];
  for (const entry of statement.units) {
    const row = rows.find(({ id }) => id === entry.id);
    const draft = drafts.find(({ unitId }) => unitId === entry.id);
    if (draft !== undefined && sameUnit(draft.entry, entry))
      await tx.delete(unitDraft).where(eq(unitDraft.unitId, entry.id));
    if (row !== undefined && sameUnit(unitEntry(row), entry)) continue;
    changed.push(entry.id);
    const { id, ...signed } = entry;
    const values = { ...signed, kind: entry.kind as UnitKind, contacts: entry.contacts ?? null };
    if (row === undefined) await tx.insert(unit).values({ id, ...values, areaCode: draft?.areaCode ?? null });
    else await tx.update(unit).set(values).where(eq(unit.id, id));
    const [successor] = entry.successorIds;
    const closes = entry.closedOn !== null && (row?.closedOn ?? null) === null;
    if (closes && successor !== undefined) await handOn(tx, id, successor);
  }
  return changed;
}

/** Duties, employers and boards of a unit that was merged are its successor's, in the draft of the routing. */
async function handOn(tx: Tx, fromUnitId: string, toUnitId: string): Promise<void> {
  const { before, after } = await handedRules(tx, fromUnitId, toUnitId);
  await writeDuties(tx, before, after);
  const employers = await tx.select({ id: employer.id, regulators: employer.regulators }).from(employer);
  for (const { id, regulators } of employers) {
    if (!regulators.some(({ unitId }) => unitId === fromUnitId)) continue;
    const given = handedOn(regulators, fromUnitId, toUnitId);
    await tx.update(employer).set({ regulators: given }).where(eq(employer.id, id));
  }
  const boards = await tx.select({ code: signboard.code, regulators: signboard.regulators }).from(signboard);
  for (const { code, regulators } of boards) {
    if (!regulators.some(({ unitId }) => unitId === fromUnitId)) continue;
    const given = handedOn(regulators, fromUnitId, toUnitId);
    await tx.update(signboard).set({ regulators: given }).where(eq(signboard.code, code));
  }
}
