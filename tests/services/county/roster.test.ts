import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { rosterChange } from '#db/schema/duty';
import { logEntry } from '#db/schema/log';
import { lineShown } from '~/domain/county/roster-entry';
import { shownText } from '~/domain/shown-entry';
import { rosterOn } from '~/services/county/roster.server';
import { askRoster, askRosterEnd, confirmRoster, refuseRoster } from '~/services/county/roster-change.server';
import { rosterEntryForForm, rosterPage } from '~/services/county/roster-page.server';
import type { County } from '../fixtures';
import { playedContext } from '../played-context';
import type { TestContext } from '../test-context';
import { onRoster, typedLine } from './roster-play';

let ctx: TestContext;
let county: County;
beforeAll(async () => {
  ({ ctx, county } = await playedContext());
});

const admin = () => county.actor('admin');
const guardian = () => county.actor('guardians.1');
const asked = async () => (await rosterPage(ctx, guardian())).asked;
const now = () => rosterOn(ctx.db, '2025-09-15');

describe('the roster', () => {
  it('changes only once a second person agrees, who sees what it says', async () => {
    await askRoster(ctx, admin(), null, typedLine({ unitId: county.unitIds.fire, mail: 'one@duty.example' }));
    expect(await now()).toEqual([]);
    const [one] = await asked();
    expect(one).toMatchObject({ before: null, own: false, holes: [], line: { mail: 'one@duty.example', rank: 1 } });
    const { id = '', shown = '' } = one ?? {};
    await expect(confirmRoster(ctx, admin(), { request: id, shown })).rejects.toMatchObject({ code: 'samePerson' });
    await expect(confirmRoster(ctx, guardian(), { request: id, shown: 'x' })).rejects.toMatchObject({
      code: 'shownOtherwise',
    });
    await confirmRoster(ctx, guardian(), { request: id, shown });
    expect(await now()).toMatchObject([{ id: one?.entryId, mail: 'one@duty.example' }]);
    await expect(confirmRoster(ctx, guardian(), { request: id, shown })).rejects.toMatchObject({ code: 'alreadyDone' });
    const acts = await ctx.db
      .select()
      .from(logEntry)
      .where(eq(logEntry.subject, `roster:${one?.entryId}`));
    expect(acts.map(({ act }) => act)).toEqual(['roster.ask', 'roster.confirm']);
    expect(acts.map(({ entry }) => entry).join()).not.toContain('duty.example');
  });

  it('cannot be confirmed by whoever asked, nor changed afterwards, in the database either', async () => {
    await askRoster(ctx, admin(), null, typedLine({ mail: 'two@duty.example' }));
    const [one] = await asked();
    const row = eq(rosterChange.id, one?.id ?? '');
    const by = admin().memberId;
    await expect(ctx.db.update(rosterChange).set({ state: 'confirmed', decidedBy: by }).where(row)).rejects.toThrow();
    await expect(ctx.db.update(rosterChange).set({ state: 'confirmed' }).where(row)).rejects.toThrow();
    await expect(ctx.db.update(rosterChange).set({ askedBy: randomUUID() }).where(row)).rejects.toThrow();
    await expect(ctx.db.update(rosterChange).set({ line: null }).where(row)).rejects.toThrow();
    await expect(ctx.db.delete(rosterChange).where(row)).rejects.toThrow();
    await refuseRoster(ctx, guardian(), one?.id ?? '');
    await expect(
      ctx.db.execute(sql`update roster_change set state = 'confirmed' where id = ${one?.id}`),
    ).rejects.toThrow();
    expect((await now()).map(({ mail }) => mail)).toEqual(['one@duty.example']);
  });

  it('says beside each field what is wrong, and overwrites nothing that a colleague saved', async () => {
    const bad = { ...typedLine(), from: '25:00', to: '', mail: 'no mail', target: '', days: [], unitId: randomUUID() };
    await expect(askRoster(ctx, admin(), null, bad)).rejects.toMatchObject({
      code: 'invalid',
      data: { problems: ['unitId choose', 'days choose', 'from time', 'to time', 'mail mail'] },
    });
    const none = { ...typedLine(), mail: '' };
    await expect(askRoster(ctx, admin(), null, none)).rejects.toMatchObject({ data: { problems: ['mail way'] } });
    const [entry] = await now();
    const id = entry?.id ?? '';
    await expect(askRoster(ctx, admin(), id, typedLine({ rank: 2 }))).rejects.toMatchObject({ code: 'conflict' });
    const { shown } = await rosterEntryForForm(ctx, admin(), id);
    const line = { unitId: county.unitIds.fire, mail: 'one@duty.example' };
    await expect(askRoster(ctx, admin(), id, { ...typedLine(line), shown })).rejects.toMatchObject({
      code: 'alreadyDone',
      data: { rule: 'unchanged' },
    });
  });

  it('takes one change of an entry at a time; whoever asked may take it back', async () => {
    const [entry] = await now();
    const id = entry?.id ?? '';
    const shown = entry ? shownText(lineShown(entry)) : '';
    const change = { ...typedLine({ unitId: county.unitIds.fire, mail: 'one@duty.example', rank: 2 }), shown };
    await askRoster(ctx, admin(), id, change);
    await expect(askRosterEnd(ctx, admin(), id, { shown, endDay: '' })).rejects.toMatchObject({
      code: 'alreadyDone',
      data: { rule: 'waits' },
    });
    const [one] = (await rosterPage(ctx, admin())).asked;
    expect(one?.own).toBe(true);
    await refuseRoster(ctx, admin(), one?.id ?? '');
    expect(await asked()).toEqual([]);
    expect((await now())[0]?.rank).toBe(1);
  });

  it('holds from its day on, and ends on one', async () => {
    const id = await onRoster(ctx, county, { mail: 'later@duty.example', fromDay: '2025-09-20' });
    expect((await rosterOn(ctx.db, '2025-09-19')).some((one) => one.id === id)).toBe(false);
    expect((await rosterOn(ctx.db, '2025-09-20')).some((one) => one.id === id)).toBe(true);
    expect((await rosterPage(ctx, admin())).later).toMatchObject([{ fromDay: '2025-09-20' }]);
    ctx.setNow('2025-09-21');
    const entry = (await rosterOn(ctx.db, '2025-09-21')).find((one) => one.id === id);
    const shown = entry ? shownText(lineShown(entry)) : '';
    await askRosterEnd(ctx, admin(), id, { shown, endDay: '2025-09-25' });
    const [end] = await asked();
    expect(end).toMatchObject({ line: null, before: { mail: 'later@duty.example' } });
    // Whoever agrees sees who would be left without anybody: not the fire brigade, which has its own officer.
    const uncovered = end?.holes.map(({ unitId }) => unitId) ?? [];
    expect(uncovered).toContain(county.unitIds.intake);
    expect(uncovered).not.toContain(county.unitIds.fire);
    expect(end?.holes[0]?.spans).toEqual([{ from: 0, to: 10_080 }]);
    await confirmRoster(ctx, guardian(), { request: end?.id ?? '', shown: end?.shown ?? '' });
    expect((await rosterOn(ctx.db, '2025-09-24')).some((one) => one.id === id)).toBe(true);
    expect((await rosterOn(ctx.db, '2025-09-25')).some((one) => one.id === id)).toBe(false);
    ctx.setNow('2025-09-15');
  });

  it('is asked by administrators alone, and read by those who decide', async () => {
    for (const login of ['fire.lead', 'finance.1', 'guardians.1', 'committee.1']) {
      await expect(askRoster(ctx, county.actor(login), null, typedLine())).rejects.toMatchObject({
        code: 'notAllowed',
      });
    }
    await expect(rosterPage(ctx, county.actor('fire.lead'))).rejects.toMatchObject({ code: 'notAllowed' });
  });
});
