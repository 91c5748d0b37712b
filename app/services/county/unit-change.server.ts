import { randomUUID } from 'node:crypto';
import { eq, or } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { unit, unitDraft } from '#db/schema/county';
import type { Member } from '~/domain/acts/permission';
import { type ReadUnit, readUnit, type TypedUnit, type UnitFieldProblem, unitShown } from '~/domain/county/unit-entry';
import { type Closing, closed, closingProblem, type UnitEntry } from '~/domain/county/unit-tree';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { requireShown } from '~/domain/shown-entry';
import { readFirstDay } from '~/domain/typed/first-day';
import { sameUnit } from '~/envelope/keys/directory-statement';
import type { Context } from '~/services/context.server';
import { routingInForce } from '~/services/keys/signed-routing.server';
import { type Performing, perform } from '~/services/perform.server';
import { openAreas, units } from './county.server';
import { lockDraft } from './register-choices.server';
import { draftTerms } from './routing-draft.server';
import { areaOf, draftedTree, openUnits, standingOf } from './unit.server';

type Tree = Awaited<ReturnType<typeof draftedTree>>;

/** Drafts a unit that is added; returns its id. Refusal `invalid` with data.problems. */
export async function addUnit(ctx: Context, actor: Member, typed: TypedUnit): Promise<string> {
  const id = randomUUID();
  await perform(ctx, actor, 'unit.draft', `unit:${id}`, async (p) => {
    await lockDraft(p.tx);
    const drafted = await draftedTree(p.tx);
    const read = await checked(p, typed, { id, before: null }, drafted);
    await keepDrafts(p, drafted, [read.entry], read);
    p.record({ kind: read.entry.kind, effectiveFrom: read.fromDay });
  });
  return id;
}

/**
 * Drafts a unit's names, contacts and the level above it; where it sits is changed in the draft of the routing. `shown`
 * is what the form was filled from. Refusals: `notFound`, `conflict` (requireShown), `invalid` with data.problems,
 * `alreadyDone` (nothing differs).
 */
export async function changeUnit(
  ctx: Context,
  actor: Member,
  id: string,
  { shown, ...typed }: TypedUnit & { shown: string },
): Promise<void> {
  await perform(ctx, actor, 'unit.draft', `unit:${id}`, async (p) => {
    await lockDraft(p.tx);
    const drafted = await draftedTree(p.tx);
    const { before, areaCode } = await standing(p.tx, id, drafted);
    requireShown(shown, unitShown(before, areaCode));
    const read = await checked(p, typed, { id, before }, drafted);
    if (sameUnit(before, read.entry) && areaCode === read.areaCode) throw new Refusal('alreadyDone');
    if (areaCode !== read.areaCode) await moveSeat(p.tx, id, read.areaCode);
    await keepDrafts(p, drafted, [read.entry], read);
    p.record({ kind: read.entry.kind, effectiveFrom: read.fromDay, fields: changedFields(before, read.entry) });
  });
}

/** A successor's id, or '' for none; the day as it was typed. */
export type EndingAsked = { successorId: string; endDay: string; shown: string };

/**
 * Drafts that a unit is merged into another one, or closes without a successor. It and those under it change on the
 * list; its duties, employers and boards are handed on when that list comes into force. Without a successor it closes
 * only where nothing leads there, nothing stands under it, and no case is open. Refusals: `notFound`, `conflict`
 * (requireShown), `invalid` (successorId, with data.rule of closingProblem; endDay, with what is wrong with it).
 */
export async function endUnit(ctx: Context, actor: Member, id: string, asked: EndingAsked): Promise<void> {
  const successorId = asked.successorId || null;
  const act = successorId === null ? 'unit.close' : 'unit.merge';
  await perform(ctx, actor, act, `unit:${id}`, async (p) => {
    await lockDraft(p.tx);
    const drafted = await draftedTree(p.tx);
    const { before, areaCode } = await standing(p.tx, id, drafted);
    requireShown(asked.shown, unitShown(before, areaCode));
    const from = readFirstDay(asked.endDay, p.today);
    if ('problem' in from) throw wrongUnit([{ field: 'endDay', problem: from.problem }]);
    const closing = { unitId: id, successorId, day: from.day };
    await requireClosable(p.tx, closing, drafted);
    await keepDrafts(p, drafted, closed(closing, drafted.tree), { fromDay: from.day, areaCode: null });
    p.record({ effectiveFrom: from.day, ...(successorId !== null && { to: successorId }) });
  });
}

/** A unit that is not yet closed, as drafted, and where it sits. Refusal `notFound`. */
async function standing(tx: Tx, id: string, { tree, signed, drafts }: Tree) {
  const before = tree.find((one) => one.id === id);
  const isClosed = signed.some((one) => one.id === id && one.closedOn !== null);
  if (before === undefined || isClosed) throw new Refusal('notFound');
  return { before, areaCode: await areaOf(tx, id, drafts.find(({ unitId }) => unitId === id) ?? null) };
}

