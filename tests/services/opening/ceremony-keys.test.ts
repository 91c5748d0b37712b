import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { caseFile, report, sealedPart, wrappedKey } from '#db/schema/casework';
import { ceremony, payeeSample } from '#db/schema/ceremony';
import { payeeShare } from '#db/schema/reward';
import { openCase } from '~/browser/case/case-workspace';
import { hasUnsignedKey, openFollow } from '~/browser/follow/follow-workspace';
import { askHere } from '~/browser/opening/ceremony-asker';
import { approveHere, giveHere } from '~/browser/opening/ceremony-workspace';
import { takeHere } from '~/browser/opening/escrow-workspace';
import { openIdentityHere } from '~/browser/opening/identity-workspace';
import { openSampleHere } from '~/browser/opening/sample-workspace';
import { openPayee, releaseShares } from '~/browser/reward/payee-workspace';
import { openIdentity as openPart } from '~/contract/sealed/identity';
import { openReportKey } from '~/contract/sealed/key-wraps';
import { joinReleased, openShare } from '~/contract/sealed/two-share-key';
import { addDays } from '~/domain/dates';
import { fromBase64 } from '~/envelope/bytes';
import { newKeyPair } from '~/envelope/key-pair';
import { receiptKeys } from '~/envelope/report/receipt-code';
import { signPayee } from '~/envelope/reward/claim';
import { newSigningKey } from '~/envelope/signing';
import { acceptCase } from '~/services/case/case.server';
import { caseForStaff } from '~/services/case/case-page.server';
import { today } from '~/services/context.server';
import { countyInfo } from '~/services/county/county.server';
import { sendReporterMessage } from '~/services/follow/follow.server';
import { sealedFollowPage } from '~/services/follow/follow-page.server';
import type { EnrolledMember } from '~/services/keys/enrolled-member.server';
import { sequenceLog } from '~/services/log/log-sequencer.server';
import { accessRecord } from '~/services/opening/access-record.server';
import { approveCeremony } from '~/services/opening/ceremony.server';
import { askEscrow, caseToAsk, escrowToGive, giveEscrow } from '~/services/opening/escrow.server';
import { escrowToTake, takeEscrow } from '~/services/opening/escrow-take.server';
import { openIdentity } from '~/services/opening/identity-opening.server';
import { claimReward } from '~/services/reward/claim.server';
import { askSample, closeSample, giveSample, openSample, sampleToGive } from '~/services/reward/payee-sample.server';
import { payoutPage } from '~/services/reward/payout-page.server';
import { keyringOf, reportFire } from '../case-workspace';
import { approval, approveFor, askFor, bytesOf, pageFor, workspaceOf } from '../ceremony-play';
import { makeBatch, payReward, releaseBatch } from '../decided-as-shown';
import type { County } from '../fixtures';
import { playedContext } from '../played-context';
import { approve, bankClaim, enterRules, fireFund, night, proposalRow, proposeBare, reporterOf } from '../reward-play';
import type { TestContext } from '../test-context';

const PERSON = { name: 'ZqReporterName22', phone: '13812345678', idNumber: '' };
const PAYEE = { holder: 'ZqHolder', bank: 'ZqBank', account: '6222999900007777' };

let ctx: TestContext;
let county: County;
const actor = (login: string) => county.actor(login);
const refusal = (code: string) => expect.objectContaining({ refusal: true, code });

beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await enterRules(ctx);
  await fireFund(ctx, county, 100_000n);
});

