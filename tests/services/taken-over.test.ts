import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { caseFile, report, wrappedKey } from '#db/schema/casework';
import { renewKeys } from '~/browser/case/case-renewal';
import { sealTransfer } from '~/browser/case/case-sealing';
import { openCase } from '~/browser/case/case-workspace';
import { openFollow } from '~/browser/follow/follow-workspace';
import { askHere } from '~/browser/opening/ceremony-asker';
import { giveHere } from '~/browser/opening/ceremony-workspace';
import { takeHere } from '~/browser/opening/escrow-workspace';
import { fromBase64 } from '~/envelope/bytes';
import { newKeyPair } from '~/envelope/key-pair';
import { receiptKeys } from '~/envelope/report/receipt-code';
import { caseForRenewal, renewCaseKeys } from '~/services/case/case-renewal.server';
import { transferCase } from '~/services/case/case-transfer.server';
import { today } from '~/services/context.server';
import { countyInfo } from '~/services/county/county.server';
import { sealedFollowPage } from '~/services/follow/follow-page.server';
import type { EnrolledMember } from '~/services/keys/enrolled-member.server';
import { askEscrow, escrowToGive, giveEscrow } from '~/services/opening/escrow.server';
import { escrowToTake, takeEscrow } from '~/services/opening/escrow-take.server';
import { submitSealedReport } from '~/services/report/report-sealed.server';
import { addNote, sendStaffMessage } from './case-steps';
import { giverOf, keyringOf, sealedMessages, sealedPart, whyGiven, workspace } from './case-workspace';
import { approveFor, bytesOf, workspaceOf } from './ceremony-play';
import type { County } from './fixtures';
import { playedContext } from './played-context';
import { reportDraft } from './report-drafts';
import { enterRules } from './reward-play';
import { sealedInBrowser, sent } from './sealed-submission';
import type { TestContext } from './test-context';

let ctx: TestContext;
let county: County;
beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await enterRules(ctx);
});

const decoded = <T extends { bytes: string }>(all: readonly T[]) =>
  all.map((one) => ({ ...one, bytes: fromBase64(one.bytes) })) as never;

/** The unit above takes the case over, each person in their own browser. */
async function takeOver(caseId: string): Promise<void> {
  const [lead, custodian] = [county.of('upper.lead'), county.of('custodians.1')];
  const ceremonyId = randomUUID();
  const about = { ceremonyId, caseId, reason: 'suspectedConcealment', purpose: 'takeover' } as const;
  const facts = {
    ...about,
    kind: 'escrow',
    reportId: '',
    fields: [],
    askedBy: lead.memberId,
    askedOn: today(ctx),
  } as const;
  const words = await askHere(facts, '提级办理', await workspaceOf(ctx, lead));
  await askEscrow(ctx, lead.actor, { ...about, askedOn: facts.askedOn, reasonSealed: fromBase64(words) });
  await approveFor(ctx, county, ceremonyId);
  const toGive = { facts, words, ...(await escrowToGive(ctx, custodian.actor, ceremonyId)) };
  const given = await giveHere('custodians', toGive, today(ctx), await workspaceOf(ctx, custodian, caseId));
  await giveEscrow(ctx, custodian.actor, ceremonyId, given.map(bytesOf));
  const toTake = await escrowToTake(ctx, lead.actor, ceremonyId);
  const { wraps, renewal } = await takeHere(
    facts,
    toTake,
    lead.unitId,
    today(ctx),
    await workspaceOf(ctx, lead, caseId),
  );
  if (!renewal) throw new Error('no renewal');
  await takeEscrow(ctx, lead.actor, ceremonyId, {
    wraps: decoded(wraps),
    renewal: { ...renewal, wraps: decoded(renewal.wraps), proofs: decoded(renewal.proofs) },
  });
}

async function renew(by: EnrolledMember, caseId: string): Promise<void> {
  const opened = await openCase(await caseForRenewal(ctx, by.actor, caseId), keyringOf(by));
  const posted = await renewKeys(opened, keyringOf(by));
  const renewal = { ...posted, wraps: decoded(posted.wraps), proofs: decoded(posted.proofs) };
  await renewCaseKeys(ctx, by.actor, caseId, renewal);
}

