import { eq, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { routingRule } from '#db/schema/county';
import { employer, signboard } from '#db/schema/register';
import type { ReportDraft } from '~/domain/report/report';
import { reportingOpen } from '~/services/county/county.server';
import { keyAlarms } from '~/services/keys/key-alarm.server';
import { signedRouting } from '~/services/keys/signed-routing.server';
import { submitReport } from '~/services/report/report.server';
import { submitSealedReport } from '~/services/report/report-sealed.server';
import { staffHome } from '~/services/staff/staff-home.server';
import { GATE } from '../../e2e/played-county';
import { sealedInBrowser, sent } from '../sealed-submission';
import {
  county,
  ctx,
  discipline,
  draftOf,
  emergency,
  FACTS,
  fire,
  force,
  intake,
  ledTo,
  trade,
  zhenxi,
} from './routing-county';

/** Where the plain form sends it. */
async function plainlyLedTo(changes: Partial<ReportDraft> = {}) {
  const draft = draftOf(changes);
  const { caseId } = await submitReport(ctx, { draft });
  const [row] = await ctx.db.select().from(caseFile).where(eq(caseFile.id, caseId));
  return row?.responsibleUnitId;
}

const alarm = async () => (await keyAlarms(ctx, ctx.db)).routing;

describe('a row that was changed leads nobody astray', () => {
  test('a duty', async () => {
    expect(await alarm()).toBeNull();
    await ctx.db.update(routingRule).set({ unitId: emergency }).where(eq(routingRule.sector, 'fire'));
    expect(await ledTo()).toBe(fire);
    expect(await plainlyLedTo()).toBe(fire);
    expect(await alarm()).toBe('differs');
    expect((await staffHome(ctx, county.actor('guardians.1'))).directory).toBe(1);
    await ctx.db.update(routingRule).set({ unitId: fire }).where(eq(routingRule.sector, 'fire'));
    expect(await alarm()).toBeNull();
  });

  test('the regulator of a signboard, or its town', async () => {
    const scanned = { siteCode: GATE, sector: 'mining' as const };
    expect(await ledTo(scanned)).toBe(fire);
    await ctx.db.update(signboard).set({ regulators: trade(emergency), areaCode: '500200102' });
    for (const boardArea of ['500200101', '500200102', null]) {
      expect(await ledTo(scanned, { ...FACTS, boardArea })).toBe(fire);
    }
    expect(await plainlyLedTo(scanned)).toBe(fire);
    expect(await alarm()).toBe('differs');
    await ctx.db.update(signboard).set({ regulators: trade(fire), areaCode: '500200101' });
  });

  test('the regulator of an employer', async () => {
    const named = { employer: '锦程服装厂', town: '500200101', sector: 'mining' as const };
    expect(await ledTo(named)).toBe(fire);
    expect(await ledTo({ ...named, employer: '别的厂' })).toBe(emergency);
    await ctx.db.update(employer).set({ regulators: trade(emergency) });
    expect(await ledTo(named)).toBe(fire);
    expect(await plainlyLedTo(named)).toBe(fire);
    expect(await alarm()).toBe('differs');
    await ctx.db.update(employer).set({ regulators: trade(fire) });
  });

  test('a matter of another duty goes to whom the county’s duties name for it', async () => {
    for (const changes of [{ siteCode: GATE }, { employer: '锦程服装厂', town: '500200101' }]) {
      // Nobody in this county has special equipment as a duty: it goes to the town, or to intake where no town is
      // known.
      expect(await ledTo({ ...changes, sector: 'specialEquipment' })).toBe(zhenxi);
      const { caseId } = await submitReport(ctx, { draft: draftOf({ ...changes, sector: 'specialEquipment' }) });
      const [row] = await ctx.db.select().from(caseFile).where(eq(caseFile.id, caseId));
      expect(row?.responsibleUnitId).toBe(zhenxi);
    }
  });

  test('deaths, sealed too, go to whom the county names and not out of it; misconduct to discipline inspection', async () => {
    expect(await ledTo({ deaths: 2 })).toBe(emergency);
    expect(await ledTo({ matter: 'concealedAccident' })).toBe(emergency);
    expect(await ledTo({ matter: 'misconduct', deaths: 2 })).toBe(discipline);
    const { posted } = await sealedInBrowser(ctx, draftOf({ deaths: 2 }), FACTS);
    expect(await submitSealedReport(ctx, sent(posted))).toEqual({ repeated: false });
  });

  test('and the sealed way takes what the signed rules lead to, by board and employer too', async () => {
    for (const changes of [
      { siteCode: GATE, sector: 'mining' as const },
      { employer: '锦程服装厂', town: '500200101', sector: 'mining' as const },
    ]) {
      const { posted } = await sealedInBrowser(ctx, draftOf(changes), FACTS);
      expect(posted.routing.responsibleUnitId).toBe(fire);
      expect(await submitSealedReport(ctx, sent(posted))).toEqual({ repeated: false });
      const elsewhere = { ...posted.routing, reasons: [{ rule: 'employer' as const, unitId: intake }] };
      const other = { ...posted, formToken: `${posted.formToken}x`, reportId: crypto.randomUUID(), routing: elsewhere };
      await expect(submitSealedReport(ctx, sent(other))).rejects.toMatchObject({ code: 'conflict' });
    }
  });
});

describe('what was signed and was changed afterwards closes reporting, with an alarm', () => {
  beforeEach(async () => {
    expect((await reportingOpen(ctx.db)).open).toBe(true);
  });

  test('the statement', async () => {
    const [{ statement = '' } = {}] = [await signedRouting(ctx.db)].flatMap((one) => one ?? []);
    const forged = statement.replaceAll(fire, emergency);
    await force(sql`update routing_version set statement = ${forged} where statement = ${statement}`);
    await expect(ledTo()).rejects.toMatchObject({ code: 'badSignature' });
    await expect(plainlyLedTo()).rejects.toMatchObject({ code: 'notOpen' });
    expect((await reportingOpen(ctx.db)).open).toBe(false);
    expect(await alarm()).toBe('broken');
    await force(sql`update routing_version set statement = ${statement} where statement = ${forged}`);
  });

  test('its guardians', async () => {
    const before = (await signedRouting(ctx.db))?.attestations;
    const one = sql`jsonb_set(attestations, '{0,signature}', attestations->1->'signature')`;
    const newest = sql`version = (select max(version) from routing_version)`;
    await force(sql`update routing_version set attestations = ${one} where ${newest}`);
    await expect(ledTo()).rejects.toMatchObject({ code: 'badSignature' });
    expect(await alarm()).toBe('broken');
    await force(sql`update routing_version set attestations = ${JSON.stringify(before)}::text::jsonb where ${newest}`);
  });

  test('a town’s register', async () => {
    await force(sql`update town_register set text = replace(text, ${fire}, ${emergency})`);
    const scanned = { siteCode: GATE, sector: 'mining' as const };
    await expect(ledTo(scanned)).rejects.toMatchObject({ code: 'badSignature' });
    await force(sql`update town_register set text = replace(text, ${emergency}, ${fire})`);
  });
});
