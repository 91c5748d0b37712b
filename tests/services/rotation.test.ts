import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { caseFile, sealedPart, wrappedKey } from '#db/schema/casework';
import { unitKey, unitKeyGrant } from '#db/schema/county';
import { sealTransfer } from '~/browser/case/case-sealing';
import { rewrapItems } from '~/browser/keys/rewrap-workspace';
import { openThreadAsReporter } from '~/contract/sealed/key-wraps';
import { openMessage } from '~/contract/sealed/thread';
import { openAge } from '~/envelope/age-file';
import { fromBase64 } from '~/envelope/bytes';
import { openUnitKey, wrapUnitSeed } from '~/envelope/keys/unit-key';
import { ageFileOf, splitMask } from '~/envelope/masked-file';
import { receiptKeys } from '~/envelope/report/receipt-code';
import { casesToRenew } from '~/services/case/case-renewal.server';
import { transferCase } from '~/services/case/case-transfer.server';
import { takeHazards } from '~/services/case/hazard.server';
import { countyInfo } from '~/services/county/county.server';
import type { EnrolledMember } from '~/services/keys/enrolled-member.server';
import { certifyAll, enrolHere } from '~/services/keys/provision.server';
import { currentUnitKey, grantsOf, grantUnitKey } from '~/services/keys/unit-key.server';
import { keepRewrapped, rewrapPage, rewrapState } from '~/services/keys/unit-rewrap.server';
import { rotateUnitKey, rotationOf } from '~/services/keys/unit-rotation.server';
import { disableMember } from '~/services/staff/member-change.server';
import { hazardsOf } from './case/hazard-play';
import { addNote, sendStaffMessage } from './case-steps';
import {
  giverOf,
  keyringOf,
  reportFire,
  sealedMessages,
  sealedPart as sealPart,
  whyGiven,
  workspace,
} from './case-workspace';
import { refusedWith } from './in-force';
import { county, ctx, directory, fire, guardians, nextKey, renew, rewrapAll, rotate } from './rotation-county';

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
    await hazardsOf(ctx).enter(leaver, '标记木器厂');
    ctx.advance(86_400_000);
    await takeHazards(ctx);
    ctx.advance(-86_400_000);
    stolen = await grantsOf(ctx.db, leaver.memberId);
  });

  test('loses every grant when disabled, and the key is due for rotation', async () => {
    expect((await rotationOf(ctx.db, fire)).due).toBe(false);
    expect(stolen).toHaveLength(1);
    await disableMember(ctx, county.actor('admin'), leaver.memberId);
    expect(await grantsOf(ctx.db, leaver.memberId)).toEqual([]);
    expect(await rotationOf(ctx.db, fire)).toMatchObject({ due: true, waiting: null });
    // It is on the list until the guardians make the next one; but without a grant the page gives out nothing that
    // opens.
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
    // The writer of the first one has left: their signature still counts, and the page says so.
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
    // Interrupted after a page, and continued by another member.
    const first = await rewrapPage(ctx, lead.actor);
    expect(first.items).toHaveLength(50);
    const { items } = await rewrapItems(first, await directory(), keyringOf(lead));
    const kept = { toKeyId: first.toKeyId, items: items.map((item) => ({ ...item, bytes: fromBase64(item.bytes) })) };
    // Anything that cannot be the same thing wrapped anew is refused together with its whole page.
    const spoilt = (change: (bytes: Uint8Array) => Uint8Array) => {
      const [one, ...rest] = kept.items;
      if (!one) throw new Error('no item');
      return keepRewrapped(ctx, lead.actor, { ...kept, items: [...rest, { ...one, bytes: change(one.bytes) }] });
    };
    await expect(spoilt((bytes) => new Uint8Array(bytes.length))).rejects.toMatchObject({ code: 'invalid' });
    await expect(spoilt((bytes) => Uint8Array.of(...bytes, 0))).rejects.toMatchObject({ code: 'conflict' });
    expect(await keepRewrapped(ctx, lead.actor, kept)).toMatchObject({ left: before.left - 50 });
    await expect(keepRewrapped(ctx, lead.actor, kept)).rejects.toMatchObject({ code: 'conflict' });
    // Somebody who was never given the old key cannot have opened anything, so what they send would destroy it.
    const other = county.of('fire.handler2');
    const grant = and(eq(unitKeyGrant.unitKeyId, oldKeyId), eq(unitKeyGrant.memberId, other.memberId));
    const [given] = await ctx.db.delete(unitKeyGrant).where(grant).returning();
    await expect(rewrapPage(ctx, other.actor)).rejects.toMatchObject({ code: 'notAllowed' });
    await expect(keepRewrapped(ctx, other.actor, { ...kept, items: [] })).rejects.toMatchObject({
      code: 'notAllowed',
    });
    if (given) await ctx.db.insert(unitKeyGrant).values(given);
    expect(await rewrapAll(county.of('fire.handler2'))).toBeGreaterThan(0);
    // The ledger's entries go along, also one whose writer has left.
    const [entry] = await hazardsOf(ctx).ledger(county.of('fire.handler'));
    expect([entry?.said?.entry.employer, entry?.unitKeyId === oldKeyId]).toEqual(['标记木器厂', false]);
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

  /** More under the old key than fits on a page: the same wrap many times over. */
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
    // Also with the first thread and case keys, which the person who left may have kept.
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
