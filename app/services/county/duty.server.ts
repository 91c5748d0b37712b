import type { Tx } from '#db/client';
import { routingTerms } from '#db/schema/routing';
import type { Member } from '~/domain/acts/permission';
import { dutyGaps } from '~/domain/county/duty-gaps';
import { type DutyField, dutiesShown, unitsDutiesShown, withDuty, withMoved } from '~/domain/county/duty-table';
import { sectorCodes } from '~/domain/county/sector-list';
import { Refusal } from '~/domain/refusal';
import type { RoutingRule } from '~/domain/report/routing';
import { requireShown } from '~/domain/shown-entry';
import { MATTERS, type Sector } from '~/domain/vocabulary';
import { STAMP_DAYS_LEAST, STAMP_DAYS_MOST } from '~/envelope/keys/routing-statement';
import type { Context } from '~/services/context.server';
import { draftDay } from '~/services/keys/offered-draft.server';
import { waitingDraft } from '~/services/keys/routing-waiting.server';
import { look } from '~/services/look.server';
import { perform } from '~/services/perform.server';
import { openAreas, units } from './county.server';
import { dayShown } from './duty-day.server';
import { dutiesOf, writeDuties } from './duty-rows.server';
import { choicesOf, knownOf, lockDraft, registerChoices } from './register-choices.server';
import { type DraftTerms, draftTerms } from './routing-draft.server';
import { routingUse } from './routing-use.server';
import { draftedSectors } from './sector-rows.server';
import { draftedTrial } from './trial-routing.server';

/** A place of the table, its field on the form, and the unit that shall stand there; null for none. */
export type SetDuty = DutyField & { unitId: string | null };

export type DutyData = Omit<Awaited<ReturnType<typeof dutyPage>>, 'waiting'>;

/** What the administrator's page of duties is made of: the draft, and the possible choices. */
export async function dutyPage(ctx: Context, actor: Member) {
  return look(ctx, actor, 'duty.set', null, async ({ db, today }) => {
    const [rules, offices, places, sectors, drafted] = await Promise.all([
      dutiesOf(db),
      units(db),
      openAreas(db),
      draftedSectors(db),
      draftedTrial(db, today),
    ]);
    const choices = choicesOf(places, offices, sectors);
    const towns = choices.areas.filter(({ town }) => town).map(({ value, names }) => ({ value, names }));
    const ofKind = (kind: string) =>
      offices
        .filter((one) => one.kind === kind && one.closedOn === null)
        .map(({ id, names }) => ({ value: id, names }));
    return {
      waiting: await waitingDraft(db, today),
      day: dayShown(await draftDay(db, today)),
      rules,
      /** What the county says of trades, as drafted. */
      sectors,
      units: choices.units,
      /** Names of all units, including closed ones, which may still stand in a place. */
      names: Object.fromEntries(offices.map(({ id, names }) => [id, names])),
      towns,
      /** Holes and overlaps of the draft; null while it lacks intake or the level above. */
      gaps:
        drafted &&
        dutyGaps(
          drafted.table,
          towns.map(({ value }) => value),
          sectorCodes(sectors),
        ),
      intakes: ofKind('intake'),
      uppers: ofKind('upper'),
      terms: termsShown(await draftTerms(db, offices)),
      use: await routingUse(ctx, db, today, rules),
    };
  });
}

/** The form values of the terms. */
const termsShown = ({ stampDays, intakeUnitId, upperUnitId }: DraftTerms) => ({
  intakeUnitId: intakeUnitId ?? '',
  upperUnitId: upperUnitId ?? '',
  stampDays: String(stampDays),
});

/**
 * Sets who has which duty in the draft, and returns how many places changed; `shown` is what the form was filled from.
 * Refusals: `conflict` (requireShown), `invalid` (a unit, town, sector or matter that does not exist).
 */
