import { expect, test } from 'vitest';
import { routingDay } from '#db/schema/routing';
import { shownText } from '~/domain/shown-entry';
import { today } from '~/services/context.server';
import { dayShown, setDraftDay } from '~/services/county/duty-day.server';
import { draftDay, offeredDraft } from '~/services/keys/offered-draft.server';
import { confirmRoutingHere, proposeRoutingHere } from '~/services/keys/provision-routing.server';
import { requireRoutingInForce } from '~/services/keys/routing.server';
import { agrees, isRoutingDue } from '~/services/keys/routing-page.server';
import { waitingDraft } from '~/services/keys/routing-waiting.server';
import { signedHeldKeys } from '~/services/keys/signed-held-keys.server';
import { setDutiesSeen } from '../as-shown';
import { admin, county, ctx, emergency, guardians, inCounty } from './drafted-county';

const LATER = '2025-10-09';
const later = { ...ctx, now: () => Date.parse(`${LATER}T09:00:00+08:00`) };
const shown = async () => shownText(dayShown(await draftDay(ctx.db, today(ctx))));
const isDue = async (day: string) =>
  isRoutingDue(ctx.db, { draft: await offeredDraft(ctx.db, day), words: await signedHeldKeys(ctx.db) });

test('what is drafted for a later day is offered to guardians from then on, and holds once they signed', async () => {
  const [first, second] = guardians;
  if (!first || !second) throw new Error('no guardians');
  const { statement } = await requireRoutingInForce(ctx.db);
  await setDutiesSeen(ctx, admin, [{ cell: inCounty('gas'), unitId: emergency }]);
  expect(await isDue(today(ctx))).toBe(true);
  await expect(setDraftDay(ctx, admin, { fromDay: '2025-9-1', shown: await shown() })).rejects.toMatchObject({
    field: 'fromDay',
    data: { rule: 'past' },
  });
  await setDraftDay(ctx, admin, { fromDay: LATER, shown: await shown() });
  await expect(setDraftDay(ctx, admin, { fromDay: '', shown: shownText(dayShown(null)) })).rejects.toMatchObject({
    code: 'conflict',
  });
  expect(await waitingDraft(ctx.db, today(ctx))).toMatchObject({ fromDay: LATER, total: 1 });
  // Until then they are offered what is in force, so that a unit that gets ready waits for nothing.
  const offered = await offeredDraft(ctx.db, today(ctx));
  expect(offered && agrees(statement, offered)).toBe(true);
  expect([await isDue(today(ctx)), await isDue(LATER)]).toEqual([false, true]);
  expect((await waitingDraft(ctx.db, LATER)).fromDay).toBeNull();
  await expect(proposeRoutingHere(ctx, first, county.directory)).rejects.toMatchObject({ field: 'statement' });

  const proposed = await proposeRoutingHere(later, first, county.directory);
  await confirmRoutingHere(later, second, proposed, county.directory);
  expect((await requireRoutingInForce(ctx.db)).statement.rules).toContainEqual(
    expect.objectContaining({ sector: 'gas', unitId: emergency }),
  );
  // What is drafted next waits for no day.
  expect(await ctx.db.$count(routingDay)).toBe(0);
});