/** Asked by the upper unit's lead, approved, given by the custodian, taken. */
async function escrow(caseId: string, purpose: 'review' | 'takeover') {
  const lead = county.of('upper.lead');
  const ceremonyId = randomUUID();
  const about = { ceremonyId, caseId, reason: 'suspectedConcealment', purpose } as const;
  const facts = { ...about, kind: 'escrow', reportId: '', fields: [], askedBy: lead.memberId, askedOn: today(ctx) };
  const sealed = await askHere(facts, '怀疑包庇', await workspaceOf(ctx, lead));
  await askEscrow(ctx, lead.actor, { ...about, askedOn: facts.askedOn, reasonSealed: fromBase64(sealed) });
  await approveFor(ctx, county, ceremonyId);
  const custodian = county.of('custodians.1');
  const toGive = { facts, words: sealed, ...(await escrowToGive(ctx, custodian.actor, ceremonyId)) };
  const given = await giveHere('custodians', toGive, today(ctx), await workspaceOf(ctx, custodian));
  await giveEscrow(ctx, custodian.actor, ceremonyId, given.map(bytesOf));
  return { ceremonyId, facts };
}

async function taken(caseId: string, purpose: 'review' | 'takeover') {
  const { ceremonyId, facts } = await escrow(caseId, purpose);
  const lead = county.of('upper.lead');
  const toTake = await escrowToTake(ctx, lead.actor, ceremonyId);
  const made = await takeHere(facts, toTake, lead.unitId, today(ctx), await workspaceOf(ctx, lead));
  const decoded = <T extends { bytes: string }>(wraps: T[]) =>
    wraps.map((one) => ({ ...one, bytes: fromBase64(one.bytes) })) as never;
  const renewal = made.renewal && {
    ...made.renewal,
    wraps: decoded(made.renewal.wraps),
    proofs: decoded(made.renewal.proofs),
  };
  await takeEscrow(ctx, lead.actor, ceremonyId, { wraps: decoded(made.wraps), renewal });
}

const workspaceOfCase = async (login: string, caseId: string) => {
  const member = county.of(login);
  const page = await caseForStaff(ctx, member.actor, caseId);
  return { page, opened: await openCase(page.sealed, keyringOf(member)) };
};

