import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { caseFile, wrappedKey } from '#db/schema/casework';
import { ceremony } from '#db/schema/ceremony';
import { unit } from '#db/schema/county';
import { member } from '#db/schema/staff';
import { renewKeys } from '~/browser/case-renewal';
import { approveHere, giveHere } from '~/browser/ceremony-desk';
import { takeHere } from '~/browser/escrow-desk';
import { fromBase64, toBase64 } from '~/envelope/bytes';
import { signApproval } from '~/envelope/ceremony';
import { newKeyPair } from '~/envelope/key-pair';
import { openShare, releaseShareTo, type ShareHolder } from '~/envelope/two-share-key';
import { approveCeremony } from '~/services/ceremony.server';
import { caseToAsk, escrowToGive, giveEscrow } from '~/services/escrow.server';
import { escrowToTake, takeEscrow } from '~/services/escrow-take.server';
import { today } from '~/services/house.server';
import { certifyAll, type EnrolledMember } from '~/services/provision.server';
import { submitSealedReport } from '~/services/report-sealed.server';
import { readSealedSubmission } from '~/services/report-sealed-shape.server';
import { desk, keyringOf } from './case-desk';
import { approval, approveFor, bytesOf, deskOf, pageFor } from './ceremony-play';
import { askFromAbove, type EscrowWish, forgeStep, seedOf } from './dishonest-play';
import { type County, makeCounty } from './fixtures';
import { reportDraft } from './report-drafts';
import { enterRules } from './reward-play';
import { sealedInBrowser } from './sealed-submission';
import { type TestHouse, testHouse } from './test-house';

let house: TestHouse;
let county: County;
beforeAll(async () => {
  house = await testHouse();
  await enterRules(house);
  county = await makeCounty(house);
});

const refusal = (code: string, rule?: string) =>
  expect.objectContaining({ refusal: true, code, ...(rule && { data: expect.objectContaining({ rule }) }) });

/** A report sealed in the reporter's browser about this unit: its case, and who handles it. */
async function reportAbout(accusedUnit?: string) {
  const { posted } = await sealedInBrowser(house, reportDraft(accusedUnit === undefined ? {} : { accusedUnit }));
  await submitSealedReport(house, readSealedSubmission(posted));
  const [row] = await house.db.select().from(caseFile).where(eq(caseFile.id, posted.caseId));
  const { caseId, reportId } = posted;
  return { caseId, reportId, order: row?.order ?? 0, unitId: row?.responsibleUnitId };
}

const askUpper = (caseId: string, more: Partial<EscrowWish> = {}) =>
  askFromAbove(house, { lead: county.of('upper.lead'), caseId, ...more });
type Asked = Awaited<ReturnType<typeof askUpper>>;
type Held = { scope: string; unitKeyId: string; bytes: string };

/** What a program without the check makes of the shares. */
async function releasedAnyway(
  holder: ShareHolder,
  asked: Asked,
  held: readonly Held[],
  by: EnrolledMember,
  until: string,
) {
  const { grants, keyring } = await deskOf(house, by);
  const receiver = [...county.members.values()].find(({ memberId }) => memberId === asked.facts.askedBy);
  if (!receiver) throw new Error('asker');
  return Promise.all(
    held.map(async ({ scope, unitKeyId, bytes }) => {
      const grant = grants.find((one) => one.unitKeyId === unitKeyId);
      if (!grant) throw new Error('grant');
      const release = {
        scope,
        holder,
        ceremonyId: asked.id,
        share: fromBase64(bytes),
        holderIdentity: await keyring.unitIdentity(grant),
        toRecipient: receiver.keys.age.recipient,
        expiresOn: until,
        mayHave: () => undefined,
        tellAbout: true,
      };
      return { scope, bytes: await releaseShareTo(release) };
    }),
  );
}

async function approveDishonestly(asked: Asked): Promise<void> {
  const [guardian, openerId] = [county.of('guardians.1'), county.of('custodians.1').memberId];
  const page = await pageFor(house, guardian, asked.id);
  const expiresOn = page.approve?.expiresOn ?? '';
  const shares = await releasedAnyway('guardians', asked, page.approve?.shares ?? [], guardian, expiresOn);
  const said = { ...asked.facts, approvedBy: guardian.memberId, openerId, receiverId: asked.facts.askedBy };
  const signed = signApproval({ ...said, expiresOn, shares }, guardian.keys.signing.seed);
  await approveCeremony(house, guardian.actor, asked.id, { openerId, expiresOn, approval: signed, shares });
}

