import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { logEntry } from '#db/schema/log';
import { employer, signboard } from '#db/schema/register';
import { boardFace } from '#db/schema/routing';
import { destinationOf, type PageFacts } from '~/browser/report/report-route';
import { POINT_ROLES } from '~/domain/county/board-kind';
import type { ReportDraft } from '~/domain/report/report';
import { today } from '~/services/context.server';
import { boardByCode } from '~/services/county/board.server';
import { createEmployer } from '~/services/county/employer-change.server';
import { boardSheet } from '~/services/county/signboard.server';
import { createBoard } from '~/services/county/signboard-change.server';
import { keyAlarms } from '~/services/keys/key-alarm.server';
import { confirmRoutingHere, proposeRoutingHere } from '~/services/keys/provision-routing.server';
import { waitingDraft } from '~/services/keys/routing-waiting.server';
import { signedRouting } from '~/services/keys/signed-routing.server';
import { GATE } from '../../e2e/played-county';
import {
  changeBoardSeen,
  changeEmployerSeen,
  closeBoardSeen,
  closeEmployerSeen,
  moveDutiesSeen,
  setDutiesSeen,
  setRoutingTermsSeen,
} from '../as-shown';
import { reportDraft } from '../report-drafts';
import { knownCounty } from '../sealed-submission';
import {
  admin,
  board,
  county,
  ctx,
  emergency,
  fire,
  firm,
  guardians,
  HAZARD,
  inCounty,
  intake,
  sign,
  TOWN,
  trade,
  upper,
} from './drafted-county';

const FACTS: PageFacts = { keys: '', registers: '', fingerprint: '', boardArea: null };

/** Where an honest browser sends it, by what the server gives out. */
async function ledTo(changes: Partial<ReportDraft>): Promise<string> {
  const draft = {
    ...reportDraft(),
    sector: 'fire' as const,
    town: null,
    accusedUnitId: null,
    employer: null,
    ...changes,
  };
  return (await destinationOf(draft, await knownCounty(ctx), FACTS)).handling.unitId;
}

const acts = async () => (await ctx.db.select().from(logEntry)).map(({ act }) => act);

const waits = async () => (await waitingDraft(ctx.db, today(ctx))).total;