async function requireClosable(tx: Tx, closing: Closing, { tree, signed }: Tree): Promise<void> {
  const { unitId, successorId } = closing;
  const refuse = (rule: string) => new Refusal('invalid', { field: 'successorId', data: { rule } });
  if (!signed.some(({ id }) => id === unitId)) throw refuse('closed');
  const problem = closingProblem(closing, tree, await unitsInTerms(tx));
  if (problem !== null) throw refuse(problem);
  if (successorId !== null) {
    if (!openUnits(signed, tree).some(({ id }) => id === successorId)) throw refuse('successor');
    return;
  }
  const { openCases, duties, employers, boards } = await standingOf(tx, unitId, tree);
  if (openCases > 0) throw refuse('openCases');
  if (duties + employers + boards > 0) throw refuse('routed');
}

/** Intake and the level above, by the routing in force and as drafted: without them nothing could be routed. */
async function unitsInTerms(tx: Tx): Promise<string[]> {
  const [signed, terms] = await Promise.all([routingInForce(tx), draftTerms(tx, await units(tx))]);
  const named = [signed?.statement.intakeUnitId, signed?.statement.upperUnitId, terms.intakeUnitId, terms.upperUnitId];
  return named.flatMap((id) => id ?? []);
}

/**
 * Takes back what was drafted about a unit, and about those under it because of it; returns whether the unit stands on
 * the signed list. Refusal `notFound`: nothing is drafted.
 */
export async function takeBackUnit(ctx: Context, actor: Member, id: string): Promise<boolean> {
  return perform(ctx, actor, 'unit.takeBack', `unit:${id}`, async ({ tx }) => {
    await lockDraft(tx);
    const own = or(eq(unitDraft.unitId, id), eq(unitDraft.withUnitId, id));
    const gone = await tx.delete(unitDraft).where(own).returning();
    if (gone.length === 0) throw new Refusal('notFound');
    return (await units(tx)).some((one) => one.id === id);
  });
}

/** Of a unit that has no row yet, the draft says where it sits. */
async function moveSeat(tx: Tx, id: string, areaCode: string | null): Promise<void> {
  await tx.update(unit).set({ areaCode }).where(eq(unit.id, id));
  await tx.update(unitDraft).set({ areaCode }).where(eq(unitDraft.unitId, id));
}

async function checked(
  { tx, today }: Performing,
  typed: TypedUnit,
  which: { id: string; before: UnitEntry | null },
  { tree, signed }: Tree,
): Promise<ReadUnit> {
  const open = new Set(openUnits(signed, tree).map(({ id }) => id));
  const places = (await openAreas(tx)).filter(({ level }) => level !== 'county');
  const read = readUnit(typed, which, { tree, open, areas: new Set(places.map(({ code }) => code)), today });
  if (!read.ok) throw wrongUnit(read.problems);
  return read.unit;
}

/** What is wrong with a unit, for its page to put into words beside each field. */
const wrongUnit = (problems: readonly UnitFieldProblem[]): Refusal =>
  new Refusal('invalid', {
    ...(problems[0] && { field: problems[0].field }),
    data: { problems: problems.map(({ field, problem }) => `${field} ${problem}`) },
  });

/**
 * Keeps entries that differ from what is signed; one that says the same again has no draft any more. Entries after the
 * first one change because of it, and are taken back with it.
 */
async function keepDrafts(
  { tx, today }: Performing,
  { signed, drafts }: Tree,
  entries: readonly UnitEntry[],
  { fromDay, areaCode }: { fromDay: IsoDate; areaCode: string | null },
): Promise<void> {
  const [first] = entries;
  for (const entry of entries) {
    const before = signed.find(({ id }) => id === entry.id);
    await tx.delete(unitDraft).where(eq(unitDraft.unitId, entry.id));
    if (before !== undefined && sameUnit(before, entry)) continue;
    const own = drafts.find(({ unitId }) => unitId === entry.id);
    const place = before === undefined ? (areaCode ?? own?.areaCode ?? null) : null;
    const withUnitId = entry.id === first?.id ? null : (first?.id ?? null);
    const row = { unitId: entry.id, entry, areaCode: place, fromDay, draftedOn: today, withUnitId };
    await tx.insert(unitDraft).values(row);
  }
}

function changedFields(before: UnitEntry, after: UnitEntry): string[] {
  const fields = ['names', 'parentUnitId', 'contacts'] as const;
  return fields.filter((field) => JSON.stringify(before[field] ?? null) !== JSON.stringify(after[field] ?? null));
}
