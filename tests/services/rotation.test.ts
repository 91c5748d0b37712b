import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { caseFile, report, sealedPart, wrappedKey } from '#db/schema/casework';
import { directorySeed, unitKey, unitKeyGrant } from '#db/schema/county';
import { handOver } from '#db/schema/hand-over';
import { member } from '#db/schema/staff';
import { renewKeys } from '~/browser/case/case-renewal';
import { sealTransfer } from '~/browser/case/case-sealing';
import { openCase } from '~/browser/case/case-workspace';
import { openFollow } from '~/browser/follow/follow-workspace';
import { rewrapItems } from '~/browser/keys/rewrap-workspace';
import { openThreadAsReporter, rewrapForUnit } from '~/contract/sealed/key-wraps';
import { sealRenewalProof } from '~/contract/sealed/renewal-proof';
import { sealReporterCard } from '~/contract/sealed/reporter-card';
import { openMessage } from '~/contract/sealed/thread';
import type { WaitingContent } from '~/contract/sealed/waiting';
import type { Member } from '~/domain/acts/permission';
import { openAge } from '~/envelope/age-file';
import { fromBase64 } from '~/envelope/bytes';
import { fingerprint, keyPairFromSeed, newKeyPair } from '~/envelope/key-pair';
import { openDirectorySeed, openUnitKey, wrapUnitSeed } from '~/envelope/keys/unit-key';
import { ageFileOf, splitMask } from '~/envelope/masked-file';
import { receiptKeys } from '~/envelope/report/receipt-code';
import { addNote, sendStaffMessage } from '~/services/case/case.server';
import { caseForRenewal, casesToRenew, renewCaseKeys } from '~/services/case/case-renewal.server';
import { transferCase } from '~/services/case/case-transfer.server';
import { countyInfo } from '~/services/county/county.server';
import { sealedFollowPage } from '~/services/follow/follow-page.server';
import { handItOver, lockHandOvers } from '~/services/hand-over.server';
import type { EnrolledMember } from '~/services/keys/enrolled-member.server';
import { revokeUnitKeys } from '~/services/keys/key-grant.server';
import { askKeyRemoval, type Removal } from '~/services/keys/key-removal.server';
import { certifyAll, enrolHere } from '~/services/keys/provision.server';
import { recordHeldKeyHere } from '~/services/keys/provision-routing.server';
import { currentUnitKey, grantsOf, grantUnitKey } from '~/services/keys/unit-key.server';
import { keepRewrapped, rewrapPage, rewrapState } from '~/services/keys/unit-rewrap.server';
import { rotateUnitKey, rotationOf } from '~/services/keys/unit-rotation.server';
import { disableMember } from '~/services/staff/member-change.server';
import { ABOUT, SEEN } from '../envelope/samples';
import { changeRolesSeen } from './as-shown';
import {
  giverOf,
  keyringOf,
  reportFire,
  sealedMessages,
  sealedPart as sealPart,
  whyGiven,
  workspace,
} from './case-workspace';
import { confirmKeyRemoval } from './decided-as-shown';
import { listInForce, refusedWith } from './in-force';
import { lockWaiters } from './lock-waiters';
import { playedContext } from './played-context';

const { ctx, county } = await playedContext();
const { fire } = county.unitIds;
const guardians = [county.of('guardians.1'), county.of('guardians.2')];

/** A next key as a member's browser makes it. */
async function nextKey(receivers: readonly EnrolledMember[]) {
  const pair = await newKeyPair();
  const unitKeyId = randomUUID();
  const grants = [];
  for (const { memberId, keys } of receivers) {
    grants.push({ memberId, wrapped: await wrapUnitSeed(pair.seed, unitKeyId, keys.age.recipient) });
  }
  return { unitKeyId, recipient: pair.recipient, grants };
}

async function rotate(by: EnrolledMember, receivers: readonly EnrolledMember[]): Promise<string> {
  const next = await nextKey(receivers);
  await rotateUnitKey(ctx, by.actor, next);
  await certifyAll(ctx, guardians, county.directory);
  return next.unitKeyId;
}

const directory = () => listInForce(ctx);