describe('from a drafted change to where an honest browser sends a report', () => {
  test('a sector is moved: nothing for reporters before two guardians sign, then to the new unit', async () => {
    expect(await ledTo({ sector: 'gas' })).toBe(fire);
    expect(await moveDutiesSeen(ctx, admin, { sector: 'gas', fromUnitId: fire, toUnitId: emergency })).toBe(1);
    expect(await ledTo({ sector: 'gas' })).toBe(fire);
    const { changes, version } = await waitingDraft(ctx.db, today(ctx));
    expect(changes).toMatchObject([
      { of: 'rule', change: 'changed', before: { unitId: fire }, after: { unitId: emergency } },
    ]);
    expect((await keyAlarms(ctx, ctx.db)).routing).toBe('differs');
    await sign();
    expect(await ledTo({ sector: 'gas' })).toBe(emergency);
    expect(await ledTo({ sector: 'fire' })).toBe(fire);
    expect((await waitingDraft(ctx.db, today(ctx))).version).toBe((version ?? 0) + 1);
    expect(await waits()).toBe(0);
    expect((await keyAlarms(ctx, ctx.db)).routing).toBeNull();
    expect(await acts()).toContain('duty.move');
  });

  test('a town has a rule of its own, and gives it up', async () => {
    const inTown = { ...inCounty('fire'), area: TOWN };
    await setDutiesSeen(ctx, admin, [{ cell: inTown, unitId: emergency }]);
    await sign();
    expect([await ledTo({ town: TOWN }), await ledTo({})]).toEqual([emergency, fire]);
    await setDutiesSeen(ctx, admin, [{ cell: inTown, unitId: null }]);
    await sign();
    expect(await ledTo({ town: TOWN })).toBe(fire);
  });

  test('an employer and its board: scanned or written, trade and special regulators each have their own', async () => {
    const id = await createEmployer(ctx, admin, firm(1));
    const code = await createBoard(ctx, admin, board());
    expect(code).toMatch(/^[2-9A-Z]{6}$/);
    expect(await boardByCode(ctx.db, code)).toBeNull();
    await expect(boardSheet(ctx, admin, code)).rejects.toMatchObject({ code: 'notFound' });
    expect(await waits()).toBe(2);
    await sign();
    expect(await ledTo({ sector: 'industry', siteCode: code })).toBe(emergency);
    expect(await ledTo({ sector: 'fire', siteCode: code })).toBe(fire);
    expect(await ledTo({ sector: 'tourism', town: TOWN, employer: '第１厂' })).toBe(emergency);
    expect(await boardByCode(ctx.db, code)).toMatchObject({ hotline: '12350', risks: [{ zh: '粉尘爆炸' }] });
    expect(await boardSheet(ctx, county.actor('fire.lead'), code)).toMatchObject({
      directoryKey: county.directory.publicKey,
    });

    // Inside hangs the board of a major hazard: signed, routed and printed like the one at the gate.
    const persons = POINT_ROLES.map((role) => ({ role, name: '乙某', post: '', phone: '023-5555' }));
    const inside = await createBoard(ctx, admin, board({ ...HAZARD, persons, site: { zh: '喷漆房' } }));
    await sign();
    expect(await ledTo({ sector: 'fire', siteCode: inside })).toBe(fire);
    expect((await boardSheet(ctx, county.actor('fire.lead'), inside)).board).toMatchObject({
      ...{ kind: 'hazard', risks: [], persons },
      point: { name: { zh: '漆雾积聚', en: 'Paint mist' }, until: '2026-12-31' },
    });
    await closeBoardSeen(ctx, admin, inside);
    await sign();
    await changeBoardSeen(ctx, admin, code, board({ hotline: '110', regulators: [trade(fire)] }));
    expect(await boardByCode(ctx.db, code)).toMatchObject({ hotline: '12350' });
    const changed = await waitingDraft(ctx.db, today(ctx));
    expect(changed.changes).toMatchObject([{ of: 'board', change: 'changed' }]);
    expect(Object.values(changed.faces).join()).toContain('"110"');
    await sign();
    expect(await boardByCode(ctx.db, code)).toMatchObject({ hotline: '110' });
    expect(await ledTo({ sector: 'industry', siteCode: code })).toBe(fire);
    expect(await ctx.db.$count(boardFace)).toBe(1);

    await expect(closeEmployerSeen(ctx, admin, id)).rejects.toMatchObject({
      data: { rule: 'hasBoards', boards: [code] },
    });
    await closeBoardSeen(ctx, admin, code);
    await closeEmployerSeen(ctx, admin, id);
    expect(await ledTo({ sector: 'industry', siteCode: code })).toBe(fire);
    await sign();
    expect(await boardByCode(ctx.db, code)).toBeNull();
    expect(await ledTo({ sector: 'tourism', siteCode: code })).toBe(intake);
    await expect(createBoard(ctx, admin, board({ code }))).rejects.toMatchObject({ code: 'invalid' });
  });

  test('what is drafted while a version waits comes with the next one, and stops nobody from signing', async () => {
    const [first, second] = guardians;
    if (!first || !second) throw new Error('no guardians');
    await setDutiesSeen(ctx, admin, [{ cell: inCounty('gas'), unitId: fire }]);
    const id = await createEmployer(ctx, admin, firm(3));
    const proposed = await proposeRoutingHere(ctx, first, county.directory);
    await setDutiesSeen(ctx, admin, [{ cell: inCounty('gas'), unitId: upper }]);
    await changeEmployerSeen(ctx, admin, id, firm(3, { regulators: [trade(fire)] }));
    await confirmRoutingHere(ctx, second, proposed, county.directory);
    expect(await ledTo({ sector: 'gas' })).toBe(fire);
    const named = { sector: 'tourism' as const, town: TOWN, employer: '第3厂' };
    expect(await ledTo(named)).toBe(emergency);
    expect(await waits()).toBe(2);
    await sign();
    expect([await ledTo({ sector: 'gas' }), await ledTo(named)]).toEqual([upper, fire]);
  });

  test('the board’s face is read from what was signed, whatever stands in its table', async () => {
    const id = await createEmployer(ctx, admin, firm(2));
    const code = await createBoard(ctx, admin, board({ code: GATE, employer: '第2厂' }));
    await sign();
    const kept = await ctx.db.select().from(boardFace);
    await ctx.db.update(boardFace).set({ text: kept[0]?.text.replace('12350', '13900000000') ?? '' });
    const shown = await boardByCode(ctx.db, code);
    expect(shown).toMatchObject({ hotline: null, persons: [], risks: [] });
    await ctx.db.update(boardFace).set({ text: kept[0]?.text ?? '' });
    await ctx.db.update(signboard).set({ hotline: '13900000000' }).where(eq(signboard.code, code));
    await ctx.db
      .update(employer)
      .set({ names: { zh: '别的厂' } })
      .where(eq(employer.id, id));
    expect(await boardByCode(ctx.db, code)).toMatchObject({ hotline: '12350', employer: { zh: '第2厂' } });
  });

  test('term of stamps, intake and upper unit are signed too', async () => {
    await setRoutingTermsSeen(ctx, admin, { stampDays: 14, intakeUnitId: intake, upperUnitId: upper });
    expect((await waitingDraft(ctx.db, today(ctx))).changes).toContainEqual({
      of: 'setting',
      change: 'changed',
      before: { name: 'stampDays', value: '21' },
      after: { name: 'stampDays', value: '14' },
    });
    await sign();
    expect((await signedRouting(ctx.db))?.statement).toContain('"stampDays":14');
  });
});
