import { type TypedUnit, unitShown } from '~/domain/county/unit-entry';
import { shownText } from '~/domain/shown-entry';
import { areaOf, draftedTree } from '~/services/county/unit.server';
import { changeUnit, endUnit } from '~/services/county/unit-change.server';
import { certifyAll } from '~/services/keys/provision.server';
import { signRouting } from '~/services/keys/provision-routing.server';
import { playedContext } from '../played-context';

export const { ctx, county } = await playedContext();
export const admin = county.actor('admin');
export const guardians = [county.of('guardians.1'), county.of('guardians.2')];

/** Two guardians sign the list as it is drafted. */
export const signList = () => certifyAll(ctx, guardians, county.directory);
/** Two guardians sign the duties and registers as they are drafted. */
export const signDuties = () => signRouting(ctx, guardians, county.directory);

export const typed = (given: Partial<TypedUnit> = {}): TypedUnit => ({
  kind: 'department',
  code: 'housing',
  names: { zh: '住房和城乡建设委员会', en: 'Housing Commission' },
  parentUnitId: county.unitIds.upper,
  areaCode: '',
  phone: '',
  address: {},
  hours: {},
  fromDay: '',
  ...given,
});

/** What the page of a unit was filled from. */
export async function shownOf(id: string): Promise<string> {
  const { tree, drafts } = await draftedTree(ctx.db);
  const entry = tree.find((one) => one.id === id);
  const draft = drafts.find(({ unitId }) => unitId === id) ?? null;
  return entry ? shownText(unitShown(entry, await areaOf(ctx.db, id, draft))) : '';
}

/** A unit's present entry as its form would post it, with something else typed. */
export async function typedOf(id: string, given: Partial<TypedUnit>): Promise<TypedUnit> {
  const { tree, drafts } = await draftedTree(ctx.db);
  const entry = tree.find((one) => one.id === id);
  if (!entry) throw new Error('no such unit');
  const draft = drafts.find(({ unitId }) => unitId === id) ?? null;
  return typed({
    names: entry.names,
    parentUnitId: entry.parentUnitId ?? '',
    areaCode: (await areaOf(ctx.db, id, draft)) ?? '',
    phone: entry.contacts?.phone ?? '',
    address: entry.contacts?.address ?? {},
    hours: entry.contacts?.hours ?? {},
    ...given,
  });
}

export const changeSeen = async (id: string, given: Partial<TypedUnit>) =>
  changeUnit(ctx, admin, id, { ...(await typedOf(id, given)), shown: await shownOf(id) });
export const endSeen = async (id: string, successorId: string, endDay = '') =>
  endUnit(ctx, admin, id, { successorId, endDay, shown: await shownOf(id) });
