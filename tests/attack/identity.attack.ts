import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { beforeAll, expect, vi } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { unit } from '#db/schema/county';
import { reward } from '#db/schema/reward';
import { approveHere } from '~/browser/opening/ceremony-workspace';
import { fromBase64 } from '~/envelope/bytes';
import { openDirectorySeed } from '~/envelope/keys/unit-key';
import { signClaimant } from '~/envelope/reward/claim';
import { today } from '~/services/context.server';
import { directoryPage } from '~/services/keys/directory.server';
import { certifyAll } from '~/services/keys/provision.server';
import { submitSealedReport } from '~/services/report/report-sealed.server';
import type { BareSite } from '../e2e/site';
import { approval, approveFor, askFor, type Cast, openFor, pageFor, workspaceOf } from '../services/ceremony-play';
import { askWith, giveInRow, refusedByEach, seedOf } from '../services/dishonest-play';
import { askFromAbove, forgeStep, takeNewestStep } from '../services/escrow-play';
import { listInForce } from '../services/in-force';
import { signedIn } from '../services/member-browser';
import { guardianShares, waitingPayment } from '../services/payout-play';
import { reportDraft } from '../services/report-drafts';
import { sealedInBrowser, sent } from '../services/sealed-submission';
import { giveCase } from '../services/transfer-play';
import { attack, attackLong } from './attack';
import { castOf } from './cast';
import { copyOfDemo, ownerOfDemo } from './demo';

const PERSON = { name: '陈大江', phone: '13812345678', idNumber: '' };
const TOWN = '500999101';

let site: BareSite;
let cast: Cast;
beforeAll(async () => {
  site = await copyOfDemo();
  cast = await castOf(ownerOfDemo());
});

const unitOf = (login: string) => cast.of(login).unitId;

/** A named report about this unit, sealed in its reporter's browser; the fire brigade has it. */
async function reportAbout(accusedUnit: string) {
  const area = `${TOWN}1`;
  const more = { anonymity: 'named', ...PERSON, accusedUnit, consent: 'yes', area } as const;
  const { posted } = await sealedInBrowser(site.ctx, reportDraft(more));
  await submitSealedReport(site.ctx, sent(posted));
  return { caseId: posted.caseId, reportId: posted.reportId };
}

const give = (caseId: string, unitId: string, memberId: string | null) =>
  giveInRow(site.owner.db, caseId, unitId, memberId);

/** The control: a request by whoever handles a report about somebody else is answered. */
async function honestAsk(): Promise<void> {
  const id = await askFor(site.ctx, cast, await reportAbout(unitOf('chengguan.handler')));
  await approveFor(site.ctx, cast, id);
  expect(await openFor(site.ctx, cast, id)).toEqual(PERSON);
}

attack('The accused never learn who reported', 'the case given in the rows to one of them, and back', async () => {
  const { ctx } = site;
  const handler = cast.of('emergency.handler');
  const filed = await reportAbout(handler.unitId);
  const reportSeed = await seedOf(ctx, cast.of('fire.handler'), filed);
  // Without the report's key, and with a copy of it that somebody sold.
  for (const seed of [null, reportSeed]) {
    await give(filed.caseId, handler.unitId, handler.memberId);
    const id = await askWith(ctx, cast, { login: 'emergency.handler', filed, reportSeed: seed });
    await give(filed.caseId, unitOf('fire.handler'), null);
    await refusedByEach(ctx, cast, id, 'accusedUnit');
  }
  await honestAsk();
});

attack(
  'Only who can open a report may ask who sent it',
  'an ask without its key, with another one’s, replayed',
  async () => {
    const { ctx } = site;
    const [filed, other] = [
      await reportAbout(unitOf('chengguan.handler')),
      await reportAbout(unitOf('chengguan.handler')),
    ];
    const handler = cast.of('emergency.handler');
    const otherSeed = await seedOf(ctx, cast.of('fire.handler'), other);
    for (const reportSeed of [null, otherSeed]) {
      await give(filed.caseId, handler.unitId, handler.memberId);
      const id = await askWith(ctx, cast, { login: 'emergency.handler', filed, reportSeed });
      await refusedByEach(ctx, cast, id, 'badSignature');
    }
    await replayed(other, filed);
  },
);

/** What the fire brigade requested about one report, brought out again for another, for another day, or for more. */
async function replayed(asked: Filed, other: Filed): Promise<void> {
  const { ctx } = site;
  const id = await askFor(ctx, cast, asked);
  const guardian = cast.of('guardians.1');
  const { facts, words, approve } = await pageFor(ctx, guardian, id);
  const { shares = [], expiresOn = '' } = approve ?? {};
  const rest = { words, shares, expiresOn, openerId: cast.of('custodians.1').memberId };
  const workspace = await workspaceOf(ctx, guardian);
  const bent = [other, { ceremonyId: randomUUID() }, { askedOn: '2025-01-02' }, { fields: ['name', 'idNumber'] }];
  for (const change of [...bent, { askedBy: cast.of('emergency.handler').memberId }, { reason: 'identityCheck' }]) {
    const wanted = { ...rest, facts: { ...facts, ...change } };
    await expect(approveHere(wanted, workspace)).rejects.toMatchObject({ envelopeError: true });
  }
  // The control: as it was requested it is approved.
  await expect(approveHere({ ...rest, facts }, workspace)).resolves.toMatchObject({ openerId: rest.openerId });
}
type Filed = Awaited<ReturnType<typeof reportAbout>>;

