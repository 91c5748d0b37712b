import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { rehearsalReport, rehearsalSeen } from '#db/schema/rehearsal';
import type { TestToOpen } from '~/browser/county/rehearsal-workspace';
import { destinationOf } from '~/browser/report/report-route';
import { newSession, sealForPost } from '~/browser/report/report-sealing';
import { encodeReport, type PostedReport } from '~/contract/posted/report';
import { identityScope } from '~/contract/sealed/identity';
import { keyScope, openWholeSeed } from '~/contract/sealed/key-wraps';
import { openNarrative } from '~/contract/sealed/narrative';
import { openShare } from '~/contract/sealed/two-share-key';
import { rehearsalWays } from '~/domain/report/rehearsal-questions';
import { fromBase64 } from '~/envelope/bytes';
import { keyPairFromSeed, newKeyPair } from '~/envelope/key-pair';
import { directoryFingerprint } from '~/envelope/keys/directory';
import { routingTable } from '~/envelope/keys/routing-statement';
import { openUnitKey } from '~/envelope/keys/unit-key';
import { rehearsalChecks, shareProofOf, signSeen } from '~/envelope/report/rehearsal-proof';
import { endRehearsal, rehearsalPage, seeRehearsal, sendRehearsal } from '~/services/county/rehearsal.server';
import { staffHome } from '~/services/staff/staff-home.server';
import { playedContext } from '../played-context';
import { reportDraft } from '../report-drafts';
import { knownCounty } from '../sealed-submission';

const { ctx, county } = await playedContext();
const admin = county.actor('admin');

/** Sealed as the administrator's browser does it for this unit. */
async function testFor(unitId: string, change: (posted: PostedReport) => PostedReport = (posted) => posted) {
  const known = await knownCounty(ctx);
  const way = rehearsalWays(routingTable(known.directory, known.routing)).find((one) => one.unitId === unitId);
  if (!way?.question) throw new Error('no way');
  const { sector, matter, town, deaths, accusedUnitId } = way.question;
  const draft = {
    ...reportDraft({}),
    sector,
    matter,
    town,
    deaths,
    accusedUnitId,
    employer: null,
    siteCode: null,
    test: true as const,
  };
  const session = await newSession();
  const facts = {
    keys: '',
    registers: '',
    fingerprint: directoryFingerprint(known.given.directory.publicKey),
    boardArea: null,
  };
  const receipt = { reporter: await newKeyPair(), lookupHash: 'ab'.repeat(32) };
  const destination = await destinationOf(draft, known, facts);
  const posted = await sealForPost({ session, draft, county: known, destination, receipt, files: [] });
  const checks = rehearsalChecks(session.keys.report.seed);
  return { meantFor: unitId, report: encodeReport(change(posted)), ...checks };
}

async function opened(login: string, test: TestToOpen) {
  const who = county.of(login);
  const { grant, reportId } = test;
  const { identity } = await openUnitKey(fromBase64(grant.wrapped), grant.unitKeyId, who.keys.age.identity);
  if (test.part !== 'unit') {
    const { about } = await openShare(fromBase64(test.wrap), identity, identityScope(reportId), test.part);
    return { told: null, proof: shareProofOf(about?.proofKey ?? '') };
  }
  const seed = await openWholeSeed(fromBase64(test.wrap), identity, keyScope(test, 'report'));
  const { narrative } = await openNarrative(reportId, fromBase64(test.narrative), await keyPairFromSeed(seed));
  return { told: narrative, proof: signSeen({ reportId, memberId: who.memberId }, seed) };
}

/** Numbers of rows of every table but those of the rehearsal and the log. */
async function counts() {
  const rows = await ctx.db.execute(sql`select tablename from pg_tables where schemaname = 'public'`);
  const tables = rows.map((row) => String(row.tablename)).filter((name) => !/^(rehearsal_|log_)/.test(name));
  const found: Record<string, number> = {};
  for (const name of tables) {
    const [row] = await ctx.db.execute(sql.raw(`select count(*)::int as n from "${name}"`));
    found[name] = Number(row?.n);
  }
  return found;
}

const FIRE = county.unitIds.fire;
const mineOf = async (login: string) => (await rehearsalPage(ctx, county.actor(login))).mine;

