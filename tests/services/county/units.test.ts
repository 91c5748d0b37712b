import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { routingRule, unit, unitDraft } from '#db/schema/county';
import { logEntry } from '#db/schema/log';
import { destinationOf, type PageFacts } from '~/browser/report/report-route';
import { addDays } from '~/domain/dates';
import type { ReportDraft } from '~/domain/report/report';
import { today } from '~/services/context.server';
import { addUnit, takeBackUnit } from '~/services/county/unit-change.server';
import { certifiedInForce, openedInForce } from '~/services/keys/certified.server';
import { directoryDraft } from '~/services/keys/directory-draft.server';
import { waitingDraft } from '~/services/keys/routing-waiting.server';
import { setDutiesSeen } from '../as-shown';
import { reportDraft } from '../report-drafts';
import { knownCounty } from '../sealed-submission';
import { admin, changeSeen, county, ctx, endSeen, signDuties, signList, typed } from './units-county';

const { fire, emergency, upper, intake, zhenxi } = county.unitIds;
const FACTS: PageFacts = { keys: '', registers: '', fingerprint: '', boardArea: null };

/** Where an honest browser sends it, with the reasons. */
async function led(changes: Partial<ReportDraft>) {
  const draft = { ...reportDraft(), town: null, accusedUnitId: null, employer: null, ...changes };
  const { routing, handling } = await destinationOf(draft, await knownCounty(ctx), FACTS);
  return { to: handling.unitId, rules: routing.reasons.map(({ rule }) => rule) };
}
const signedUnit = async (id: string) => (await openedInForce(ctx.db))?.units.find((one) => one.id === id);
const rowOf = async (id: string) => (await ctx.db.select().from(unit).where(eq(unit.id, id)))[0];

describe('an administrator drafts, two guardians sign', () => {
  test('a renamed unit is nothing before it is signed, keeps its key meanwhile, and has its name and contacts after', async () => {
    await changeSeen(fire, {
      names: { zh: '消防救援局', en: 'Fire Service' },
      phone: '023-5555 0119',
      address: { zh: '安岭县人民路 1 号' },
    });
    expect((await rowOf(fire))?.names.zh).toBe('消防救援大队');
    expect((await certifiedInForce(ctx.db)).units.has(fire)).toBe(true);
    expect((await led({ sector: 'fire' })).to).toBe(fire);
    await signList();
    expect(await signedUnit(fire)).toMatchObject({
      names: { zh: '消防救援局', en: 'Fire Service' },
      contacts: { phone: '023-5555 0119', address: { zh: '安岭县人民路 1 号' }, hours: null },
    });
    expect((await rowOf(fire))?.names.zh).toBe('消防救援局');
    expect(await ctx.db.$count(unitDraft)).toBe(0);
    expect((await certifiedInForce(ctx.db)).units.has(fire)).toBe(true);
    expect((await led({ sector: 'fire' })).to).toBe(fire);
    const acts = (await ctx.db.select().from(logEntry)).map(({ act, subject }) => `${act} ${subject}`);
    expect(acts).toContain(`unit.draft unit:${fire}`);
  });

  test('a unit that was added takes no reports before it has holders: they go up, and say for whom', async () => {
    const id = await addUnit(ctx, admin, typed({ phone: '023-1' + '2345' }));
    expect(await rowOf(id)).toBeUndefined();
    expect((await led({ sector: 'construction' })).to).toBe(intake);
    await signList();
    expect(await rowOf(id)).toMatchObject({ code: 'housing', kind: 'department', parentUnitId: upper });
    await setDutiesSeen(ctx, admin, [
      { cell: { sector: 'construction', area: '*', matter: '*', duty: 'regulates' }, unitId: id },
    ]);
    await signDuties();
    expect(await led({ sector: 'construction' })).toEqual({ to: upper, rules: ['regulates', 'standIn'] });
  });

  test('is offered to guardians from its day on, not before', async () => {
    const from = addDays(today(ctx), 30);
    await changeSeen(zhenxi, { names: { zh: '镇溪街道办事处' }, fromDay: from });
    const named = async (day: string) =>
      (await directoryDraft(ctx.db, day)).units.find(({ id }) => id === zhenxi)?.names.zh;
    expect([await named(today(ctx)), await named(from)]).toEqual(['镇溪镇人民政府', '镇溪街道办事处']);
    await signList();
    expect((await signedUnit(zhenxi))?.names.zh).toBe('镇溪镇人民政府');
    expect(await ctx.db.$count(unitDraft)).toBe(1);
    await takeBackUnit(ctx, admin, zhenxi);
    expect(await named(from)).toBe('镇溪镇人民政府');
  });

  test('what is wrong is told by field, and nothing is written', async () => {
    const wrong = typed({
      kind: 'guardians',
      code: 'Fire!',
      names: { zh: '' },
      parentUnitId: county.unitIds.guardians,
      areaCode: 'x',
      phone: '电话',
      fromDay: '2020-01-01',
    });
    await expect(addUnit(ctx, admin, wrong)).rejects.toMatchObject({
      code: 'invalid',
      data: {
        problems: [
          'kind onlyOne',
          'code unitCode',
          'name.zh missing',
          'parentUnitId parent',
          'areaCode area',
          'phone phone',
          'fromDay past',
        ],
      },
    });
    await expect(addUnit(ctx, admin, typed({ code: 'fire' }))).rejects.toMatchObject({
      data: { problems: ['code unitCodeTaken'] },
    });
    await expect(addUnit(ctx, county.actor('fire.lead'), typed({ code: 'x1' }))).rejects.toMatchObject({
      code: 'notAllowed',
    });
    await expect(changeSeen(fire, {})).rejects.toMatchObject({ code: 'alreadyDone' });
    expect(await ctx.db.$count(unitDraft)).toBe(0);
  });

  test('nobody stands above themselves', async () => {
    await changeSeen(emergency, { parentUnitId: fire });
    await expect(changeSeen(fire, { parentUnitId: emergency })).rejects.toMatchObject({
      data: { problems: ['parentUnitId circle'] },
    });
    await takeBackUnit(ctx, admin, emergency);
  });
});

