import { eq, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { routingRule, unitKeyGrant } from '#db/schema/county';
import { employer, signboard } from '#db/schema/register';
import { member } from '#db/schema/staff';
import { destinationOf, type PageFacts } from '~/browser/report/report-route';
import type { ReportDraft } from '~/domain/report/report';
import { takersOf } from '~/envelope/keys/held-key';
import { textHashOf } from '~/envelope/keys/memory';
import { reportingOpen } from '~/services/county/county.server';
import { openedInForce } from '~/services/keys/certified.server';
import { recordHeldKey } from '~/services/keys/held-key.server';
import { heldWords } from '~/services/keys/held-words.server';
import { keyAlarms } from '~/services/keys/key-alarm.server';
import { certifyAll, enrolHere } from '~/services/keys/provision.server';
import { signRouting } from '~/services/keys/provision-routing.server';
import { proposeRouting } from '~/services/keys/routing-certification.server';
import { signedRouting } from '~/services/keys/signed-routing.server';
import { listsInForce } from '~/services/log/log-lists.server';
import { submitReport } from '~/services/report/report.server';
import { submitSealedReport } from '~/services/report/report-sealed.server';
import { staffHome } from '~/services/staff/staff-home.server';
import { addBoard, GATE } from '../../e2e/played-county';
import { playedContext } from '../played-context';
import { reportDraft } from '../report-drafts';
import { knownCounty, sealedInBrowser, sent } from '../sealed-submission';

const { ctx, county } = await playedContext();
const { fire, emergency, upper, intake, zhenxi, discipline } = county.unitIds;
const guardians = [county.of('guardians.1'), county.of('guardians.2')];
const FACTS: PageFacts = { keys: '', registers: '', fingerprint: '', boardArea: '500200101' };
const trade = (unitId: string) => [{ unitId, duty: 'trade' as const, sectors: [] }];
await addBoard(ctx, fire);
// Of a trade, so that its regulator takes all but what special regulators answer for.
await ctx.db.update(employer).set({ sector: 'gas', regulators: trade(fire) });
await ctx.db.update(signboard).set({ regulators: trade(fire) });
await signRouting(ctx, guardians, county.directory);

/** With the owner's rights and past every trigger, as whoever runs the database can. */
const force = (statement: ReturnType<typeof sql>) =>
  ctx.database.owner.db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(statement);
  });

const draftOf = (changes: Partial<ReportDraft>): ReportDraft => ({
  ...reportDraft(),
  sector: 'fire',
  town: null,
  accusedUnitId: null,
  ...changes,
});

/** Where an honest browser would send it, by what the server gives out. */
async function ledTo(changes: Partial<ReportDraft> = {}, facts = FACTS) {
  const draft = draftOf(changes);
  const { routing, handling } = await destinationOf(draft, await knownCounty(ctx), facts);
  expect(handling.unitId).toBe(routing.responsibleUnitId);
  return routing.responsibleUnitId;
}

/** Where the plain way sends it. */
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
      // Nobody in this county has special equipment as a duty: it is the town's, or intake's where no town is known.
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

describe('a unit takes reports', () => {
  const takers = async () => {
    const directory = await openedInForce(ctx.db);
    return directory ? takersOf(directory, await heldWords(ctx.db)) : [];
  };

  test('by the words of its members, which no row replaces', async () => {
    expect(await takers()).toContain(fire);
    const kept = await ctx.db.select().from(unitKeyGrant);
    await ctx.db.update(unitKeyGrant).set({ held: null });
    expect(await takers()).toEqual([]);
    for (const { unitKeyId, memberId, held } of kept) {
      const other = kept.find((one) => one.memberId !== memberId && one.held !== null);
      await force(
        sql`update unit_key_grant set held = ${other?.held ?? held} where unit_key_id = ${unitKeyId} and member_id = ${memberId}`,
      );
    }
    expect(await takers()).toEqual([]);
    for (const { unitKeyId, memberId, held } of kept) {
      await force(
        sql`update unit_key_grant set held = ${held} where unit_key_id = ${unitKeyId} and member_id = ${memberId}`,
      );
    }
    expect(await takers()).toContain(fire);
  });

  test('a word is kept from its own member only', async () => {
    const [word] = (await heldWords(ctx.db)).filter(({ memberId }) => memberId === county.of('fire.lead').memberId);
    if (!word) throw new Error('no word');
    const given = { unitKeyId: word.unitKeyId, signature: word.signature };
    await expect(recordHeldKey(ctx, county.actor('fire.lead2'), given)).rejects.toMatchObject({ code: 'invalid' });
    await expect(recordHeldKey(ctx, county.actor('emergency.lead'), given)).rejects.toMatchObject({ code: 'notFound' });
    await recordHeldKey(ctx, county.actor('fire.lead'), given);
  });

  test('taking a key back from its holders closes nothing: what was signed goes on', async () => {
    const leads = [county.of('fire.lead'), county.of('fire.lead2'), county.of('fire.handler')];
    const kept = await ctx.db.select().from(unitKeyGrant);
    for (const { memberId } of leads) await ctx.db.delete(unitKeyGrant).where(eq(unitKeyGrant.memberId, memberId));
    expect((await reportingOpen(ctx.db)).open).toBe(true);
    expect(await ledTo()).toBe(fire);
    await ctx.db.insert(unitKeyGrant).values(kept).onConflictDoNothing();
  });
});

describe('the next versions', () => {
  test('only a guardian proposes, only another confirms, and what is not of the rows is refused', async () => {
    const last = await signedRouting(ctx.db);
    if (!last) throw new Error('nothing signed');
    const { statement, signature } = last;
    const old = { statement, signature, attestation: last.attestations[0]?.signature ?? '' };
    await expect(proposeRouting(ctx, county.actor('admin'), old)).rejects.toMatchObject({ code: 'notAllowed' });
    await expect(proposeRouting(ctx, county.actor('guardians.1'), old)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('checkpoints name the routing', async () => {
    const last = await signedRouting(ctx.db);
    expect(await listsInForce(ctx.db, '')).toContainEqual({
      name: 'routing',
      version: last?.version,
      hash: textHashOf(last?.statement ?? ''),
    });
  });

  test('the routing stays in force when one of its guardians leaves the list', async () => {
    const third = await enrolHere(ctx, {
      login: 'guardians.3',
      name: '第三位',
      roles: ['guardian'],
      unitId: county.unitIds.guardians,
    });
    await certifyAll(ctx, guardians, county.directory);
    const [first, second] = guardians;
    if (!first || !second) throw new Error('no guardians');
    await ctx.db.update(member).set({ status: 'disabled' }).where(eq(member.id, first.memberId));
    // Without the remaining guardians' words reporting would close: such a list is refused by the server.
    await certifyAll(ctx, [second, third], county.directory);
    expect((await openedInForce(ctx.db))?.members.map(({ id }) => id)).not.toContain(first.memberId);
    expect(await ledTo()).toBe(fire);
    expect((await reportingOpen(ctx.db)).routed).toBe(true);
  });

  test('a report about the upper unit is not stopped by all this', async () => {
    expect(await ledTo({ accusedUnitId: upper })).not.toBe(upper);
  });
});