/** Opens and wraps anew, page by page, as the page does; returns how many pages it took. */
async function rewrapAll(by: EnrolledMember): Promise<number> {
  for (let pages = 0; ; pages += 1) {
    const page = await rewrapPage(ctx, by.actor);
    if (page.items.length === 0) return pages;
    const { items } = await rewrapItems(page, await directory(), keyringOf(by));
    await keepRewrapped(ctx, by.actor, {
      toKeyId: page.toKeyId,
      items: items.map((item) => ({ ...item, bytes: fromBase64(item.bytes) })),
    });
  }
}

async function renew(by: EnrolledMember, caseId: string): Promise<void> {
  const opened = await openCase(await caseForRenewal(ctx, by.actor, caseId), keyringOf(by));
  const posted = await renewKeys(opened, keyringOf(by));
  const wraps = posted.wraps.map((wrap) => ({ ...wrap, bytes: fromBase64(wrap.bytes) }));
  const proofs = posted.proofs.map((proof) => ({ ...proof, bytes: fromBase64(proof.bytes) }));
  await renewCaseKeys(ctx, by.actor, caseId, { ...posted, wraps, proofs });
}

describe('a member who leaves', () => {
  let leaver: EnrolledMember;
  let old: { caseId: string; reportId: string; code: string };
  let oldKeyId: string;
  let stolen: Awaited<ReturnType<typeof grantsOf>>;
  const stay = ['fire.handler', 'fire.handler2', 'fire.lead', 'fire.lead2'].map((login) => county.of(login));
  const lead = county.of('fire.lead');

  beforeAll(async () => {
    const draft = { login: 'fire.leaver', name: '要走的人', roles: ['handler' as const], unitId: fire };
    leaver = await enrolHere(ctx, draft);
    await certifyAll(ctx, guardians, county.directory);
    const { unitKeyId, pair } = county.unitKey('fire');
    oldKeyId = unitKeyId;
    const wrapped = await wrapUnitSeed(pair.seed, unitKeyId, leaver.keys.age.recipient);
    await grantUnitKey(ctx, lead.actor, { unitKeyId, memberId: leaver.memberId, wrapped });
    old = await reportFire(ctx);
    const { opened } = await workspace(ctx, leaver, old.caseId);
    await addNote(ctx, leaver.actor, old.caseId, await sealPart(opened, 'note', { about: 'note', text: '旧笔记' }));
    const [message] = await sealedMessages(opened, '旧消息', leaver);
    if (!message) throw new Error('no message');
    await sendStaffMessage(ctx, leaver.actor, old.caseId, message);
    stolen = await grantsOf(ctx.db, leaver.memberId);
  });

  test('loses every grant when disabled, and the key is due for rotation', async () => {
    expect((await rotationOf(ctx.db, fire)).due).toBe(false);
    expect(stolen).toHaveLength(1);
    await disableMember(ctx, county.actor('admin'), leaver.memberId);
    expect(await grantsOf(ctx.db, leaver.memberId)).toEqual([]);
    expect(await rotationOf(ctx.db, fire)).toMatchObject({ due: true, waiting: null });
    // On the list until the guardians make the next one; but without a grant the page gives nothing that opens.
    expect(await refusedWith(workspace(ctx, leaver, old.caseId))).toBe('wrongKey');
  });

  test('the next key goes to exactly the certified members, and waits for the guardians', async () => {
    const short = await nextKey(stay.slice(1));
    await expect(rotateUnitKey(ctx, lead.actor, short)).rejects.toMatchObject({ code: 'conflict' });
    const wide = await nextKey([...stay, county.of('guardians.1')]);
    await expect(rotateUnitKey(ctx, lead.actor, wide)).rejects.toMatchObject({ code: 'conflict' });
    await expect(rotateUnitKey(ctx, leaver.actor, await nextKey(stay))).rejects.toMatchObject({ code: 'notAllowed' });
    const first = await nextKey(stay);
    await rotateUnitKey(ctx, lead.actor, first);
    expect((await currentUnitKey(ctx.db, fire)).unitKeyId).toBe(oldKeyId);
    expect((await rotationOf(ctx.db, fire)).waiting?.unitKeyId).toBe(first.unitKeyId);
    // Once more: what waited is dropped.
    const key = await rotate(lead, stay);
    expect((await currentUnitKey(ctx.db, fire)).unitKeyId).toBe(key);
    expect(await ctx.db.select().from(unitKey).where(eq(unitKey.id, first.unitKeyId))).toEqual([]);
    const [retired] = await ctx.db.select().from(unitKey).where(eq(unitKey.id, oldKeyId));
    expect(retired).toMatchObject({ retiredOn: '2025-09-15', rewrappedOn: null });
    expect(await rotationOf(ctx.db, fire)).toMatchObject({ due: false, waiting: null });
  });

  test('open cases get new keys for later parts, which the reporter opens with the same code', async () => {
    expect(await casesToRenew(ctx.db, fire)).toEqual([old.caseId]);
    const [before] = await ctx.db.select().from(caseFile).where(eq(caseFile.id, old.caseId));
    // What a browser had open while the keys were renewed is sealed again.
    const stale = (await workspace(ctx, lead, old.caseId)).opened;
    await renew(lead, old.caseId);
    const [after] = await ctx.db.select().from(caseFile).where(eq(caseFile.id, old.caseId));
    expect([before?.keyEpoch, after?.keyEpoch]).toEqual([0, 1]);
    expect(after?.caseRecipient).not.toBe(before?.caseRecipient);
    expect(await casesToRenew(ctx.db, fire)).toEqual([]);
    const late = await sealPart(stale, 'note', { about: 'note', text: '迟到' });
    await expect(addNote(ctx, lead.actor, old.caseId, late)).rejects.toMatchObject({ code: 'conflict' });
    await expect(renew(lead, old.caseId).then(() => renew(lead, old.caseId))).resolves.toBeUndefined();

    const { opened } = await workspace(ctx, lead, old.caseId);
    expect(opened.keyEpoch).toBe(3);
    await addNote(ctx, lead.actor, old.caseId, await sealPart(opened, 'note', { about: 'note', text: '新笔记' }));
    const [message] = await sealedMessages(opened, '新消息', lead);
    if (!message) throw new Error('no message');
    await sendStaffMessage(ctx, lead.actor, old.caseId, message);
    const there = (await workspace(ctx, county.of('fire.handler'), old.caseId)).opened;
    expect(there.notes.map(({ content }) => content.text).sort()).toEqual(['新笔记', '旧笔记'].sort());
    // Who wrote the first one has left: their signature still counts, and the page says so.
    expect(there.reports[0]?.messages).toMatchObject([
      { text: '旧消息', memberId: leaver.memberId, former: true },
      { text: '新消息', memberId: lead.memberId, former: false },
    ]);
    expect(there.unreadable).toBe(0);
    await readAsReporter();
  });

  async function readAsReporter() {
    const { salt } = await countyInfo(ctx.db);
    const { reporter } = await receiptKeys(old.code, salt, ctx.argon2id);
    const wraps = await ctx.db.select().from(wrappedKey).where(eq(wrappedKey.reportId, old.reportId));
    const parts = await ctx.db
      .select()
      .from(sealedPart)
      .where(and(eq(sealedPart.reportId, old.reportId), eq(sealedPart.kind, 'staffMessage')));
    const texts = [];
    for (const { sequence, keyEpoch, bytes } of parts.sort((a, b) => a.sequence - b.sequence)) {
      const thread = await openThreadAsReporter(old.reportId, wraps, reporter.identity, keyEpoch);
      const opening = {
        reportId: old.reportId,
        sequence,
        kind: 'staffMessage' as const,
        sealed: bytes ?? new Uint8Array(),
      };
      const members = [...county.members.values(), leaver].map(({ memberId: id, unitId, keys }) => ({
        id,
        unitIds: [unitId],
        officeIds: [unitId],
        recipient: keys.age.recipient,
        signingKey: keys.signing.publicKey,
      }));
      texts.push(
        (await openMessage({ ...opening, threadIdentity: thread.identity, directory: { members }, reporterKey: null }))
          .text,
      );
    }
    expect(texts).toEqual(['旧消息', '新消息']);
  }

  test('everything under the old key is wrapped anew, in pages, and then the old key is nobody’s', async () => {
    await fillOldKey();
    const before = await rewrapState(ctx, ctx.db, fire);
    expect(before.left).toBeGreaterThan(50);
    // Interrupted after a page, and taken up by another member.
    const first = await rewrapPage(ctx, lead.actor);
    expect(first.items).toHaveLength(50);
    const { items } = await rewrapItems(first, await directory(), keyringOf(lead));
    const kept = { toKeyId: first.toKeyId, items: items.map((item) => ({ ...item, bytes: fromBase64(item.bytes) })) };
    // What cannot be the same thing wrapped anew is refused with its whole page.
    const spoilt = (change: (bytes: Uint8Array) => Uint8Array) => {
      const [one, ...rest] = kept.items;
      if (!one) throw new Error('no item');
      return keepRewrapped(ctx, lead.actor, { ...kept, items: [...rest, { ...one, bytes: change(one.bytes) }] });
    };
    await expect(spoilt((bytes) => new Uint8Array(bytes.length))).rejects.toMatchObject({ code: 'invalid' });
    await expect(spoilt((bytes) => Uint8Array.of(...bytes, 0))).rejects.toMatchObject({ code: 'conflict' });
    expect(await keepRewrapped(ctx, lead.actor, kept)).toMatchObject({ left: before.left - 50 });
    await expect(keepRewrapped(ctx, lead.actor, kept)).rejects.toMatchObject({ code: 'conflict' });
    // Who was never given the old key cannot have opened anything: what they send would destroy it.
    const other = county.of('fire.handler2');
    const grant = and(eq(unitKeyGrant.unitKeyId, oldKeyId), eq(unitKeyGrant.memberId, other.memberId));
    const [given] = await ctx.db.delete(unitKeyGrant).where(grant).returning();
    await expect(rewrapPage(ctx, other.actor)).rejects.toMatchObject({ code: 'notAllowed' });
    await expect(keepRewrapped(ctx, other.actor, { ...kept, items: [] })).rejects.toMatchObject({
      code: 'notAllowed',
    });
    if (given) await ctx.db.insert(unitKeyGrant).values(given);
    expect(await rewrapAll(county.of('fire.handler2'))).toBeGreaterThan(0);
    expect(await rewrapState(ctx, ctx.db, fire)).toEqual({ left: 0, retired: 0, waits: false });
    expect(await ctx.db.$count(wrappedKey, eq(wrappedKey.unitKeyId, oldKeyId))).toBe(0);
    // Each key has a file of its own from now on: masks that somebody kept open nothing.
    const own = and(eq(wrappedKey.caseId, old.caseId), eq(wrappedKey.holder, 'unit'), eq(wrappedKey.share, 'whole'));
    for (const { bytes } of await ctx.db.select().from(wrappedKey).where(own)) expect(splitMask(bytes)).toBeNull();
    expect(await ctx.db.$count(unitKeyGrant, eq(unitKeyGrant.unitKeyId, oldKeyId))).toBe(0);
    const [retired] = await ctx.db.select().from(unitKey).where(eq(unitKey.id, oldKeyId));
    expect(retired?.rewrappedOn).toBe('2025-09-15');
    const { opened } = await workspace(ctx, county.of('fire.handler'), old.caseId);
    expect(opened.reports[0]?.narrative?.description).toContain('消防通道');
    expect(opened.unreadable).toBe(0);
  });

  /** More under the old key than a page holds: the same wrap many times over. */
  async function fillOldKey() {
    const under = and(eq(wrappedKey.unitKeyId, oldKeyId), eq(wrappedKey.key, 'report'), eq(wrappedKey.share, 'whole'));
    const [row] = await ctx.db.select().from(wrappedKey).where(under);
    if (!row) throw new Error('nothing under the old key');
    await ctx.db.insert(wrappedKey).values(Array.from({ length: 55 }, () => ({ ...row, id: randomUUID() })));
  }

  test('with the old unit key and the whole database, the leaver opens nothing that came later', async () => {
    const [grant] = stolen;
    const pair = await openUnitKey(fromBase64(grant?.wrapped ?? ''), oldKeyId, leaver.keys.age.identity);
    expect(pair.recipient).toBe(county.unitPair('fire').recipient);
    const { opened } = await workspace(ctx, lead, old.caseId);
    // Also with the first thread and case keys, which the leaver may have kept.
    const kept = [
      pair.identity,
      opened.caseKeys.get(0)?.identity ?? '',
      opened.reports[0]?.threads.get(0)?.identity ?? '',
    ];
    const wraps = await ctx.db.select().from(wrappedKey).where(eq(wrappedKey.caseId, old.caseId));
    const later = await ctx.db
      .select()
      .from(sealedPart)
      .where(and(eq(sealedPart.caseId, old.caseId), eq(sealedPart.keyEpoch, 3)));
    expect(later.map(({ kind }) => kind).sort()).toEqual(['keyRenewal', 'keyRenewal', 'note', 'staffMessage']);
    for (const bytes of [...wraps.map((wrap) => wrap.bytes), ...later.map((part) => part.bytes ?? new Uint8Array())]) {
      for (const identity of kept) expect(await refusedWith(openAge(ageFileOf(bytes), identity))).toBe('wrongKey');
    }
  });

  test('a transfer carries the keys of every epoch', async () => {
    const { opened } = await workspace(ctx, lead, old.caseId);
    const posted = await sealTransfer(opened, county.unitIds.emergency, await giverOf(ctx, lead));
    const wraps = posted.wraps.map((wrap) => ({ ...wrap, bytes: fromBase64(wrap.bytes) }));
    const fewer = wraps.filter(({ key, keyEpoch }) => key !== 'thread' || keyEpoch !== 0);
    const note = await whyGiven(opened);
    await expect(transferCase(ctx, lead.actor, old.caseId, { ...posted, wraps: fewer, note })).rejects.toMatchObject({
      code: 'conflict',
    });
    await transferCase(ctx, lead.actor, old.caseId, { ...posted, wraps, note });
    const there = (await workspace(ctx, county.of('emergency.handler'), old.caseId)).opened;
    expect(there.notes).toHaveLength(3);
    expect(there.reports[0]?.messages.map(({ text }) => text)).toEqual(['旧消息', '新消息']);
  });
});