describe('a unit ends', () => {
  test('intake, the level above and offices without cases stay; without a successor nothing may lie there', async () => {
    const rule = async (id: string, successor: string) =>
      endSeen(id, successor).catch(({ data }: { data?: { rule?: string } }) => data?.rule);
    expect(await rule(intake, emergency)).toBe('inTerms');
    expect(await rule(county.unitIds.guardians, '')).toBe('kind');
    expect(await rule(fire, '')).toBe('routed');
    expect(await rule(fire, fire)).toBe('sameUnit');
    expect(await rule(fire, county.unitIds.discipline)).toBe('successor');
    await expect(endSeen(fire, zhenxi, '2020-01-01')).rejects.toMatchObject({ data: { problems: ['endDay past'] } });
  });

  test('merged: its duties are its successor’s once both are signed, and no report goes astray in between', async () => {
    await changeSeen(zhenxi, { parentUnitId: fire });
    await signList();
    await endSeen(fire, emergency);
    expect((await directoryDraft(ctx.db, today(ctx))).units.find(({ id }) => id === zhenxi)?.parentUnitId).toBe(
      emergency,
    );
    expect((await led({ sector: 'gas' })).to).toBe(fire);
    await signList();
    expect(await signedUnit(fire)).toMatchObject({ successorIds: [emergency], closedOn: today(ctx) });
    expect(await led({ sector: 'gas' })).toEqual({ to: emergency, rules: ['regulates', 'standIn'] });
    expect(await ctx.db.$count(routingRule, eq(routingRule.unitId, fire))).toBe(0);
    expect((await waitingDraft(ctx.db, today(ctx))).total).toBeGreaterThan(0);
    await signDuties();
    expect(await led({ sector: 'gas' })).toEqual({ to: emergency, rules: ['regulates'] });
    expect((await led({ sector: 'gas', accusedUnitId: fire })).to).not.toBe(emergency);
    await expect(changeSeen(fire, { names: { zh: '又叫消防' } })).rejects.toMatchObject({ code: 'notFound' });
    await expect(endSeen(zhenxi, fire)).rejects.toMatchObject({ data: { rule: 'successor' } });
  });

  test('the list forgets none of it, and taking a merger back gives those under it back', async () => {
    await endSeen(zhenxi, emergency);
    expect(await takeBackUnit(ctx, admin, zhenxi)).toBe(true);
    expect(await ctx.db.$count(unitDraft)).toBe(0);
    await signList();
    expect((await signedUnit(fire))?.successorIds).toEqual([emergency]);
    expect((await signedUnit(zhenxi))?.closedOn).toBeNull();
  });
});