const custodianGives = async ({ id, facts, words }: Asked) => {
  const custodian = county.of('custodians.1');
  const toGive = { facts, words, ...(await escrowToGive(house, custodian.actor, id)) };
  return (await giveHere('custodians', toGive, today(house), await deskOf(house, custodian, facts.caseId))).map(
    bytesOf,
  );
};

const leadTakes = async ({ id, facts }: Asked) => {
  const lead = county.of('upper.lead');
  return takeHere(
    facts,
    await escrowToTake(house, lead.actor, id),
    lead.unitId,
    today(house),
    await deskOf(house, lead, facts.caseId),
  );
};

/** Whom each escrow share of a case names, opened with the units' own keys. */
async function accusedIn(caseId: string): Promise<Record<string, readonly string[]>> {
  const found: Record<string, readonly string[]> = {};
  for (const wrap of await house.db.select().from(wrappedKey).where(eq(wrappedKey.caseId, caseId))) {
    const { key, share, keyEpoch, reportId, bytes } = wrap;
    if (share === 'whole') continue;
    const scope = `${key === 'case' ? caseId : reportId}:${key}${keyEpoch === 0 ? '' : `#${keyEpoch}`}`;
    const opened = await openShare(bytes, county.unitPair(share).identity, scope, share);
    found[`${key}#${keyEpoch} ${share}`] = opened.about?.accused ?? [];
  }
  return found;
}

describe('the escrow of a browser-sealed report that accuses the unit above', () => {
  test('is refused by the guardian’s browser, and nothing is kept', async () => {
    const filed = await reportAbout(county.unitIds.upper);
    expect(filed.unitId).not.toBe(county.unitIds.upper);
    // The server does not know: it lets the accused unit ask.
    const lead = county.of('upper.lead');
    expect(await caseToAsk(house, lead.actor, filed.order)).toEqual({ caseId: filed.caseId });
    const asked = await askUpper(filed.caseId);
    const opener = county.of('custodians.1').memberId;
    await expect(approval(house, county.of('guardians.1'), asked.id, opener)).rejects.toMatchObject({
      code: 'accusedUnit',
    });
    const [row] = await house.db.select().from(ceremony).where(eq(ceremony.id, asked.id));
    expect(row?.state).toBe('asked');
  });

  test('is refused by the custodian’s browser where the guardian is dishonest, and noticed by the lead’s own', async () => {
    const filed = await reportAbout(county.unitIds.upper);
    const asked = await askUpper(filed.caseId, { purpose: 'takeover' });
    await approveDishonestly(asked);
    await expect(custodianGives(asked)).rejects.toMatchObject({ code: 'accusedUnit' });
    const custodian = county.of('custodians.1');
    const { own, approval: kept } = await escrowToGive(house, custodian.actor, asked.id);
    const given = await releasedAnyway('custodians', asked, own, custodian, kept.expiresOn);
    await giveEscrow(house, custodian.actor, asked.id, given);
    await expect(leadTakes(asked)).rejects.toMatchObject({ code: 'accusedUnit' });
  });

  test('is handed on where the report is about another unit, which a takeover’s new escrow names again', async () => {
    const accused = county.unitIds.fire;
    const filed = await reportAbout(accused);
    const asked = await askUpper(filed.caseId, { purpose: 'takeover' });
    await approveFor(house, county, asked.id);
    await giveEscrow(house, county.actor('custodians.1'), asked.id, await custodianGives(asked));
    const { wraps, renewal } = await leadTakes(asked);
    const decoded = <T extends { bytes: string }>(all: T[]) =>
      all.map((one) => ({ ...one, bytes: fromBase64(one.bytes) })) as never;
    if (!renewal) throw new Error('no renewal');
    await takeEscrow(house, county.actor('upper.lead'), asked.id, {
      wraps: decoded(wraps),
      renewal: { ...renewal, wraps: decoded(renewal.wraps), proofs: decoded(renewal.proofs) },
    });
    const named = await accusedIn(filed.caseId);
    expect(named).toEqual({
      'report#0 custodians': [accused],
      'report#0 guardians': [accused],
      'case#0 custodians': [accused],
      'case#0 guardians': [accused],
      'identity#0 custodians': [accused],
      'identity#0 guardians': [accused],
      'case#1 custodians': [accused],
      'case#1 guardians': [accused],
    });
  });

  test('names it also after the handling unit renewed the case’s keys, and not without the narrative', async () => {
    const filed = await reportAbout(county.unitIds.discipline);
    const lead = county.of('fire.lead');
    const { opened } = await desk(house, lead, filed.caseId);
    const renewed = await renewKeys(opened, keyringOf(lead));
    for (const holder of ['custodians', 'guardians'] as const) {
      const wrap = renewed.wraps.find(({ share }) => share === holder);
      const scope = `${filed.caseId}:case#1`;
      const { about } = await openShare(fromBase64(wrap?.bytes ?? ''), county.unitPair(holder).identity, scope, holder);
      expect(about?.accused).toEqual([county.unitIds.discipline]);
    }
    const untold = { ...opened, reports: opened.reports.map((one) => ({ ...one, narrative: null })) };
    await expect(renewKeys(untold, keyringOf(lead))).rejects.toMatchObject({ code: 'wrongPart' });
  });
});