test('a server that names a reporter’s key of its own gets no thread key', async () => {
  const { caseId, reportId } = await reportFire(ctx);
  const by = county.of('fire.lead');
  const foreign = await keyPairFromSeed(new Uint8Array(32).fill(7));
  const [sent] = await ctx.db.select().from(report).where(eq(report.id, reportId));
  await ctx.db.update(report).set({ reporterRecipient: foreign.recipient }).where(eq(report.id, reportId));
  // Narrative and card name the reporter's key: the row's other one is not wrapped for, and nobody gets a new one.
  expect(await refusedWith(renew(by, caseId))).toBe('wrongPart');
  await ctx.db
    .update(report)
    .set({ reporterRecipient: sent?.reporterRecipient ?? '' })
    .where(eq(report.id, reportId));
  await renew(by, caseId);
  const wraps = await ctx.db.select().from(wrappedKey).where(eq(wrappedKey.reportId, reportId));
  expect(await refusedWith(openThreadAsReporter(reportId, wraps, foreign.identity, 1))).toBe('wrongKey');
  // A card that the server made is no card.
  const other = await reportFire(ctx);
  const card = and(eq(sealedPart.reportId, other.reportId), eq(sealedPart.kind, 'reporterCard'));
  const [row] = await ctx.db.select().from(report).where(eq(report.id, other.reportId));
  const thread = { seed: new Uint8Array(32), recipient: row?.threadRecipient ?? '' };
  const forged = {
    reportRecipient: foreign.recipient,
    reporterRecipient: foreign.recipient,
    countyKey: 'x',
    seen: SEEN,
    about: ABOUT,
  };
  await ctx.db
    .update(sealedPart)
    .set({ bytes: await sealReporterCard(other.reportId, forged, thread, foreign.seed) })
    .where(card);
  expect(await refusedWith(renew(by, other.caseId))).toBe('wrongPart');
});