describe('a test report', () => {
  it('goes the way of a true one to each unit, and leaves no row anywhere else', async () => {
    const before = await counts();
    const page = await rehearsalPage(ctx, admin);
    const ways = page.places.filter(({ noWay }) => !noWay);
    expect(ways.length).toBeGreaterThan(3);
    for (const { unitId } of ways) await sendRehearsal(ctx, admin, await testFor(unitId));
    expect(await counts()).toEqual(before);
    const after = await rehearsalPage(ctx, admin);
    expect(after.places.filter(({ sentOn }) => sentOn !== null).map(({ unitId }) => unitId)).toEqual(
      ways.map(({ unitId }) => unitId),
    );
    // Once more replaces it.
    await sendRehearsal(ctx, admin, await testFor(FIRE));
    expect(await ctx.db.$count(rehearsalReport)).toBe(ways.length);
  });

  it('opens with the unit’s key, says itself that it is a test, and is recorded by a proof', async () => {
    const [test] = await mineOf('fire.handler');
    if (!test) throw new Error('none');
    const { told, proof } = await opened('fire.handler', test);
    expect(told).toMatchObject({ test: true });
    const actor = county.actor('fire.handler');
    const see = (who: string, given: string) =>
      seeRehearsal(ctx, county.actor(who), { reportId: test.reportId, proof: given });
    for (const wrong of ['', 'a'.repeat(86)])
      await expect(see('fire.handler', wrong)).rejects.toMatchObject({ code: 'invalid', field: 'proof' });
    // A colleague’s proof is not one’s own, and another unit holds no key of it.
    await expect(see('fire.lead', proof)).rejects.toMatchObject({ code: 'invalid' });
    await expect(see('intake.1', proof)).rejects.toMatchObject({ code: 'notFound' });
    expect((await staffHome(ctx, actor)).rehearsals).toBe(1);
    await see('fire.handler', proof);
    await see('fire.handler', proof);
    expect((await staffHome(ctx, actor)).rehearsals).toBe(0);
    const fire = (await rehearsalPage(ctx, admin)).places.find(({ unitId }) => unitId === FIRE);
    expect(fire?.holders.filter(({ seenOn }) => seenOn !== null)).toHaveLength(1);
    expect(fire?.holders.filter(({ seenOn }) => seenOn === null).length).toBeGreaterThan(0);
  });

  it('gives custodians and guardians a share of each and nothing to read, and counts them once they opened all', async () => {
    for (const login of ['custodians.1', 'guardians.1']) {
      const mine = await mineOf(login);
      expect(mine).toHaveLength(await ctx.db.$count(rehearsalReport));
      for (const test of mine) {
        expect(Object.keys(test)).not.toContain('narrative');
        const { proof } = await opened(login, test);
        await expect(
          seeRehearsal(ctx, county.actor(login), { reportId: test.reportId, proof: `${proof}A` }),
        ).rejects.toMatchObject({ code: 'invalid' });
        await seeRehearsal(ctx, county.actor(login), { reportId: test.reportId, proof });
      }
    }
    const { shares } = await rehearsalPage(ctx, admin);
    expect(shares.map(({ holders }) => holders.filter(({ seenOn }) => seenOn !== null).length)).toEqual([1, 1]);
  });

  it('is refused where the duties lead it elsewhere, with files, altered, or from anybody else', async () => {
    const good = await testFor(FIRE);
    await expect(sendRehearsal(ctx, admin, { ...good, meantFor: county.unitIds.intake })).rejects.toMatchObject({
      code: 'invalid',
      field: 'meantFor',
    });
    const toIntake = (posted: PostedReport): PostedReport => ({
      ...posted,
      routing: { ...posted.routing, responsibleUnitId: county.unitIds.intake },
    });
    await expect(sendRehearsal(ctx, admin, await testFor(FIRE, toIntake))).rejects.toMatchObject({ code: 'conflict' });
    const withFiles = (posted: PostedReport) => ({ ...posted, uploadToken: 'a'.repeat(43) });
    await expect(sendRehearsal(ctx, admin, await testFor(FIRE, withFiles))).rejects.toMatchObject({ code: 'invalid' });
    await expect(sendRehearsal(ctx, county.actor('fire.lead'), good)).rejects.toMatchObject({ code: 'notAllowed' });
    await expect(endRehearsal(ctx, county.actor('guardians.1'))).rejects.toMatchObject({ code: 'notAllowed' });
  });

  it('is marked in its row, and cannot be anything else', async () => {
    await expect(ctx.database.owner.db.update(rehearsalReport).set({ test: false })).rejects.toThrow();
  });

  it('is removed at the end, with what was recorded', async () => {
    await endRehearsal(ctx, admin);
    expect(await ctx.db.$count(rehearsalReport)).toBe(0);
    expect(await ctx.db.$count(rehearsalSeen)).toBe(0);
    await expect(endRehearsal(ctx, admin)).rejects.toMatchObject({ code: 'alreadyDone' });
  });
});
