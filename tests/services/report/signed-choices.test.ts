import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { area } from '#db/schema/county';
import type { Localized } from '~/domain/localized';
import { submitReport } from '~/services/report/report.server';
import { reportChoices } from '~/services/report/report-choices.server';
import { playedContext } from '../played-context';
import { reportDraft } from '../report-drafts';
import { enterRules } from '../reward-play';

const { ctx, county } = await playedContext();
await enterRules(ctx);

const rename = (code: string, names: Localized) =>
  ctx.database.owner.db.update(area).set({ names }).where(eq(area.code, code));

/** The unit that a reporter reaches whose scripts are off and who chooses a town by its name. */
async function ledToBy(name: string): Promise<string | undefined> {
  const { towns } = await reportChoices(ctx);
  const town = towns.find((one) => one.name.zh === name)?.code ?? null;
  const { caseId } = await submitReport(ctx, { draft: { ...reportDraft(), sector: 'specialEquipment', town } });
  const [row] = await ctx.db.select().from(caseFile).where(eq(caseFile.id, caseId));
  return row?.responsibleUnitId;
}

test('the form names towns and villages by the signed routing, though somebody exchanged names in the rows', async () => {
  const before = await reportChoices(ctx);
  expect(before.towns.map(({ name }) => name.zh)).toEqual(['镇溪镇', '白石镇']);
  expect(before.towns[0]?.villages).toEqual([{ code: '500200101001', name: { zh: '河口村', en: 'Hekou Village' } }]);
  expect(await ledToBy('镇溪镇')).toBe(county.unitIds.zhenxi);
  const elsewhere = await ledToBy('白石镇');
  expect(elsewhere).not.toBe(county.unitIds.zhenxi);
  await rename('500200101', { zh: '白石镇', en: 'Baishi Town' });
  await rename('500200102', { zh: '镇溪镇', en: 'Zhenxi Town' });
  await ctx.database.owner.db.update(area).set({ parentCode: '500200102' }).where(eq(area.code, '500200101001'));
  expect((await reportChoices(ctx)).towns).toEqual(before.towns);
  expect(await ledToBy('镇溪镇')).toBe(county.unitIds.zhenxi);
  expect(await ledToBy('白石镇')).toBe(elsewhere);
});