/** A note and a message under the newest keys. */
async function write(by: EnrolledMember, caseId: string, text: string): Promise<void> {
  const { opened } = await workspace(ctx, by, caseId);
  await addNote(ctx, by.actor, caseId, await sealedPart(opened, 'note', { about: 'note', text }));
  for (const message of await sealedMessages(opened, text, by)) {
    await sendStaffMessage(ctx, by.actor, caseId, message);
  }
}

async function read(by: EnrolledMember, caseId: string) {
  const { opened } = await workspace(ctx, by, caseId);
  const [one] = opened.reports;
  return {
    keyEpoch: opened.keyEpoch,
    description: one?.narrative?.description,
    notes: opened.notes.map(({ content }) => content.text),
    messages: one?.messages.map(({ text }) => text),
  };
}

test('a case taken over gets new keys and goes on to the next unit', async () => {
  const [before, upper, next] = [county.of('fire.lead'), county.of('upper.lead'), county.of('emergency.lead')];
  const { posted, code } = await sealedInBrowser(ctx, reportDraft());
  await submitSealedReport(ctx, sent(posted));
  const { caseId, reportId } = posted;
  await write(before, caseId, '接管之前');
  await takeOver(caseId);
  await write(upper, caseId, '接管之后');
  await renew(upper, caseId);
  await write(upper, caseId, '换密钥之后');

  const { opened } = await workspace(ctx, upper, caseId);
  const sealed = await sealTransfer(opened, county.unitIds.emergency, await giverOf(ctx, upper));
  const note = await whyGiven(opened);
  const give = (wraps: typeof sealed.wraps) =>
    transferCase(ctx, upper.actor, caseId, { ...sealed, wraps: decoded(wraps), note });
  // Each key that the unit holds, of each epoch, and no more than those.
  for (const { key, keyEpoch, reportId: of } of sealed.wraps) {
    const fewer = sealed.wraps.filter((one) => !(one.key === key && one.keyEpoch === keyEpoch && one.reportId === of));
    await expect(give(fewer)).rejects.toMatchObject({ code: 'conflict' });
  }
  const [thread] = sealed.wraps.filter(({ key }) => key === 'thread');
  if (!thread) throw new Error('no thread');
  await expect(give([...sealed.wraps, { ...thread, keyEpoch: 0 }])).rejects.toMatchObject({ code: 'conflict' });
  await give(sealed.wraps);

  // What was said to the reporter before the takeover opened only for the first unit: threads have no escrow.
  expect(await read(next, caseId)).toEqual({
    keyEpoch: 2,
    description: reportDraft().description,
    notes: ['接管之前', '接管之后', '换密钥之后', '属于贵单位职责。'],
    messages: ['接管之后', '换密钥之后'],
  });
  await expect(workspace(ctx, upper, caseId)).rejects.toMatchObject({ code: 'notFound' });
  const kept = and(eq(wrappedKey.caseId, caseId), eq(wrappedKey.unitKeyId, county.unitKey('fire').unitKeyId));
  const left = await ctx.db.select().from(wrappedKey).where(kept);
  expect(left.map(({ key, keyEpoch }) => `${key}#${keyEpoch}`)).toEqual(['thread#0']);
  await renew(next, caseId);
  await write(next, caseId, '转办之后');
  const [row] = await ctx.db.select().from(caseFile).where(eq(caseFile.id, caseId));
  expect(row?.keyEpoch).toBe(3);

  const { salt } = await countyInfo(ctx.db);
  const { reporter } = await receiptKeys(code, salt, ctx.argon2id);
  const follow = await openFollow((await sealedFollowPage(ctx, reportId)).sealed, reporter.seed);
  expect([...follow.keys.keys()].sort()).toEqual([0, 1, 2, 3]);
});

test('the row’s word for the reporter’s key counts only where narrative and takeover name the same', async () => {
  const { posted } = await sealedInBrowser(ctx, reportDraft());
  await submitSealedReport(ctx, sent(posted));
  const { caseId, reportId } = posted;
  await takeOver(caseId);
  const foreign = (await newKeyPair()).recipient;
  await ctx.db.update(report).set({ reporterRecipient: foreign }).where(eq(report.id, reportId));
  await expect(renew(county.of('upper.lead'), caseId)).rejects.toMatchObject({ code: 'wrongPart' });
  const { reporter: reporterRecipient } = posted.recipients;
  await ctx.db.update(report).set({ reporterRecipient }).where(eq(report.id, reportId));
  await renew(county.of('upper.lead'), caseId);
});
