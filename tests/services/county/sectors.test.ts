import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { sectorDraft } from '#db/schema/routing';
import { destinationOf } from '~/browser/report/report-route';
import { offeredSectors } from '~/domain/county/sector-list';
import { today } from '~/services/context.server';
import { dutyPage } from '~/services/county/duty.server';
import { checkImport } from '~/services/county/employer-import.server';
import { routingDraft } from '~/services/county/routing-draft.server';
import { keepSectorEntry, sectorPage, setSector } from '~/services/county/sector.server';
import { waitingDraft } from '~/services/keys/routing-waiting.server';
import { signedSectors } from '~/services/keys/signed-sectors.server';
import { publicSource } from '~/services/publication/public-values.server';
import { makeRelease } from '~/services/publication/statistics.server';
import { submitReport } from '~/services/report/report.server';
import { choiceErrors, reportChoices } from '~/services/report/report-choices.server';
import { submitSealedReport } from '~/services/report/report-sealed.server';
import { allSectorNames, sectorNames } from '~/words/sectors';
import { setDutiesSeen, setSectorSeen } from '../as-shown';
import { reportDraft } from '../report-drafts';
import { enterRules } from '../reward-play';
import { knownCounty, sealedInBrowser, sent } from '../sealed-submission';
import { admin, codeOf, county, ctx, emergency, fire, intake, sign } from './drafted-county';

await enterRules(ctx);

const OWN = { zh: '冷库', en: 'Cold stores' };
const drone = (more = {}) => ({ code: null, names: OWN, closed: false, ...more });
const draftOf = (sector: string) => ({ ...reportDraft(), sector, town: null, accusedUnitId: null, employer: null });
const FACTS = { keys: '', registers: '', fingerprint: '', boardArea: null };
const ledTo = async (sector: string) =>
  (await destinationOf(draftOf(sector), await knownCounty(ctx), FACTS)).handling.unitId;
const sealedCase = async (sector: string) => {
  const { posted } = await sealedInBrowser(ctx, draftOf(sector));
  await submitSealedReport(ctx, sent(posted));
  const [row] = await ctx.db.select().from(caseFile).where(eq(caseFile.id, posted.caseId));
  return row;
};
const offered = async () => offeredSectors((await reportChoices(ctx)).sectors);