describe('what the asker did not sign', () => {
  test('is sealed for nobody: not by the guardian’s browser, nor by the custodian’s', async () => {
    const filed = await reportAbout();
    const forged = await askUpper(filed.caseId, { signer: county.of('fire.lead') });
    const opener = county.of('custodians.1').memberId;
    await expect(approval(house, county.of('guardians.1'), forged.id, opener)).rejects.toMatchObject({
      code: 'badSignature',
    });
    await approveDishonestly(forged);
    await expect(custodianGives(forged)).rejects.toMatchObject({ code: 'badSignature' });
    await expect(custodianGives({ ...forged, words: null as never })).rejects.toMatchObject({ code: 'badSignature' });
    const { facts } = forged;
    const wanted = { facts, words: null, shares: [], openerId: opener, expiresOn: facts.askedOn };
    await expect(approveHere(wanted, await deskOf(house, county.of('guardians.1')))).rejects.toMatchObject({
      code: 'badSignature',
    });
  });
});

describe('an escrow asked rightly, when something changed meanwhile', () => {
  /** What the owner of the database can do, to play a move between the steps; put back afterwards. */
  async function meanwhile(change: () => Promise<unknown>, back: () => Promise<unknown>, step: () => Promise<unknown>) {
    await change();
    await expect(step()).rejects.toEqual(refusal('conflict', 'noLongerAbove'));
    await back();
  }
  const owner = () => house.database.owner.db;
  const toUnit = (caseId: string, responsibleUnitId: string) => () =>
    owner().update(caseFile).set({ responsibleUnitId }).where(eq(caseFile.id, caseId));
  const leadIn = (unitId: string) => () =>
    owner()
      .update(member)
      .set({ unitId })
      .where(eq(member.id, county.of('upper.lead').memberId));
  const leadAs = (roles: string[]) => () =>
    owner()
      .update(member)
      .set({ roles })
      .where(eq(member.id, county.of('upper.lead').memberId));

  test('is not approved, given or taken once the unit stands no longer above, or the asker is no more its lead', async () => {
    const filed = await reportAbout();
    const [was, upper] = [filed.unitId ?? '', county.unitIds.upper];
    const asked = await askUpper(filed.caseId);
    const guardian = county.of('guardians.1');
    const made = await approval(house, guardian, asked.id, county.of('custodians.1').memberId);
    const approve = () => approveCeremony(house, guardian.actor, asked.id, made);
    const away = toUnit(filed.caseId, upper);
    const home = toUnit(filed.caseId, was);
    await meanwhile(away, home, approve);
    await meanwhile(leadIn(county.unitIds.fire), leadIn(upper), approve);
    await meanwhile(leadAs(['handler']), leadAs(['lead']), approve);
    await approve();
    const given = await custodianGives(asked);
    const give = () => giveEscrow(house, county.actor('custodians.1'), asked.id, given);
    const toGive = () => escrowToGive(house, county.actor('custodians.1'), asked.id);
    for (const step of [toGive, give]) {
      await meanwhile(away, home, step);
      await meanwhile(leadIn(county.unitIds.fire), leadIn(upper), step);
    }
    await give();
    const toTake = () => escrowToTake(house, county.actor('upper.lead'), asked.id);
    const { wraps } = await leadTakes(asked);
    const bytes = wraps.map((one) => ({ ...one, bytes: fromBase64(one.bytes) })) as never;
    const take = () => takeEscrow(house, county.actor('upper.lead'), asked.id, { wraps: bytes, renewal: null });
    for (const step of [toTake, take]) await meanwhile(away, home, step);
    await take();
  });
});

