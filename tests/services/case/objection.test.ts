import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { logEntry } from '#db/schema/log';
import { openFollow, sealMessage } from '~/browser/follow/follow-workspace';
import { receiptKeys } from '~/envelope/report/receipt-code';
import { assignCase, confirmVerdict } from '~/services/case/case.server';
import { runCaseAct } from '~/services/case/case-acts.server';
import { caseForStaff } from '~/services/case/case-page.server';
import { transferCase } from '~/services/case/case-transfer.server';
import { queue } from '~/services/case/queue.server';
import { countyInfo } from '~/services/county/county.server';
import { followFacts, ownReport } from '~/services/follow/follow-facts.server';
import { sealedFollowPage } from '~/services/follow/follow-page.server';
import { sendReporterMessage, sendSealedMessage } from '~/services/follow/follow-write.server';
import { closeCase, rectify, strikeOff } from '../case-steps';
import { findingRead, sealedPart, workspace } from '../case-workspace';
import { bytesOf } from '../follow/posted-message';
import { lockWaiters } from '../lock-waiters';
import { sessionOf } from '../reporter-play';
import { repliedCase, tellEach } from '../review-play';
import { giveCase, signedTransfer } from '../transfer-play';
import { actor, county, ctx, refusal, rowOf, who } from './case-county';

const WHY = '现场还有两处没有查，罚款也太轻';
beforeAll(() => ctx.setNow('2025-09-15'));

/** The reporter's browser seals and signs the objection, as their page does. */
async function object(filed: { code: string; reportId: string }, about: 'objection' | 'message' = 'objection') {
  const { salt } = await countyInfo(ctx.db);
  const { reporter } = await receiptKeys(filed.code, salt, ctx.argon2id);
  const opened = await openFollow((await sealedFollowPage(ctx, filed.reportId)).sealed, reporter.seed);
  const posted = await sealMessage(opened, WHY, crypto.randomUUID(), about);
  await sendSealedMessage(ctx, filed.reportId, bytesOf(posted), 'objection');
}
const factsOf = async (reportId: string) => followFacts(ctx, await ownReport(ctx, reportId));

