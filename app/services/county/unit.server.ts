import { and, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { caseFile } from '#db/schema/casework';
import { routingRule, unit } from '#db/schema/county';
import { employer, signboard } from '#db/schema/register';
import { rewardProposal } from '#db/schema/reward';
import { member } from '#db/schema/staff';
import type { Member } from '~/domain/acts/permission';
import { unitShown } from '~/domain/county/unit-entry';
import { mayTakeOver, type UnitEntry, withEntries } from '~/domain/county/unit-tree';
import { Refusal } from '~/domain/refusal';
import { shownText } from '~/domain/shown-entry';
import { isRouted, mayBeSeveral, UNIT_KINDS } from '~/domain/staff/unit-kinds';
import { OPEN_STAGES } from '~/domain/vocabulary';
import { directoryChanges } from '~/envelope/keys/directory-change';
import { outsideOf } from '~/envelope/keys/directory-statement';
import type { Context } from '~/services/context.server';
import { openedInForce, unitEntry } from '~/services/keys/certified.server';
import { waitingList } from '~/services/keys/directory.server';
import { routingInForce } from '~/services/keys/signed-routing.server';
import { type UnitDraftRow, unitDrafts } from '~/services/keys/unit-draft.server';
import { look } from '~/services/look.server';
import { openAreas, units } from './county.server';

/** The tree with all drafts, whenever they are due. */
export async function draftedTree(
  db: Db | Tx,
): Promise<{ tree: UnitEntry[]; drafts: UnitDraftRow[]; signed: UnitEntry[] }> {
  const [rows, drafts] = await Promise.all([units(db), unitDrafts(db)]);
  const signed = rows.map(unitEntry);
  return {
    tree: withEntries(
      signed,
      drafts.map(({ entry }) => entry),
    ),
    drafts,
    signed,
  };
}

/** Units that others may come under or be merged into: open as signed, and not about to close. */
export const openUnits = (signed: readonly UnitEntry[], tree: readonly UnitEntry[]): UnitEntry[] =>
  signed.filter(({ id, closedOn }) => closedOn === null && tree.find((one) => one.id === id)?.closedOn === null);

/** All units with what is drafted about them, and what their page offers. */
export function unitList(ctx: Context, actor: Member) {
  return look(ctx, actor, 'unit.draft', null, async ({ db, today }) => {
    const { tree, drafts, signed } = await draftedTree(db);
    const inForce = await openedInForce(db);
    const { readers, routing } = await readersOf(db);
    return {
      today,
      units: tree.map((entry) => ({
        ...entry,
        state: stateOf(entry, signed, drafts),
        fromDay: drafts.find(({ unitId }) => unitId === entry.id)?.fromDay ?? null,
        /** Whether two people can open what comes to it; null for units to which nothing comes. */
        takes: routing && isRouted(entry) && entry.closedOn === null ? readers.has(entry.id) : null,
      })),
      changes: directoryChanges(inForce, {
        ...outsideOf(inForce),
        keys: inForce?.keys ?? [],
        members: inForce?.members ?? [],
        units: tree,
      }).units,
      proposal: await waitingList(db),
    };
  });
}

export type UnitState = 'signed' | 'added' | 'changed' | 'closed';

function stateOf(
  { id, closedOn }: UnitEntry,
  signed: readonly UnitEntry[],
  drafts: readonly UnitDraftRow[],
): UnitState {
  if (!signed.some((one) => one.id === id)) return 'added';
  if (drafts.some(({ unitId }) => unitId === id)) return 'changed';
  return closedOn === null ? 'signed' : 'closed';
}

async function readersOf(db: Db): Promise<{ readers: ReadonlySet<string>; routing: boolean }> {
  const routing = await routingInForce(db);
  return { readers: new Set(routing?.statement.takes ?? []), routing: routing !== null };
}

/** What lies at a unit, and would be concerned if it closed. */
export type UnitStanding = Record<
  'openCases' | 'members' | 'duties' | 'employers' | 'boards' | 'rewards' | 'under',
  number
>;

export async function standingOf(db: Db | Tx, unitId: string, tree: readonly UnitEntry[]): Promise<UnitStanding> {
  const names = (column: typeof employer.regulators | typeof signboard.regulators) =>
    sql`${column} @> ${JSON.stringify([{ unitId }])}::jsonb`;
  const [openCases, members, duties, employers, boards, rewards] = await Promise.all([
    db.$count(caseFile, and(eq(caseFile.responsibleUnitId, unitId), inArray(caseFile.stage, [...OPEN_STAGES]))),
    db.$count(member, and(eq(member.unitId, unitId), ne(member.status, 'disabled'))),
    db.$count(routingRule, eq(routingRule.unitId, unitId)),
    db.$count(employer, and(isNull(employer.closedOn), names(employer.regulators))),
    db.$count(signboard, and(isNull(signboard.closedOn), names(signboard.regulators))),
    db.$count(
      rewardProposal,
      and(eq(rewardProposal.unitId, unitId), inArray(rewardProposal.state, ['proposed', 'forwarded', 'approved'])),
    ),
  ]);
  const under = tree.filter(({ parentUnitId, closedOn }) => parentUnitId === unitId && closedOn === null).length;
  return { openCases, members, duties, employers, boards, rewards, under };
}

/** One unit as drafted, for its form; null for one that is to be added. Refusal `notFound`. */
export function unitForForm(ctx: Context, actor: Member, unitId: string | null) {
  return look(ctx, actor, 'unit.draft', null, async ({ db, today }) => {
    const { tree, drafts, signed } = await draftedTree(db);
    const entry = tree.find(({ id }) => id === unitId) ?? null;
    if (unitId !== null && entry === null) throw new Refusal('notFound');
    const open = openUnits(signed, tree);
    const draft = drafts.find((one) => one.unitId === unitId) ?? null;
    const choice = ({ id, names }: UnitEntry) => ({ value: id, names });
    const areaCode = unitId === null ? null : await areaOf(db, unitId, draft);
    return {
      today,
      entry,
      areaCode,
      shown: shownText(entry ? unitShown(entry, areaCode) : {}),
      draft: draft && { fromDay: draft.fromDay, added: !signed.some(({ id }) => id === unitId) },
      signed: signed.find(({ id }) => id === unitId) ?? null,
      standing: entry && (await standingOf(db, entry.id, tree)),
      above: open.filter((one) => isRouted(one) && one.id !== unitId).map(choice),
      successors: entry === null ? [] : open.filter((one) => one.id !== unitId && mayTakeOver(entry, one)).map(choice),
      areas: (await openAreas(db))
        .filter(({ level }) => level !== 'county')
        .map(({ code, names }) => ({ value: code, names })),
      kinds: UNIT_KINDS.filter(
        (kind) => mayBeSeveral(kind) || !tree.some((one) => one.kind === kind && one.closedOn === null),
      ),
      names: Object.fromEntries(tree.map(({ id, names }) => [id, names])),
      proposal: await waitingList(db),
    };
  });
}

/** Where a unit sits: of one that is added by its draft, else by its row, which is a draft of the routing itself. */
export async function areaOf(db: Db | Tx, unitId: string, draft: UnitDraftRow | null): Promise<string | null> {
  const [row] = await db.select({ areaCode: unit.areaCode }).from(unit).where(eq(unit.id, unitId));
  return row ? row.areaCode : (draft?.areaCode ?? null);
}