describe('escrow', () => {
  test('a review reads the case along and does nothing in it', async () => {
    const filed = await reportFire(ctx);
    const lead = county.of('upper.lead');
    await expect(caseForStaff(ctx, lead.actor, filed.caseId)).rejects.toEqual(refusal('notFound'));
    const [row] = await ctx.db.select().from(caseFile).where(eq(caseFile.id, filed.caseId));
    expect(await caseToAsk(ctx, lead.actor, row?.order ?? 0)).toEqual({ caseId: filed.caseId });
    await expect(caseToAsk(ctx, actor('emergency.lead'), row?.order ?? 0)).rejects.toEqual(refusal('notFound'));
    await taken(filed.caseId, 'review');
    const { page, opened } = await workspaceOfCase('upper.lead', filed.caseId);
    expect(page).toMatchObject({ next: [], beside: [], readsAlong: true });
    expect(opened.reports[0]?.narrative?.description).toContain('消防通道');
    expect(page.sealed.parts.some(({ key }) => key === 'thread')).toBe(false);
    await expect(acceptCase(ctx, lead.actor, filed.caseId)).rejects.toEqual(refusal('notFound'));
    expect((await workspaceOfCase('fire.lead', filed.caseId)).opened.reports[0]?.narrative).not.toBeNull();
    expect((await accessRecord(ctx.db, filed.reportId)).map(({ act, kind }) => `${kind} ${act}`)).toEqual([
      'escrow asked',
      'escrow approved',
      'escrow opened',
    ]);
  });

  test('a takeover moves the case with new keys, which the unit before never has', async () => {
    const filed = await reportFire(ctx);
    await taken(filed.caseId, 'takeover');
    await expect(caseForStaff(ctx, actor('fire.lead'), filed.caseId)).rejects.toEqual(refusal('notFound'));
    const { page, opened } = await workspaceOfCase('upper.lead', filed.caseId);
    expect(page.facts.unitId).toBe(county.unitIds.upper);
    expect([opened.keyEpoch, opened.reports[0]?.narrative?.description.includes('消防通道')]).toEqual([1, true]);
    await acceptCase(ctx, actor('upper.lead'), filed.caseId);
    const wraps = await ctx.db.select().from(wrappedKey).where(eq(wrappedKey.caseId, filed.caseId));
    const former = wraps.filter(({ unitKeyId }) => unitKeyId === county.unitRef('fire').unitKeyId);
    expect(former.map(({ key, keyEpoch }) => `${key}#${keyEpoch}`)).toEqual(['thread#0']);
  });

  test('a takeover gives the reporter a thread key that counts', async () => {
    const { caseId, code, reportId } = await reportFire(ctx);
    await taken(caseId, 'takeover');
    const { salt } = await countyInfo(ctx.db);
    const { reporter } = await receiptKeys(code, salt, ctx.argon2id);
    const opened = await openFollow((await sealedFollowPage(ctx, reportId)).sealed, reporter.seed);
    expect([[...opened.keys.keys()], opened.unsigned, hasUnsignedKey(opened)]).toEqual([[0, 1], [], false]);
    // Nobody of the new unit opens the first thread key; the narrative still says who the reporter is.
    await sendReporterMessage(ctx, { reportId, seed: reporter.seed }, '请接着查');
    const { reports } = (await workspaceOfCase('upper.lead', caseId)).opened;
    expect(reports[0]?.messages).toMatchObject([{ from: 'reporter', text: '请接着查' }]);
  });

  test('a takeover wraps nothing for a reporter or after a thread that the narrative does not name', async () => {
    const foreign = await newKeyPair();
    for (const column of ['reporterRecipient', 'threadRecipient'] as const) {
      const { caseId, reportId } = await reportFire(ctx);
      await ctx.db
        .update(report)
        .set({ [column]: foreign.recipient })
        .where(eq(report.id, reportId));
      await expect(taken(caseId, 'takeover')).rejects.toMatchObject({ code: 'wrongPart' });
    }
    const { caseId, reportId } = await reportFire(ctx);
    const narrative = and(eq(sealedPart.reportId, reportId), eq(sealedPart.kind, 'narrative'));
    await ctx.db.delete(sealedPart).where(narrative);
    await expect(taken(caseId, 'takeover')).rejects.toMatchObject({ code: 'wrongPart' });
  });

  test('a joined key that is not the case’s is noticed before anything is replaced', async () => {
    const [one, other] = [await reportFire(ctx), await reportFire(ctx)];
    const { ceremonyId, facts } = await escrow(one.caseId, 'review');
    const lead = county.of('upper.lead');
    const toTake = await escrowToTake(ctx, lead.actor, ceremonyId);
    const workspace = await workspaceOf(ctx, lead);
    const keys = toTake.keys.map((key) => ({ ...key, recipient: key.recipient && other.caseId }));
    await expect(takeHere(facts, { ...toTake, keys }, lead.unitId, today(ctx), workspace)).rejects.toMatchObject({
      code: 'wrongPart',
    });
    const elsewhere = { ...facts, ceremonyId: randomUUID() };
    await expect(takeHere(elsewhere, toTake, lead.unitId, today(ctx), workspace)).rejects.toMatchObject({
      code: 'badSignature',
    });
  });
});