describe('an objection to the reply', () => {
  let filed: Awaited<ReturnType<typeof repliedCase>>;
  beforeAll(async () => {
    filed = await repliedCase(ctx, county);
  });

  test('counts from the day on which the reporter first saw the reply, which the office sees', async () => {
    ctx.setNow('2025-09-20');
    // Two pages that are opened at once are one first look.
    const looks = await ctx.database.owner.db.transaction(async (tx) => {
      await tx.select().from(caseFile).where(eq(caseFile.id, filed.caseId)).for('update');
      const both = [1, 2].map(() => sealedFollowPage(ctx, filed.reportId));
      const done = Promise.allSettled(both);
      await lockWaiters(ctx, 2);
      return { done };
    });
    expect((await looks.done).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    ctx.setNow('2025-09-22');
    const page = await sealedFollowPage(ctx, filed.reportId);
    expect(page.objecting).toEqual({ until: { on: '2025-09-30', provisional: false } });
    const { timeline } = await caseForStaff(ctx, actor('fire.lead'), filed.caseId);
    expect(timeline.filter(({ act }) => act === 'report.seeReply').map(({ onDay }) => onDay)).toEqual(['2025-09-20']);
    expect(page.events.map(({ act }) => act)).not.toContain('report.seeReply');
  });

  test('opens a review with a limit of its own, told to both sides, and cannot be made twice', async () => {
    ctx.setNow('2025-09-22');
    await object(filed);
    expect(await rowOf(filed.caseId)).toMatchObject({
      stage: 'objected',
      objectedOn: '2025-09-22',
      dueOn: '2025-10-22',
    });
    await expect(object(filed)).rejects.toEqual(refusal('alreadyDone'));
    const facts = await factsOf(filed.reportId);
    expect(facts).toMatchObject({ stage: 'objected', objecting: null, dueOn: '2025-10-22' });
    expect(facts.decisions).toContainEqual({ kind: 'objected', on: '2025-09-22', detail: null });
    await expect(closeCase(ctx, actor('fire.lead'), filed.caseId)).rejects.toEqual(refusal('stageForbids'));
    const waiting = await queue(ctx, actor('fire.handler'), { forMe: true });
    expect(waiting.rows.find(({ id }) => id === filed.caseId)).toMatchObject({
      stage: 'objected',
      dueOn: '2025-10-22',
    });
  });

  test('is read as an objection that the reporter signed, and never as another message', async () => {
    const { opened, next } = await workspace(ctx, who('fire.handler'), filed.caseId);
    expect(opened.reports[0]?.objection).toBe('signed');
    expect(opened.reports[0]?.messages.at(-1)).toMatchObject({ text: WHY, about: 'objection', from: 'reporter' });
    expect(next).toEqual(['transfer']);
  });

  test('goes up one level, and nowhere else', async () => {
    const aside = signedTransfer(ctx, who('fire.handler'), filed.caseId, county.unitIds.emergency);
    await expect(transferCase(ctx, actor('fire.handler'), filed.caseId, await aside)).rejects.toMatchObject({
      data: { rule: 'notAbove' },
    });
    const { targets } = await caseForStaff(ctx, actor('fire.handler'), filed.caseId);
    expect(targets.map(({ unitId }) => unitId)).toEqual([county.unitIds.upper]);
    const part = await sealedPart((await workspace(ctx, who('fire.lead'), filed.caseId)).opened, 'note', {});
    const entered = { outcome: 'upheld' as const, answeredOn: '2025-09-22', part, messages: [] };
    const input = { input: entered, once: '' };
    await expect(runCaseAct(ctx, actor('fire.lead'), filed.caseId, 'enterReview', input)).rejects.toMatchObject({
      data: { rule: 'reviewInside' },
    });
    await giveCase(ctx, who('fire.handler'), filed.caseId, county.unitIds.upper);
    expect(await rowOf(filed.caseId)).toMatchObject({ stage: 'objected', dueOn: '2025-10-22' });
  });

  test('is decided there: verified anew by others, within days that begin anew, and objected to anew', async () => {
    const { opened, next } = await workspace(ctx, who('upper.lead'), filed.caseId);
    expect(opened.reports[0]?.messages.at(-1)?.text).toBe(WHY);
    expect(next).toEqual(expect.arrayContaining(['upholdOnReview', 'changeOnReview', 'verifyOnReview']));
    expect((await queue(ctx, actor('upper.lead'), { forMe: true })).rows.map(({ id }) => id)).toContain(filed.caseId);
    ctx.setNow('2025-09-26');
    await tellEach(ctx, county, filed.caseId, { login: 'upper.lead', act: 'verifyOnReview', text: '另派人重新核查' });
    const row = await rowOf(filed.caseId);
    expect(row).toMatchObject({
      stage: 'accepted',
      acceptedOn: '2025-09-15',
      restartedOn: '2025-09-26',
      dueOn: '2025-11-25',
    });
    expect([...row.barred].sort()).toEqual([who('fire.handler').memberId, who('fire.lead').memberId].sort());
    expect((await factsOf(filed.reportId)).decisions).toContainEqual({
      kind: 'reviewed',
      on: '2025-09-26',
      detail: 'verifyAnew',
    });
    await giveCase(ctx, who('upper.lead'), filed.caseId, county.unitIds.fire);
    const first = assignCase(ctx, actor('fire.lead2'), filed.caseId, who('fire.handler').memberId);
    await expect(first).rejects.toEqual(refusal('samePerson', 'officer'));
    await assignCase(ctx, actor('fire.lead'), filed.caseId, who('fire.handler2').memberId);
    const officer = await workspace(ctx, who('fire.handler2'), filed.caseId);
    const part = await sealedPart(officer.opened, 'finding', { verdict: 'substantiated', text: '重新核查' });
    const finding = { verdict: 'substantiated', unvisited: true, part } as const;
    await runCaseAct(ctx, actor('fire.handler2'), filed.caseId, 'proposeVerdict', { input: finding, once: '' });
    const read = await findingRead(ctx, filed.caseId);
    await expect(confirmVerdict(ctx, actor('fire.lead'), filed.caseId, read)).rejects.toEqual(refusal('samePerson'));
    await confirmVerdict(ctx, actor('fire.lead2'), filed.caseId, read);
    await tellEach(ctx, county, filed.caseId, { login: 'fire.handler2', act: 'reply', text: '【答复】重新核查属实' });
    expect((await sealedFollowPage(ctx, filed.reportId)).objecting).toEqual({
      until: { on: '2025-10-06', provisional: false },
    });
  });

  test('is in the log with who and when, without a word of why', async () => {
    const rows = await ctx.db
      .select()
      .from(logEntry)
      .where(eq(logEntry.subject, `report:${filed.reportId}`));
    expect(rows.map(({ act }) => act)).toEqual(expect.arrayContaining(['report.seeReply', 'report.object']));
    expect(rows.some(({ entry }) => entry.includes('罚款'))).toBe(false);
  });
});

/** A closed case is asked to be taken up again by one, and taken up by another, who tells the reporter why. */
async function reopened({ caseId, reportId }: { caseId: string; reportId: string }): Promise<void> {
  const { opened, next } = await workspace(ctx, who('fire.handler'), caseId);
  expect(next).toEqual(['askReopening']);
  const part = await sealedPart(opened, 'note', { about: 'reopening', text: '隐患反弹' });
  await runCaseAct(ctx, actor('fire.lead'), caseId, 'askReopening', { input: { part }, once: '' });
  expect(await rowOf(caseId)).toMatchObject({ stage: 'reopened', dueOn: '2025-09-22' });
  expect((await queue(ctx, actor('fire.lead2'), { forMe: true })).rows.map(({ id }) => id)).toContain(caseId);
  const approve = (login: string) =>
    tellEach(ctx, county, caseId, { login, act: 'reopen', text: '隐患反弹，重新办理' });
  await expect(approve('fire.lead')).rejects.toEqual(refusal('samePerson'));
  await approve('fire.lead2');
  expect(await rowOf(caseId)).toMatchObject({ stage: 'accepted', restartedOn: '2025-09-15', dueOn: '2025-11-14' });
  const facts = await factsOf(reportId);
  expect(facts.stage).toBe('accepted');
  expect(facts.events.map(({ act }) => act)).toEqual(expect.arrayContaining(['case.askReopening', 'case.reopen']));
}

describe('the review of the level above', () => {
  test('is not for somebody who had a part in the verification, also from another unit', async () => {
    const filed = await repliedCase(ctx, county);
    await sendReporterMessage(ctx, await sessionOf(ctx, filed), WHY, { about: 'objection' });
    await giveCase(ctx, who('fire.handler'), filed.caseId, county.unitIds.upper);
    const changed = await workspace(ctx, who('upper.handler'), filed.caseId);
    const part = await sealedPart(changed.opened, 'finding', { verdict: 'unsubstantiated', text: '证据不足' });
    const input = { verdict: 'unsubstantiated', part } as const;
    await runCaseAct(ctx, actor('upper.handler'), filed.caseId, 'changeOnReview', { input, once: '' });
    expect(await rowOf(filed.caseId)).toMatchObject({ stage: 'verdictProposed', verdict: 'unsubstantiated' });
    await confirmVerdict(
      ctx,
      actor('upper.lead'),
      filed.caseId,
      await findingRead(ctx, filed.caseId, 'unsubstantiated'),
    );
    expect((await factsOf(filed.reportId)).decisions).toContainEqual({
      kind: 'verdict',
      on: (await rowOf(filed.caseId)).confirmedOn,
      detail: 'unsubstantiated',
    });
  });

  test('takes back a case that was closed, upholds, and lets it go back and be closed; too late is too late', async () => {
    ctx.setNow('2025-09-15');
    const filed = await repliedCase(ctx, county);
    const { caseId } = filed;
    const { opened } = await workspace(ctx, who('fire.handler'), caseId);
    for (const act of [rectify, strikeOff]) {
      await act(
        ctx,
        actor('fire.handler'),
        caseId,
        await sealedPart(opened, 'evidence', { about: 'strikeOff', text: '已整改' }),
      );
    }
    await closeCase(ctx, actor('fire.lead'), caseId);
    await object(filed);
    await giveCase(ctx, who('fire.handler'), caseId, county.unitIds.upper);
    await tellEach(ctx, county, caseId, { login: 'upper.lead', act: 'upholdOnReview', text: '维持' });
    expect(await rowOf(caseId)).toMatchObject({ stage: 'replied', closedOn: null, objectedOn: null, dueOn: null });
    await giveCase(ctx, who('upper.lead'), caseId, county.unitIds.fire);
    await closeCase(ctx, actor('fire.lead'), caseId);
    await expect(object(filed)).rejects.toEqual(refusal('alreadyDone'));
    await reopened(filed);
    const late = await repliedCase(ctx, county);
    await sealedFollowPage(ctx, late.reportId);
    ctx.setNow('2025-09-26');
    await expect(object(late)).rejects.toMatchObject({ code: 'tooLate', data: { rule: 'objectionEnded' } });
  });

  test('does not believe an objection that was made of another message', async () => {
    const filed = await repliedCase(ctx, county);
    await object(filed, 'message');
    const { opened } = await workspace(ctx, who('fire.handler'), filed.caseId);
    expect(opened.reports[0]?.objection).toBe('forged');
  });
});