export async function setDuties(
  ctx: Context,
  actor: Member,
  changes: readonly SetDuty[],
  shown: string,
): Promise<number> {
  return perform(ctx, actor, 'duty.set', 'routing:draft', async ({ tx, record }) => {
    await lockDraft(tx);
    const before = await dutiesOf(tx);
    await requireKnown(tx, changes);
    requireShown(shown, dutiesShown(before, changes));
    const after = changes.reduce<RoutingRule[]>((rules, { cell, unitId }) => withDuty(rules, cell, unitId), before);
    const written = await writeDuties(tx, before, after);
    record({ duties: written });
    return written.length;
  });
}

export type DutyMove = { sector: Sector | null; fromUnitId: string; toUnitId: string };

/**
 * Hands what one unit does in a sector, or in all (null), to another one, in the draft. Refusals: `conflict`
 * (requireShown: it does something else by now), `invalid`, `alreadyDone` (it does nothing there).
 */
export async function moveDuties(
  ctx: Context,
  actor: Member,
  { shown, ...move }: DutyMove & { shown: string },
): Promise<number> {
  return perform(ctx, actor, 'duty.move', 'routing:draft', async ({ tx, record }) => {
    await lockDraft(tx);
    const before = await dutiesOf(tx);
    const { units: known } = knownOf(await registerChoices(tx));
    if (!known.has(move.toUnitId)) throw new Refusal('invalid', { field: 'toUnitId' });
    if (move.fromUnitId === move.toUnitId)
      throw new Refusal('invalid', { field: 'toUnitId', data: { rule: 'sameUnit' } });
    requireShown(shown, unitsDutiesShown(before, [move.fromUnitId]));
    const written = await writeDuties(tx, before, withMoved(before, move));
    if (written.length === 0) throw new Refusal('alreadyDone', { field: 'fromUnitId', data: { rule: 'noDuty' } });
    record({ sector: move.sector, from: move.fromUnitId, to: move.toUnitId, duties: written });
    return written.length;
  });
}

export type RoutingTerms = { stampDays: number; intakeUnitId: string; upperUnitId: string };

/**
 * Sets the term of stamps, intake and the next level up in the draft. Refusals: `conflict` (requireShown), `invalid` by
 * field.
 */
export async function setRoutingTerms(
  ctx: Context,
  actor: Member,
  { shown, ...terms }: RoutingTerms & { shown: string },
): Promise<void> {
  await perform(ctx, actor, 'duty.terms', 'routing:draft', async ({ tx, record }) => {
    await lockDraft(tx);
    const { stampDays, intakeUnitId, upperUnitId } = terms;
    const [least, most] = [STAMP_DAYS_LEAST, STAMP_DAYS_MOST];
    if (!Number.isInteger(stampDays) || stampDays < least || stampDays > most) {
      throw new Refusal('invalid', { field: 'stampDays', data: { rule: 'stampDays', least, most } });
    }
    const offices = await units(tx);
    const isOpen = (kind: string, id: string) =>
      offices.some((one) => one.kind === kind && one.id === id && one.closedOn === null);
    if (!isOpen('intake', intakeUnitId)) throw new Refusal('invalid', { field: 'intakeUnitId' });
    if (!isOpen('upper', upperUnitId)) throw new Refusal('invalid', { field: 'upperUnitId' });
    requireShown(shown, termsShown(await draftTerms(tx, offices)));
    await tx.insert(routingTerms).values(terms).onConflictDoUpdate({ target: routingTerms.only, set: terms });
    record(terms);
  });
}

async function requireKnown(tx: Tx, changes: readonly SetDuty[]): Promise<void> {
  const { units: known, sectors } = knownOf(await registerChoices(tx));
  const towns = new Set((await openAreas(tx)).filter(({ level }) => level === 'town').map(({ code }) => code));
  const matters: ReadonlySet<string> = new Set(MATTERS);
  const isIn = (all: ReadonlySet<string>, code: string) => code === '*' || all.has(code);
  for (const { cell, unitId } of changes) {
    const { sector, area, matter } = cell;
    const wrong =
      !isIn(sectors, sector) || !isIn(matters, matter) || (area !== '*' && !towns.has(area))
        ? 'sector'
        : unitId !== null && !known.has(unitId)
          ? 'unitId'
          : null;
    if (wrong !== null) throw new Refusal('invalid', { field: wrong });
  }
}