describe('an auditor’s sample', () => {
  test('takes guardian and finance, shows payee and amount, and cannot be chosen', async () => {
    const proposalId = await proposeBare(ctx, county, 2_000_000n);
    const rewardId = await approve(ctx, county, proposalId);
    await claimReward(ctx, await reporterOf(ctx, proposalId), bankClaim(PAYEE));
    await night(ctx);
    const batchId = await makeBatch(ctx, actor('finance.1'));
    const guardian = county.of('guardians.1');
    const payouts = await payoutPage(ctx, guardian.actor);
    const batch = payouts.guardian?.batches.find(({ id }) => id === batchId);
    if (!batch || !payouts.guardian) throw new Error('no batch');
    const shares = await releaseShares(batch, payouts.lists, payouts.grants, keyringOf(guardian));
    await releaseBatch(
      ctx,
      guardian.actor,
      batchId,
      shares.map((share) => ({ ...share, bytes: fromBase64(share.bytes) })),
    );
    await payReward(ctx, actor('finance.1'), { rewardId, voucher: 'V-1' });

    await sequenceLog(ctx, { everything: true });
    const auditor = county.of('auditor');
    const ceremonyId = randomUUID();
    const facts = {
      ceremonyId,
      kind: 'payeeSample',
      caseId: '',
      reportId: '',
      reason: 'regularAudit',
      purpose: 'audit',
      fields: [],
      askedBy: auditor.memberId,
      askedOn: today(ctx),
    };
    const sealed = await askHere(facts, '季度抽查', await workspaceOf(ctx, auditor));
    const wanted = { ceremonyId, from: '2025-09-01', to: '2025-09-30', size: 5, reason: 'regularAudit' };
    await askSample(ctx, auditor.actor, { ...wanted, askedOn: facts.askedOn, reasonSealed: fromBase64(sealed) });
    const [drawn] = await ctx.db.select().from(payeeSample).where(eq(payeeSample.ceremonyId, ceremonyId));
    expect(drawn?.rewardIds).toEqual([rewardId]);
    await approveFor(ctx, county, ceremonyId, ['guardians.2', 'auditor']);
    await expect(openSample(ctx, auditor.actor, ceremonyId)).rejects.toEqual(refusal('stageForbids'));
    const finance = county.of('finance.2');
    const toGive = { facts, words: sealed, ...(await sampleToGive(ctx, finance.actor, ceremonyId)) };
    const given = await giveHere('finance', toGive, today(ctx), await workspaceOf(ctx, finance));
    await giveSample(ctx, finance.actor, ceremonyId, given.map(bytesOf));
    const sample = await openSample(ctx, auditor.actor, ceremonyId);
    const opened = await openSampleHere(facts, sample, today(ctx), await workspaceOf(ctx, auditor));
    expect([...opened.values()]).toEqual([{ plain: { method: 'bank', ...PAYEE }, signed: true }]);
    // A payee that somebody put there after the payment is shown as such.
    const [payment] = sample.payments;
    if (!payment) throw new Error('no payment');
    const changed = {
      ...payment,
      claim: { ...payment.claim, payeeSignature: signPayee(rewardId, fromBase64(payment.payee), newSigningKey().seed) },
    };
    const second = await openSampleHere(
      facts,
      { ...sample, payments: [changed] },
      today(ctx),
      await workspaceOf(ctx, auditor),
    );
    expect([...second.values()]).toMatchObject([{ signed: false }]);
    expect(sample.payments[0]).toMatchObject({ rewardId, voucher: 'V-1' });
    expect(JSON.stringify(sample, (_, v) => (typeof v === 'bigint' ? String(v) : v))).not.toContain(
      (await proposalRow(ctx, proposalId)).caseId,
    );
    await closeSample(ctx, auditor.actor, ceremonyId);
    await expect(openSample(ctx, auditor.actor, ceremonyId)).rejects.toEqual(refusal('alreadyDone'));
    // Finance alone opens a paid payee no more.
    const own = await ctx.db.select().from(payeeShare).where(eq(payeeShare.rewardId, rewardId));
    expect(own.map(({ share }) => share).sort()).toEqual(['finance', 'guardians']);
    const claim = { rewardId, payee: null, payeeSignature: null, claimant: null };
    const alone = { rewardId, payee: '', shares: null, claim };
    await expect(openPayee(alone, payouts.lists, [], keyringOf(finance))).rejects.toThrow();
  });
});

