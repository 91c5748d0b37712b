import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { countyChange } from '#db/schema/county-change';
import { logEntry } from '#db/schema/log';
import { signboard } from '#db/schema/register';
import { countyShown } from '~/domain/county/county-entry';
import { shownText } from '~/domain/shown-entry';
import { publicCounty } from '~/services/county/county.server';
import { askCounty, confirmCounty, refuseCounty, settleCounty } from '~/services/county/county-change.server';
import { countyPage } from '~/services/county/county-page.server';
import { addBoard, GATE } from '../../e2e/played-county';
import { playedContext } from '../played-context';

const { ctx, county } = await playedContext();
const [admin, guardian] = [county.actor('admin'), county.actor('guardians.1')];
await addBoard(ctx, county.unitIds.fire);
const before = await publicCounty(ctx);
const NAMES = { zh: '安岭区', en: 'Anling District' };

const standing = async () => (await countyPage(ctx, guardian)).entry;
const typed = async (given: { names?: typeof NAMES; hotline?: string; fromDay?: string } = {}) => ({
  ...(await standing()),
  ...{ fromDay: '', shown: shownText(countyShown(await standing())), ...given },
});
const asked = async () => {
  const [one] = (await countyPage(ctx, guardian)).asked;
  if (!one) throw new Error('nothing was asked');
  return { request: one.id, shown: one.shown };
};
const hotlineOf = async (code: string) =>
  (await ctx.db.select().from(signboard)).find((one) => one.code === code)?.hotline;

describe('the county’s own names and hotline', () => {
  test('change once a second person agreed; boards with the old number are drafted anew', async () => {
    await askCounty(ctx, admin, await typed({ names: NAMES, hotline: '０２３—１２３５０' }));
    expect(await standing()).toEqual({ names: before?.names, hotline: before?.hotline });
    await expect(confirmCounty(ctx, admin, await asked())).rejects.toMatchObject({ code: 'samePerson' });
    await expect(confirmCounty(ctx, guardian, { ...(await asked()), shown: '' })).rejects.toMatchObject({
      code: 'shownOtherwise',
    });
    await confirmCounty(ctx, guardian, await asked());
    expect(await standing()).toEqual({ names: NAMES, hotline: '023-12350' });
    // What is bound to the county stays: the salt of codes and passphrases, and the key of the list.
    expect(await publicCounty(ctx)).toEqual({ ...before, names: NAMES, hotline: '023-12350' });
    expect(await hotlineOf(GATE)).toBe('023-12350');
    const rows = await ctx.db.select().from(logEntry);
    const acts = rows.map(({ entry }) => String(entry)).filter((text) => text.includes('county.confirm'));
    expect(acts.join()).toContain('"boards":1');
  });

  test('wait for their day, which the clock brings, with boards of another number left as they are', async () => {
    await ctx.db.update(signboard).set({ hotline: '119' });
    await askCounty(ctx, admin, await typed({ hotline: '12345', fromDay: '2025-10-01' }));
    await confirmCounty(ctx, guardian, await asked());
    await settleCounty(ctx);
    expect((await standing()).hotline).toBe('023-12350');
    expect((await countyPage(ctx, guardian)).coming).toMatchObject([{ fromDay: '2025-10-01' }]);
    const later = { ...ctx, now: () => Date.parse('2025-10-01T09:00:00+08:00') };
    await settleCounty(later);
    await settleCounty(later);
    expect((await standing()).hotline).toBe('12345');
    expect(await hotlineOf(GATE)).toBe('119');
    expect(
      (await ctx.db.select().from(countyChange)).map(({ state, appliedOn }) => [state, appliedOn !== null]),
    ).toEqual([
      ['confirmed', true],
      ['confirmed', true],
    ]);
  });

  test('are refused beside the field, to whoever saw others, and while a change waits', async () => {
    const wrong = await typed({ names: { zh: '', en: '' }, hotline: ' ', fromDay: '2020-1-1' });
    await expect(askCounty(ctx, admin, wrong)).rejects.toMatchObject({
      data: { problems: ['name.zh missing', 'hotline missing', 'fromDay past'] },
    });
    await expect(askCounty(ctx, admin, await typed())).rejects.toMatchObject({ data: { rule: 'unchanged' } });
    const stale = { ...(await typed({ hotline: '1' })), shown: shownText({ hotline: '0' }) };
    await expect(askCounty(ctx, admin, stale)).rejects.toMatchObject({ code: 'conflict' });
    await askCounty(ctx, admin, await typed({ hotline: '1' }));
    await expect(askCounty(ctx, admin, await typed({ hotline: '2' }))).rejects.toMatchObject({
      data: { rule: 'waits' },
    });
    await expect(askCounty(ctx, guardian, await typed({ hotline: '2' }))).rejects.toMatchObject({ code: 'notAllowed' });
    const { request } = await asked();
    await refuseCounty(ctx, guardian, request);
    await expect(confirmCounty(ctx, guardian, { request, shown: '' })).rejects.toMatchObject({ code: 'alreadyDone' });
    expect((await standing()).hotline).toBe('12345');
  });

  test('stay decided, whoever writes to the database', async () => {
    const changes = [
      sql`update county_change set entry = '{}'`,
      sql`update county_change set state = 'confirmed', decided_by = asked_by where state = 'refused'`,
      sql`update county_change set applied_on = null where applied_on is not null`,
    ];
    for (const change of changes) await expect(ctx.db.execute(change)).rejects.toThrow();
  });
});