describe('a county’s own list of trades', () => {
  test('says nothing at first, so that what is signed stays as it was', async () => {
    expect(await signedSectors(ctx.db)).toEqual([]);
    expect((await routingDraft(ctx.db))?.sectors).toBeUndefined();
    expect((await waitingDraft(ctx.db, today(ctx))).total).toBe(0);
  });

  test('a trade is added: a draft for administrators, nothing for reporters, and its own unit’s once it is signed', async () => {
    const code = await setSectorSeen(ctx, admin, drone());
    expect(code).toBe('own1');
    expect(await offered()).not.toContain(code);
    expect(choiceErrors(draftOf(code), await reportChoices(ctx))).toEqual([{ field: 'sector', code: 'notAChoice' }]);
    await expect(sealedCase(code)).rejects.toMatchObject({ code: 'invalid', field: 'sector' });
    const cell = { sector: code, area: '*', matter: '*', duty: 'regulates' } as const;
    await setDutiesSeen(ctx, admin, [{ cell, unitId: emergency }]);
    expect((await waitingDraft(ctx.db, today(ctx))).changes).toMatchObject([
      { of: 'rule', change: 'added' },
      { of: 'sector', change: 'added', after: { code, names: OWN, closed: false } },
    ]);
    await sign();
    expect(await offered()).toContain(code);
    expect(choiceErrors(draftOf(code), await reportChoices(ctx))).toEqual([]);
    expect(await ledTo(code)).toBe(emergency);
    expect(await sealedCase(code)).toMatchObject({ sector: code, responsibleUnitId: emergency });
    await submitReport(ctx, { draft: draftOf(code) });
    expect(await ctx.db.$count(caseFile, eq(caseFile.sector, code))).toBe(2);
    expect((await publicSource(ctx).values()).sectors).toContain(code);
  });

  test('its words are changed, and a table of employers may use them', async () => {
    await setSectorSeen(ctx, admin, drone({ code: 'gas', names: { zh: '燃气和液化气', en: 'Gas and LPG' } }));
    await sign();
    const own = await signedSectors(ctx.db);
    expect([sectorNames('zh', own).gas, sectorNames('en', own).gas]).toEqual(['燃气和液化气', 'Gas and LPG']);
    expect([sectorNames('zh', own).own1, sectorNames('en', own).fire]).toEqual(['冷库', 'Fire safety']);
    expect(await ledTo('gas')).toBe(fire);
    const table = ['单位名称,统一社会信用代码,行业,属地,主管部门', `甲厂,${codeOf(1)},冷库,镇溪镇,应急管理局`].join(
      '\n',
    );
    const checked = await checkImport(ctx, admin, new TextEncoder().encode(table), allSectorNames);
    expect(checked.bad).toEqual([]);
    expect(checked.good).toMatchObject([{ typed: { sector: 'own1' } }]);
  });

  test('is ended: no longer offered, while earlier reports keep it, and one that is under way is taken', async () => {
    await setSectorSeen(ctx, admin, drone({ code: 'own1', closed: true }));
    expect(await offered()).toContain('own1');
    await sign();
    expect(await offered()).not.toContain('own1');
    expect(sectorNames('zh', await signedSectors(ctx.db)).own1).toBe('冷库');
    expect(await sealedCase('own1')).toMatchObject({ responsibleUnitId: emergency });
    expect((await dutyPage(ctx, admin)).rules.some(({ sector }) => sector === 'own1')).toBe(true);
  });

  test('statistics keep it, and add up', async () => {
    await ctx.db.update(caseFile).set({ receivedOn: '2025-08-05' }).where(eq(caseFile.sector, 'own1'));
    const [row] = await ctx.db.select().from(caseFile).where(eq(caseFile.sector, 'own1'));
    const more = Array.from({ length: 9 }, () => ({ ...row, id: crypto.randomUUID(), order: undefined }));
    await ctx.db.insert(caseFile).values(more as (typeof caseFile.$inferInsert)[]);
    const { data } = await makeRelease(ctx, { kind: 'system', name: 'test' }, '2025-08');
    expect(data.bySector.map(({ key }) => key)).toEqual([...new Set(data.bySector.map(({ key }) => key))]);
    expect(data.bySector.map(({ key }) => key)).toContain('own1');
  });

  test('is refused by field: no name, a name that another trade has, the end of what fits nowhere else', async () => {
    const wrong = (typed: object) => setSectorSeen(ctx, admin, drone(typed)).catch((error) => error.data?.problems);
    expect(await wrong({ names: { zh: ' ', en: 'X' } })).toEqual(['name.zh missing']);
    expect(await wrong({ names: { zh: '消防', en: 'fire  safety' } })).toEqual(['name.zh taken', 'name.en taken']);
    expect(await wrong({ names: { zh: '长'.repeat(21) } })).toEqual(['name.zh tooLong']);
    expect(await wrong({ code: 'other', names: { zh: '别的' }, closed: true })).toEqual(['closed otherStays']);
    expect((await setSectorSeen(ctx, admin, drone({ code: 'own9' })).catch((error) => error)).code).toBe('notFound');
    const late = { ...drone({ code: 'gas', names: { zh: '液化气' } }), shown: '[]' };
    await expect(setSector(ctx, admin, late, allSectorNames)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('comes with the file of another site under its own code, which duties there name', async () => {
    await keepSectorEntry(ctx, admin, { code: 'own5', names: { zh: '船厂' }, closed: false });
    expect((await sectorPage(ctx, admin)).drafted).toContainEqual({
      code: 'own5',
      names: { zh: '船厂' },
      closed: false,
    });
    const wrong = keepSectorEntry(ctx, admin, { code: 'x*', names: { zh: '别的' }, closed: false });
    await expect(wrong).rejects.toMatchObject({ code: 'invalid', field: 'code' });
  });

  test('is an administrator’s, and a row that somebody writes is nothing to reporters', async () => {
    await expect(sectorPage(ctx, county.actor('fire.lead'))).rejects.toMatchObject({ code: 'notAllowed' });
    await ctx.db.insert(sectorDraft).values({ code: 'own7', names: { zh: '假' }, closed: false });
    await ctx.db
      .update(sectorDraft)
      .set({ names: { zh: '矿山' } })
      .where(eq(sectorDraft.code, 'gas'));
    expect(sectorNames('zh', (await reportChoices(ctx)).sectors).gas).toBe('燃气和液化气');
    expect(await offered()).not.toContain('own7');
    expect(await ledTo('mining')).not.toBe(intake);
  });
});