describe('the cryptography', () => {
  /** Everything that lies in the database about one identity, tried with every key that one person can reach. */
  test('whoever has the whole database and one person’s keys opens no identity', async () => {
    const filed = await reportFire(ctx, { anonymity: 'named', identity: PERSON, consent: true });
    const id = await askFor(ctx, county, filed);
    await approveFor(ctx, county, id);
    const [part] = await ctx.db.select().from(sealedPart).where(eq(sealedPart.reportId, filed.reportId));
    const parts = await ctx.db.select().from(sealedPart).where(eq(sealedPart.reportId, filed.reportId));
    const identity = parts.find(({ kind }) => kind === 'identity')?.bytes;
    const wraps = await ctx.db.select().from(wrappedKey).where(eq(wrappedKey.reportId, filed.reportId));
    const shareOf = (share: string) => wraps.find((one) => one.key === 'identity' && one.share === share)?.bytes;
    const [custodians, guardians] = [shareOf('custodians'), shareOf('guardians')];
    if (!part || !identity || !custodians || !guardians) throw new Error('rows');
    const scope = `${filed.reportId}:identity`;
    const opensBoth: string[] = [];
    // The named custodian has the guardian's release: that is the ceremony, and the only one who may.
    const others = [...county.members.keys()].filter((login) => login !== 'custodians.1');
    for (const login of others) {
      const workspace = await workspaceOf(ctx, county.of(login));
      const keys = [county.of(login).keys.age.identity];
      for (const grant of workspace.grants) keys.push(await workspace.keyring.unitIdentity(grant));
      const reach = { custodians: false, guardians: false };
      for (const key of keys) {
        await openShare(custodians, key, scope, 'custodians').then(
          () => (reach.custodians = true),
          () => undefined,
        );
        await openShare(guardians, key, scope, 'guardians').then(
          () => (reach.guardians = true),
          () => undefined,
        );
        await expect(openPart(filed.reportId, identity, { identity: key })).rejects.toThrow();
        for (const wrap of wraps) {
          const whole = { ...wrap, key: 'report' as const, share: 'whole' as const, holder: 'unit' as const };
          if (wrap.key === 'identity') await expect(openReportKey(filed, 'report', [whole], key)).rejects.toThrow();
        }
      }
      if (reach.custodians && reach.guardians) opensBoth.push(login);
    }
    expect(opensBoth).toEqual([]);
  });

  test('a release of one ceremony, or of another report, opens nothing in the next', async () => {
    const [one, other] = [
      await reportFire(ctx, { anonymity: 'named', identity: PERSON, consent: true }),
      await reportFire(ctx, { anonymity: 'named', identity: PERSON, consent: true }),
    ];
    const custodian = county.of('custodians.1');
    const ids = [await askFor(ctx, county, one), await askFor(ctx, county, other)] as const;
    for (const id of ids) await approveFor(ctx, county, id);
    const toOpen = async (id: string) => ({
      ...(await openIdentity(ctx, custodian.actor, id)),
      words: (await pageFor(ctx, custodian, id)).words,
    });
    const [a, b] = [await toOpen(ids[0]), await toOpen(ids[1])];
    const workspace = await workspaceOf(ctx, custodian);
    const day = today(ctx);
    expect((await openIdentityHere(a, day, workspace)).identity).toEqual(PERSON);
    const noticed = (sealed: typeof a, on = day) => expect(openIdentityHere(sealed, on, workspace)).rejects;
    await noticed({ ...a, approval: b.approval }).toMatchObject({ code: 'badSignature' });
    await noticed({ ...a, approval: { ...a.approval, shares: b.approval.shares } }).toMatchObject({
      code: 'badSignature',
    });
    await noticed({ ...a, own: b.own }).toMatchObject({ code: 'wrongPart' });
    await noticed({ ...a, part: b.part }).toMatchObject({ envelopeError: true });
    await noticed({ ...a, words: b.words }).toMatchObject({ code: 'wrongPart' });
    await noticed({ ...a, words: null }).toMatchObject({ code: 'badSignature' });
    await noticed(a, '2099-01-01').toMatchObject({ code: 'wrongPart' });
    await noticed({ ...a, facts: { ...a.facts, purpose: 'contact' } }).toMatchObject({ code: 'badSignature' });
    // The label alone holds it too, should a signature ever be got around.
    const [share] = a.approval.shares;
    if (!share) throw new Error('share');
    const [grant] = workspace.grants;
    if (!grant) throw new Error('grant');
    const join = {
      scope: share.scope,
      own: {
        holder: 'custodians',
        share: fromBase64(a.own.bytes),
        identity: await workspace.keyring.unitIdentity(grant),
      },
      released: { holder: 'guardians', share: fromBase64(share.bytes), identity: custodian.keys.age.identity },
      today: day,
    } as const;
    await expect(joinReleased({ ...join, ceremonyId: ids[1] })).rejects.toMatchObject({ code: 'wrongPart' });
    const key = await joinReleased({ ...join, ceremonyId: ids[0] });
    expect(await openPart(one.reportId, fromBase64(a.part), key)).toEqual(PERSON);
  });

  test('ends by the device’s own day, though the server’s clock was turned', async () => {
    const filed = await reportFire(ctx, { anonymity: 'named', identity: PERSON, consent: true });
    const [handler, guardian, custodian] = ['fire.handler', 'guardians.1', 'custodians.1'].map(county.of);
    if (!handler || !guardian || !custodian) throw new Error('people');
    const day = today(ctx);
    const id = await askFor(ctx, county, filed);
    const page = await pageFor(ctx, guardian, id);
    const { shares = [], expiresOn = '' } = page.approve ?? {};
    const { facts, words } = page;
    const wanted = { facts, words, shares, openerId: custodian.memberId, expiresOn };
    const onDay = async (member: EnrolledMember, own: string) => ({ ...(await workspaceOf(ctx, member)), day: own });
    const late = addDays(expiresOn, 1);
    const far = { ...wanted, expiresOn: addDays(day, 170) };
    const refused = { code: 'wrongDay' };
    // Its clock turned on: an ask from days to come, or an approval that would hold for half a year.
    const sooner = { ...facts, askedOn: addDays(day, 2) };
    await expect(askHere(sooner, '核实', await onDay(handler, day))).rejects.toMatchObject(refused);
    await expect(approveHere(far, await onDay(guardian, addDays(day, -20)))).rejects.toMatchObject(refused);
    // Turned back: an old ask brought out again.
    await expect(approveHere(wanted, await onDay(guardian, late))).rejects.toMatchObject(refused);
    await expect(approveHere(wanted, await onDay(guardian, addDays(day, -2)))).rejects.toMatchObject(refused);
    await approveFor(ctx, county, id);
    const sealed = { ...(await openIdentity(ctx, custodian.actor, id)), words };
    const opened = async (own: string) => openIdentityHere(sealed, day, await onDay(custodian, own));
    await expect(opened(late)).rejects.toMatchObject({ code: 'wrongPart' });
    expect((await opened(expiresOn)).identity).toEqual(PERSON);
    // A device that lags behind follows the server.
    expect((await opened(addDays(day, -2))).identity).toEqual(PERSON);
  });

  test('a guardian’s browser lets no other share out than what the ask is about', async () => {
    const filed = await reportFire(ctx, { anonymity: 'named', identity: PERSON, consent: true });
    const id = await askFor(ctx, county, filed);
    const guardian = county.of('guardians.1');
    const page = await pageFor(ctx, guardian, id);
    await ctx.database.owner.db.update(ceremony).set({ outcomeSealed: null }).where(eq(ceremony.id, id));
    const lead = county.of('upper.lead');
    const facts = { ...page.facts, kind: 'escrow', askedBy: lead.memberId };
    const words = await askHere(facts, '核实', await workspaceOf(ctx, lead));
    const openerId = county.of('custodians.1').memberId;
    const wanted = { facts, words, shares: page.approve?.shares ?? [], openerId, expiresOn: '2025-09-18' };
    await expect(approveHere(wanted, await workspaceOf(ctx, guardian))).rejects.toMatchObject({ code: 'wrongPart' });
    // Nor is anybody but a certified custodian named.
    for (const login of ['fire.handler', 'guardians.2', 'guardians.1', 'admin']) {
      await expect(approval(ctx, guardian, id, county.of(login).memberId)).rejects.toMatchObject({
        code: 'badSignature',
      });
    }
    await approveCeremony(ctx, guardian.actor, id, await approval(ctx, guardian, id, openerId));
  });
});
