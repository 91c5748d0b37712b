import type { Db, Tx } from '#db/client';
import type { CountyValues } from '~/contract/county/county-file';
import type { Member } from '~/domain/acts/permission';
import { unitShown } from '~/domain/county/unit-entry';
import { isRefusal, Refusal } from '~/domain/refusal';
import { shownText } from '~/domain/shown-entry';
import type { Context } from '~/services/context.server';
import type { UnitDraftRow } from '~/services/keys/unit-draft.server';
import { look } from '~/services/look.server';
import { areaOf, draftedTree } from './unit.server';
import { addUnit, changeUnit, endUnit } from './unit-change.server';

// Units in the file of the set-up: each as drafted, and apart from that which of them shall be closed or merged.

export type CodeOf = (id: string | null) => string | null;
/** Ids of open units by their codes; another code stays as it is, and is refused by whoever reads it. */
export type IdOf = (code: string) => string;
type Tree = Awaited<ReturnType<typeof draftedTree>>;

/** Units of the file: what shall close is among them until the signed list closes it, since duties and boards still lead there. */
export const shownUnits = ({ tree, signed }: Tree): Tree['tree'] =>
  tree.filter(({ id, closedOn }) => closedOn === null || signed.some((one) => one.id === id && one.closedOn === null));

export const unitEntries = (db: Db | Tx, drafted: Tree, codeOf: CodeOf) =>
  Promise.all(
    shownUnits(drafted).map(async ({ id, kind, code, names, parentUnitId, contacts, closedOn }) => {
      const draft = drafted.drafts.find(({ unitId }) => unitId === id) ?? null;
      return {
        ...{ code, kind, names },
        area: await areaOf(db, id, draft),
        parent: codeOf(parentUnitId),
        phone: contacts?.phone ?? '',
        address: contacts?.address ?? {},
        hours: contacts?.hours ?? {},
        // The day of a unit that shall close is the day of its ending.
        ...(draft && closedOn === null && { fromDay: draft.fromDay }),
      };
    }),
  );

/** Drafts that close a unit, or merge it into another one. */
export const unitEndings = (drafts: readonly UnitDraftRow[], codeOf: CodeOf): CountyValues['unitEndings'][] =>
  drafts.flatMap(({ entry: { code, closedOn, successorIds }, fromDay }) =>
    closedOn === null ? [] : [{ unit: code, successor: codeOf(successorIds[0] ?? null), fromDay }],
  );

export async function keepUnit(ctx: Context, actor: Member, value: CountyValues['units']): Promise<void> {
  const { tree, before, areaCode } = await unitByCode(ctx, actor, value.code);
  const { kind, code, names, area, parent, phone, address, hours, fromDay = '' } = value;
  const parentUnitId = parent === null ? '' : (tree.find((one) => one.code === parent)?.id ?? parent);
  const typed = { kind, code, names, phone, address, hours, parentUnitId, areaCode: area ?? '', fromDay };
  if (before === undefined) await addUnit(ctx, actor, typed);
  else if (before.kind !== kind) throw wrong(['kind kind']);
  else await changeUnit(ctx, actor, before.id, { ...typed, shown: shownText(unitShown(before, areaCode)) });
}

export async function keepUnitEnding(
  ctx: Context,
  actor: Member,
  { unit, successor, fromDay = '' }: CountyValues['unitEndings'],
  id: IdOf,
): Promise<void> {
  const { before, areaCode } = await unitByCode(ctx, actor, unit);
  if (before === undefined) throw wrong(['unit unit']);
  const asked = { successorId: successor === null ? '' : id(successor), endDay: fromDay };
  const shown = shownText(unitShown(before, areaCode));
  await endUnit(ctx, actor, before.id, { ...asked, shown }).catch((error: unknown) => {
    if (isRefusal(error) && error.field === 'successorId') throw wrong([`successor ${error.data?.rule ?? ''}`]);
    throw error;
  });
}

/** A unit that is not closed, as drafted, and where it sits. */
const unitByCode = (ctx: Context, actor: Member, code: string) =>
  look(ctx, actor, 'unit.draft', null, async ({ db }) => {
    const { tree, drafts } = await draftedTree(db);
    const before = tree.find((one) => one.code === code && one.closedOn === null);
    const draft = drafts.find(({ unitId }) => unitId === before?.id) ?? null;
    return { tree, before, areaCode: before ? await areaOf(db, before.id, draft) : null };
  });

/** Of the signed list, which no entry of a file changes: so it is asked for once. */
export async function idsOf(ctx: Context, actor: Member): Promise<IdOf> {
  const { signed } = await look(ctx, actor, 'unit.draft', null, ({ db }) => draftedTree(db));
  const ids = new Map(signed.filter(({ closedOn }) => closedOn === null).map(({ code, id }) => [code, id]));
  return (code) => ids.get(code) ?? code;
}

/** What is wrong with an entry, as `field problem`. */
export const wrong = (problems: string[]): Refusal => new Refusal('invalid', { data: { problems } });