describe('a renewed key that the server put in itself', () => {
  const by = county.of('fire.lead');
  const unitRecipient = async () => (await currentUnitKey(ctx.db, fire)).recipient;

  type Filed = { caseId: string; reportId: string };

  /** Public halves around the first keys, as they stand in the rows. */
  async function firstKeys({ caseId, reportId }: Filed) {
    const [file] = await ctx.db.select().from(caseFile).where(eq(caseFile.id, caseId));
    const [own] = await ctx.db.select().from(report).where(eq(report.id, reportId));
    const reporter = { reporter: fingerprint(own?.reporterRecipient ?? ''), signing: 'S'.repeat(43) };
    return {
      case: { previous: file?.caseRecipient ?? '', reporter: null },
      thread: { previous: own?.threadRecipient ?? '', reporter },
    };
  }

  /** What somebody who writes to the database can make: their own keys for the unit, and all of a proof but the signature. */
  async function insertRenewal(
    { caseId, reportId }: Filed,
    key: 'thread' | 'case',
    proof: 'none' | 'forged',
    first: Awaited<ReturnType<typeof firstKeys>>,
  ) {
    const pair = await newKeyPair();
    const { unitKeyId } = await currentUnitKey(ctx.db, fire);
    const unit = { unitId: fire, unitKeyId, recipient: await unitRecipient() };
    const wraps = await rewrapForUnit({ caseId, reportId }, { [key]: pair }, unit, 1);
    const rows = wraps.map((wrap) => ({ ...wrap, id: randomUUID(), caseId, reportId, keyEpoch: 1 }));
    await ctx.db.insert(wrappedKey).values(rows);
    if (proof === 'none') return;
    const scope = key === 'case' ? caseId : reportId;
    const bytes = await sealRenewalProof(
      { key, scope, keyEpoch: 1 },
      { recipient: pair.recipient, ...first[key] },
      { memberId: by.memberId, signingSeed: new Uint8Array(32).fill(9) },
    );
    await ctx.db
      .insert(sealedPart)
      .values({ ...proofPlace(key, scope), id: randomUUID(), caseId, reportId, bytes, size: bytes.length });
  }

  const proofPlace = (key: 'thread' | 'case', scope: string) =>
    ({
      kind: 'keyRenewal',
      key,
      scope,
      sequence: 1,
      keyEpoch: 1,
      authorId: by.memberId,
      madeOn: '2025-09-15',
    }) as const;

  test.each(['none', 'forged'] as const)('closes the whole case to the officer (proof: %s)', async (proof) => {
    const filed = await reportFire(ctx);
    const { caseId } = filed;
    const first = await firstKeys(filed);
    await insertRenewal(filed, 'case', proof, first);
    await insertRenewal(filed, 'thread', proof, first);
    await ctx.db.update(caseFile).set({ keyEpoch: 1 }).where(eq(caseFile.id, caseId));
    expect(await refusedWith(workspace(ctx, by, caseId))).toBe('badSignature');
    expect(await refusedWith(renew(by, caseId))).toBe('badSignature');
  });

  test('beside a rightly renewed case key: a thread key alone is enough', async () => {
    const filed = await reportFire(ctx);
    const { caseId, reportId } = filed;
    const first = await firstKeys(filed);
    await renew(by, caseId);
    expect((await workspace(ctx, by, caseId)).opened.keyEpoch).toBe(1);
    const thread = and(eq(wrappedKey.reportId, reportId), eq(wrappedKey.key, 'thread'), eq(wrappedKey.keyEpoch, 1));
    await ctx.db.delete(wrappedKey).where(thread);
    await insertRenewal(filed, 'thread', 'forged', first);
    expect(await refusedWith(workspace(ctx, by, caseId))).toBe('badSignature');
  });

  test('another report’s proof, or another epoch’s, does not help', async () => {
    const [one, other] = [await reportFire(ctx), await reportFire(ctx)];
    await renew(by, one.caseId);
    await renew(by, one.caseId);
    const own = and(eq(sealedPart.caseId, one.caseId), eq(sealedPart.kind, 'keyRenewal'));
    await ctx.db
      .update(sealedPart)
      .set({ keyEpoch: 2, sequence: 2 })
      .where(and(own, eq(sealedPart.keyEpoch, 1)));
    expect(await refusedWith(workspace(ctx, by, one.caseId))).toBe('badSignature');
    await renew(by, other.caseId);
    const theirs = and(eq(sealedPart.caseId, other.caseId), eq(sealedPart.kind, 'keyRenewal'));
    await ctx.db.delete(sealedPart).where(and(own, eq(sealedPart.key, 'case')));
    await ctx.db
      .update(sealedPart)
      .set({ caseId: one.caseId, scope: one.caseId })
      .where(and(theirs, eq(sealedPart.key, 'case')));
    expect(await refusedWith(workspace(ctx, by, one.caseId))).toBe('badSignature');
    expect(await refusedWith(workspace(ctx, by, other.caseId))).toBe('badSignature');
  });

  test('the service takes no renewal without its proofs', async () => {
    const { caseId } = await reportFire(ctx);
    const posted = await renewKeys(
      await openCase(await caseForRenewal(ctx, by.actor, caseId), keyringOf(by)),
      keyringOf(by),
    );
    const wraps = posted.wraps.map((wrap) => ({ ...wrap, bytes: fromBase64(wrap.bytes) }));
    const proofs = posted.proofs.map((proof) => ({ ...proof, bytes: fromBase64(proof.bytes) }));
    const [first] = proofs;
    if (!first) throw new Error('no proofs');
    for (const given of [[], [first], [first, first]]) {
      const kept = renewCaseKeys(ctx, by.actor, caseId, { ...posted, wraps, proofs: given });
      await expect(kept).rejects.toMatchObject({ code: 'conflict' });
    }
    const clear = proofs.map((proof) => ({ ...proof, bytes: new Uint8Array(400) }));
    await expect(renewCaseKeys(ctx, by.actor, caseId, { ...posted, wraps, proofs: clear })).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  test('what a member signed stands when the member has left since', async () => {
    const draft = { login: 'fire.renewer', name: '换过钥匙的人', roles: ['handler' as const], unitId: fire };
    const renewer = await enrolHere(ctx, draft);
    await certifyAll(ctx, guardians, county.directory);
    const { unitKeyId, pair } = await presentKey();
    // As their browser says by itself; without it nobody but rows would say that a reader stays.
    await recordHeldKeyHere(ctx, by, { unitId: fire, unitKeyId, pair });
    const wrapped = await wrapUnitSeed(pair.seed, unitKeyId, renewer.keys.age.recipient);
    await grantUnitKey(ctx, by.actor, { unitKeyId, memberId: renewer.memberId, wrapped });
    const { caseId, code, reportId } = await reportFire(ctx);
    await renew(renewer, caseId);
    await disableMember(ctx, county.actor('admin'), renewer.memberId);
    await certifyAll(ctx, guardians, county.directory);
    const there = await workspace(ctx, by, caseId);
    expect(there.opened.directory?.members.some(({ id }) => id === renewer.memberId)).toBe(false);
    expect(there.opened.keyEpoch).toBe(1);
    const { salt } = await countyInfo(ctx.db);
    const { reporter } = await receiptKeys(code, salt, ctx.argon2id);
    const follow = await openFollow((await sealedFollowPage(ctx, reportId)).sealed, reporter.seed);
    expect([...follow.keys.keys()]).toEqual([0, 1]);
  });

  /** The unit's key in force, as a member's browser opens it. */
  async function presentKey() {
    const { unitKeyId } = await currentUnitKey(ctx.db, fire);
    const grant = (await grantsOf(ctx.db, by.memberId)).find((one) => one.unitKeyId === unitKeyId);
    return { unitKeyId, pair: await openUnitKey(fromBase64(grant?.wrapped ?? ''), unitKeyId, by.keys.age.identity) };
  }
});

test('rotating the guardians’ key takes the directory’s seed along', async () => {
  const [first, second] = guardians;
  if (!first || !second) throw new Error('guardians');
  const key = await rotate(first, guardians);
  expect(await rewrapState(ctx, ctx.db, county.unitIds.guardians)).toMatchObject({ retired: 1 });
  await rewrapAll(second);
  const [seed] = await ctx.db.select().from(directorySeed);
  expect(seed?.unitKeyId).toBe(key);
  const grant = (await grantsOf(ctx.db, first.memberId)).find(({ unitKeyId }) => unitKeyId === key);
  const pair = await openUnitKey(fromBase64(grant?.wrapped ?? ''), key, first.keys.age.identity);
  expect(await openDirectorySeed(seed?.wrapped ?? new Uint8Array(), pair.identity)).toEqual(county.directory.seed);
});

describe('taking a key back', () => {
  /** Where a unit would be left with one reader, a second person agrees. */
  const agreed = async (by: Member, removal: Removal) =>
    confirmKeyRemoval(ctx, county.actor('admin2'), await askKeyRemoval(ctx, by, removal));

  test('by a member of the unit and a second person, never from oneself or the last holder', async () => {
    const [one, two] = [county.of('finance.1'), county.of('finance.2')];
    await expect(revokeUnitKeys(ctx, one.actor, one.memberId)).rejects.toMatchObject({ code: 'samePerson' });
    await expect(revokeUnitKeys(ctx, county.actor('fire.lead'), two.memberId)).rejects.toMatchObject({
      code: 'notFound',
    });
    await agreed(one.actor, { kind: 'revoke', memberId: two.memberId, roles: [] });
    expect(await grantsOf(ctx.db, two.memberId)).toEqual([]);
    await expect(revokeUnitKeys(ctx, county.actor('admin'), one.memberId)).rejects.toMatchObject({
      code: 'conflict',
      data: { rule: 'lastHolder' },
    });
  });

  test('two who take it from each other at once do not both succeed', async () => {
    const [one, two] = [county.of('custodians.1'), county.of('custodians.2')];
    const { unitKeyId } = county.unitKey('custodians');
    const ask = (actor: Member, memberId: string) => askKeyRemoval(ctx, actor, { kind: 'revoke', memberId, roles: [] });
    const asked = [await ask(one.actor, two.memberId), await ask(two.actor, one.memberId)];
    // The key's row is held until both wait for it: each has by then seen the other as a holder.
    const both = await ctx.database.owner.db.transaction(async (tx) => {
      await tx.select().from(unitKey).where(eq(unitKey.id, unitKeyId)).for('update');
      const both = Promise.allSettled(asked.map((id) => confirmKeyRemoval(ctx, county.actor('admin'), id)));
      await lockWaiters(ctx, 2);
      return { both };
    });
    const outcomes = await both.both;
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'conflict', data: { rule: 'lastHolder' } },
    });
    expect(await ctx.db.$count(unitKeyGrant, eq(unitKeyGrant.unitKeyId, unitKeyId))).toBe(1);
  });

  test('an administrator neither disables nor re-roles the last certified holder, only after another has the key', async () => {
    const admin = county.actor('admin');
    const [one, two] = [county.of('emergency.lead'), county.of('emergency.handler')];
    const { unitKeyId } = county.unitKey('emergency');
    const ofTwo = and(eq(unitKeyGrant.unitKeyId, unitKeyId), eq(unitKeyGrant.memberId, two.memberId));
    const [grant] = await ctx.db.select().from(unitKeyGrant).where(ofTwo);
    if (!grant) throw new Error('no grant');
    const refused = (field: string) => ({
      code: 'conflict',
      field,
      data: { rule: 'lastHolder', memberId: one.memberId },
    });
    const neither = async () => {
      await expect(disableMember(ctx, admin, one.memberId)).rejects.toMatchObject(refused('memberId'));
      await expect(changeRolesSeen(ctx, admin, one.memberId, ['auditor'])).rejects.toMatchObject(refused('roles'));
    };
    await ctx.db.delete(unitKeyGrant).where(ofTwo);
    await neither();
    // A holder whom the list does not name with that key does not count.
    await ctx.db.insert(unitKeyGrant).values(grant);
    const { db } = ctx.database.owner;
    const named = (recipient: string) => db.update(member).set({ recipient }).where(eq(member.id, two.memberId));
    await named((await newKeyPair()).recipient);
    await neither();
    expect(await grantsOf(ctx.db, one.memberId)).toHaveLength(1);
    await named(two.keys.age.recipient);
    await agreed(admin, { kind: 'disable', memberId: one.memberId, roles: [] });
    expect(await grantsOf(ctx.db, one.memberId)).toEqual([]);
  });

  test('a role that no longer holds the key takes it back by itself', async () => {
    const who = county.of('intake.1');
    expect(await grantsOf(ctx.db, who.memberId)).toHaveLength(1);
    await agreed(county.actor('admin'), { kind: 'roles', memberId: who.memberId, roles: ['operator'] });
    expect(await grantsOf(ctx.db, who.memberId)).toEqual([]);
  });
});

const ID = '0b0d2f0c-1f5e-4a39-8a0e-2a3c9f2f6b01';
const WAITING_CLAIM: WaitingContent<'claim'> = {
  ...{ proposalId: ID, claimId: ID, rewardId: ID, fundId: ID, amount: '100', method: 'bank' },
  ...{ proposedBy: ID, approvedBy: ID, payee: null },
  claimant: { key: 'k', memberId: ID, signature: 's', proof: 'p' },
};

test('a claim that waits for the night keeps the key it was sealed to', async () => {
  const [first, second] = guardians;
  if (!first || !second) throw new Error('guardians');
  await ctx.db.transaction(async (tx) => {
    await lockHandOvers(tx);
    await handItOver(ctx, tx, 'claim', WAITING_CLAIM);
  });
  await rotate(first, guardians);
  await rewrapAll(second);
  expect(await rewrapState(ctx, ctx.db, county.unitIds.guardians)).toEqual({ left: 0, retired: 1, waits: true });
  await ctx.db.delete(handOver);
  await rewrapAll(second);
  expect(await rewrapState(ctx, ctx.db, county.unitIds.guardians)).toMatchObject({ retired: 0 });
});