describe('an escrow asked from above a unit that the case never went to', () => {
  const steps = () => house.database.owner.db;
  /** The town stands under the emergency bureau, by the signed list. The brigade's case is written down as the town's. */
  async function strayed() {
    const { zhenxi, emergency } = county.unitIds;
    await steps().update(unit).set({ parentUnitId: emergency }).where(eq(unit.id, zhenxi));
    const version = await certifyAll(house, [county.of('guardians.1'), county.of('guardians.2')], county.directory);
    const filed = await reportAbout();
    await steps().update(caseFile).set({ responsibleUnitId: zhenxi }).where(eq(caseFile.id, filed.caseId));
    const asked = await askFromAbove(house, { lead: county.of('emergency.lead'), caseId: filed.caseId });
    const step = { caseId: filed.caseId, fromUnitId: filed.unitId ?? '', onDay: today(house), listVersion: version };
    return { filed, asked, step: { ...step, way: 'transfer', toUnitId: zhenxi } as const };
  }
  const approved = (id: string) => approval(house, county.of('guardians.1'), id, county.of('custodians.1').memberId);
  const stranger = new Uint8Array(32).fill(7);

  test('is refused by guardian and custodian, each alone: the shares say where it is', async () => {
    const { asked } = await strayed();
    await expect(approved(asked.id)).rejects.toMatchObject({ code: 'notAbove' });
    await approveDishonestly(asked);
    await expect(custodianGives(asked)).rejects.toMatchObject({ code: 'notAbove' });
  });

  test('is refused with a transfer or takeover that somebody wrote into the rows', async () => {
    const other = await reportAbout();
    const otherSeed = await seedOf(house, county.of('fire.handler'), other);
    const ways = [
      // Of the giving unit, but without the report's key.
      [{}, 'fire.handler2', stranger],
      [{}, 'fire.handler2', otherSeed],
      // With it (somebody who left sold a copy), but not of the giving unit.
      [{}, 'emergency.lead', null],
      [{}, 'zhenxi.handler', null],
      // Taken over from where it is by a unit that does not stand above that.
      [{ way: 'takeover' }, 'zhenxi.lead', null],
      // From another unit than the one that has it.
      [{ fromUnitId: county.unitIds.emergency }, 'emergency.lead', null],
      // Another case's.
      [{ caseId: other.caseId }, 'fire.handler', null],
    ] as const;
    for (const [change, signer, seed] of ways) {
      const { filed, asked, step } = await strayed();
      const reportSeed = seed ?? (await seedInRows(filed));
      await forgeStep(steps(), { ...step, ...change }, county.of(signer), reportSeed, filed.caseId);
      await expect(approved(asked.id)).rejects.toMatchObject({ code: 'badSignature' });
      await approveDishonestly(asked);
      await expect(custodianGives(asked)).rejects.toMatchObject({ code: 'badSignature' });
    }
  });

  test('control: is handed on after the giver’s own word for the transfer', async () => {
    const { filed, asked, step } = await strayed();
    await forgeStep(steps(), step, county.of('fire.handler'), await seedInRows(filed));
    expect((await approved(asked.id)).shares.length).toBeGreaterThan(0);
    await approveFor(house, county, asked.id);
    expect((await custodianGives(asked)).length).toBeGreaterThan(0);
  });

  /** The report's key, as somebody of the brigade read it before the row was changed. */
  async function seedInRows(filed: { caseId: string; reportId: string }): Promise<Uint8Array> {
    const place = (responsibleUnitId: string) =>
      steps().update(caseFile).set({ responsibleUnitId }).where(eq(caseFile.id, filed.caseId));
    await place(county.unitIds.fire);
    const seed = await seedOf(house, county.of('fire.handler'), filed);
    await place(county.unitIds.zhenxi);
    return seed;
  }
});

test('a unit placed elsewhere than the signed list says takes no part until it is certified anew', async () => {
  const { posted } = await sealedInBrowser(house, reportDraft());
  const { fire, upper } = county.unitIds;
  const move = (parentUnitId: string | null) =>
    house.database.owner.db.update(unit).set({ parentUnitId }).where(eq(unit.id, fire));
  await move(null);
  await expect(submitSealedReport(house, readSealedSubmission(posted))).rejects.toEqual(refusal('notOpen'));
  await move(upper);
  expect(await submitSealedReport(house, readSealedSubmission(posted))).toEqual({ repeated: false });
});

test('a wrap of another size than every share has is refused: it could tell whom the report is about', async () => {
  const { posted } = await sealedInBrowser(house, reportDraft());
  const { recipient } = await newKeyPair();
  const { wrapSeed } = await import('~/envelope/wrap');
  const small = toBase64(await wrapSeed(new Uint8Array(32), 'x', [recipient]));
  const wraps = posted.wraps.map((one) => (one.share === 'guardians' ? { ...one, bytes: small } : one));
  await expect(submitSealedReport(house, readSealedSubmission({ ...posted, wraps }))).rejects.toEqual(
    refusal('invalid'),
  );
});