attackLong('Only a level above opens a case of another unit', 'transfers written into the rows', async () => {
  const { ctx, owner } = site;
  const lead = cast.of('emergency.lead');
  const [fire, town] = [unitOf('fire.handler'), unitOf('chengguan.handler')];
  const version = await townUnder(lead.unitId);
  const filed = await reportAbout(unitOf('finance.1'));
  const reportSeed = await seedOf(ctx, cast.of('fire.handler'), filed);
  const moved = (responsibleUnitId: string) =>
    owner.db.update(caseFile).set({ responsibleUnitId }).where(eq(caseFile.id, filed.caseId));
  const approved = (id: string) => approval(ctx, cast.of('guardians.1'), id, cast.of('custodians.1').memberId);
  await moved(town);
  const asked = await askFromAbove(ctx, { lead, caseId: filed.caseId });
  await expect(approved(asked.id)).rejects.toMatchObject({ code: 'notAbove' });
  const step = { caseId: filed.caseId, kind: 'transfer', fromUnitId: fire, toUnitId: town } as const;
  const place = { ...step, onDay: today(ctx), listVersion: version };
  await forgeStep(owner.db, place, lead, reportSeed);
  await expect(approved(asked.id)).rejects.toMatchObject({ code: 'badSignature' });
  // The control: another case, with its giver's own signature.
  const other = await reportAbout(unitOf('finance.1'));
  const otherSeed = await seedOf(ctx, cast.of('fire.handler'), other);
  await forgeStep(owner.db, { ...place, caseId: other.caseId }, cast.of('fire.handler'), otherSeed);
  await owner.db.update(caseFile).set({ responsibleUnitId: town }).where(eq(caseFile.id, other.caseId));
  const rightly = await askFromAbove(ctx, { lead, caseId: other.caseId });
  expect((await approved(rightly.id)).shares.length).toBeGreaterThan(0);
});

attackLong(
  'Only a level above opens a case of another unit',
  'true transfers taken out of the rows, and put back',
  async () => {
    const { ctx, owner } = site;
    const [guardian, town] = [cast.of('guardians.1'), unitOf('chengguan.handler')];
    await townUnder(unitOf('emergency.lead'));
    const { caseId } = await reportAbout(unitOf('finance.1'));
    await giveCase(ctx, cast.of('fire.handler'), caseId, town);
    await giveCase(ctx, cast.of('chengguan.handler'), caseId, unitOf('upper.lead'));
    await (await signedIn({ ctx, who: guardian })).checked.checkedDirectory(await listInForce(ctx));
    const putBack = await takeNewestStep(owner.db);
    await owner.db.update(caseFile).set({ responsibleUnitId: town }).where(eq(caseFile.id, caseId));
    const { id } = await askFromAbove(ctx, { lead: cast.of('emergency.lead'), caseId });
    const approved = () => approval(ctx, guardian, id, cast.of('custodians.1').memberId);
    // By what the site noted beside its database; and where somebody reached that too, by what the guardian's browser
    // remembers.
    await expect(approved()).rejects.toMatchObject({ code: 'badSignature' });
    const { notedTransfers } = ctx;
    ctx.notedTransfers = { read: () => null, note: () => undefined };
    const { checked } = await signedIn({ ctx, who: guardian });
    await expect(checked.checkedDirectory(await listInForce(ctx))).rejects.toMatchObject({ code: 'badSignature' });
    vi.unstubAllGlobals();
    // The control: nobody else would miss it; and once it is back, the request comes from no level above.
    expect((await approved()).shares.length).toBeGreaterThan(0);
    ctx.notedTransfers = notedTransfers;
    await putBack();
    await expect(approved()).rejects.toMatchObject({ code: 'notAbove' });
  },
);

attackLong('No account is paid for a report that nobody opened', 'a lead’s word without the report’s key', async () => {
  const { ctx, owner } = site;
  const payee = { holder: '陈大江', bank: '安岭农商银行', account: '6222000011112222' };
  const { rewardId, batchId } = await waitingPayment(ctx, cast, payee, { town: TOWN });
  // The control: with the signature of the lead who approved it, it would be released.
  const released = await guardianShares(ctx, cast, batchId);
  expect(released.map((share) => share.rewardId)).toContain(rewardId);
  const lead = cast.of('emergency.lead');
  const [row] = await owner.db.select().from(reward).where(eq(reward.id, rewardId));
  const named = { rewardId, key: row?.claimantKey ?? '', memberId: lead.memberId };
  const { signature, proof } = signClaimant(named, { signing: lead.keys.signing.seed, report: new Uint8Array(32) });
  for (const claimant of [
    { claimantReportProof: proof },
    { claimantReportProof: proof, claimantProof: signature, approvedBy: lead.memberId },
  ]) {
    await owner.db.update(reward).set(claimant).where(eq(reward.id, rewardId));
    await expect(guardianShares(ctx, cast, batchId)).rejects.toMatchObject({ code: 'badSignature' });
  }
});

/** A list by which the town office stands under this unit, as two guardians certify it; returns its version. */
async function townUnder(unitId: string): Promise<number> {
  const { ctx, owner } = site;
  const town = unitOf('chengguan.handler');
  await owner.db.update(unit).set({ parentUnitId: unitId }).where(eq(unit.id, town));
  const [first, second] = [cast.of('guardians.1'), cast.of('guardians.2')];
  const { seed, publicKey } = await directoryPage(ctx, first.actor);
  const { grants, keyring } = await workspaceOf(ctx, first);
  const grant = grants.find(({ unitKeyId }) => unitKeyId === seed?.unitKeyId);
  if (!seed || !grant || publicKey === null) throw new Error('The demo has no county key');
  const opened = await openDirectorySeed(fromBase64(seed.wrapped), await keyring.unitIdentity(grant));
  return certifyAll(ctx, [first, second], { seed: opened, publicKey });
}
