import { expect, test } from 'vitest';
import { newKeyPair } from '~/envelope/key-pair';
import { runCaseAct } from '~/services/case/case-acts.server';
import { caseForStaff } from '~/services/case/case-page.server';
import { requireSuperiorFor } from '~/services/case/case-superior.server';
import { seedPolicies } from '~/services/county/policies.server';
import { followFacts, ownReport } from '~/services/follow/follow-facts.server';
import { sendReporterMessage } from '~/services/follow/follow-write.server';
import { reportFire, sealedMessages, sealedPart, workspace } from '../case-workspace';
import { leaveOutside, signSuperior } from '../county/outside-county';
import { playedContext } from '../played-context';
import { sessionOf } from '../reporter-play';
import { repliedCase } from '../review-play';

const { ctx, county } = await playedContext();
const SUPERIOR = { names: { zh: '市应急管理局' }, address: null, phone: '12350', mail: null, holders: [], others: [] };

test('a case goes outside only where the level above has nobody here, and sealed only where it has a key', async () => {
  const { caseId } = await reportFire(ctx);
  const offered = async () => (await caseForStaff(ctx, county.actor('fire.lead'), caseId)).anyStage;
  await expect(requireSuperiorFor(ctx.db, 'printed')).rejects.toMatchObject({ code: 'conflict' });
  expect(await offered()).not.toContain('sendUp');
  await leaveOutside(ctx, county);
  expect(await offered()).toContain('sendUp');
  await expect(requireSuperiorFor(ctx.db, 'printed')).rejects.toMatchObject({ code: 'notOpen' });
  await signSuperior(ctx, county, SUPERIOR);
  await requireSuperiorFor(ctx.db, 'printed');
  await expect(requireSuperiorFor(ctx.db, 'sealed')).rejects.toMatchObject({ code: 'invalid', field: 'sentAs' });
  const { recipient } = await newKeyPair();
  const holders = [
    { post: '主任', recipient },
    { post: '值班长', recipient },
  ];
  await signSuperior(ctx, county, { ...SUPERIOR, holders });
  await requireSuperiorFor(ctx.db, 'sealed');
});

test('an objection is reviewed on paper where nobody stands above here, once it was sent up for that', async () => {
  await seedPolicies(ctx);
  const [handler, lead] = [county.of('fire.handler'), county.of('fire.lead')];
  const filed = await repliedCase(ctx, county);
  const { caseId } = filed;
  const sendUp = async (sentFor: 'review' | 'filing') => {
    const { opened } = await workspace(ctx, handler, caseId);
    const part = await sealedPart(opened, 'note', { about: 'sendUp', text: '请复查' });
    const input = { sentFor, sentAs: 'printed', receiptNumber: '0000-0000-0098', part } as const;
    await runCaseAct(ctx, handler.actor, caseId, 'sendUp', { input, once: '' });
  };
  // Nobody had objected yet.
  await sendUp('review');
  await sendReporterMessage(ctx, await sessionOf(ctx, filed), '罚轻了', { about: 'objection' });
  const { next } = await workspace(ctx, lead, caseId);
  expect(next).toEqual(expect.arrayContaining(['enterReview']));
  expect(next).not.toContain('transfer');
  const enter = async (outcome: 'upheld' | 'verifyAnew') => {
    const now = (await workspace(ctx, lead, caseId)).opened;
    const part = await sealedPart(now, 'note', { about: 'review', answerNumber: '市应急复〔2025〕3号', text: '维持' });
    const messages = await sealedMessages(now, '上级维持原结论', lead);
    const input = { outcome, answeredOn: '2025-09-15', part, messages };
    await runCaseAct(ctx, lead.actor, caseId, 'enterReview', { input, once: '' });
  };
  await expect(enter('upheld')).rejects.toMatchObject({ data: { rule: 'notSentUp' } });
  await sendUp('filing');
  await expect(enter('upheld')).rejects.toMatchObject({ data: { rule: 'notSentUp' } });
  await sendUp('review');
  await enter('upheld');
  const facts = await followFacts(ctx, await ownReport(ctx, filed.reportId));
  expect(facts).toMatchObject({ stage: 'replied', objecting: null });
  expect(facts.decisions).toContainEqual({ kind: 'reviewed', on: '2025-09-15', detail: 'upheld' });
});
