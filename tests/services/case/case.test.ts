import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { logEntry } from '#db/schema/log';
import { PREPARE } from '~/browser/case/case-acts';
import { sealMessage } from '~/browser/case/case-sealing';
import { fromBase64 } from '~/envelope/bytes';
import { assignCase, confirmVerdict } from '~/services/case/case.server';
import { caseForStaff } from '~/services/case/case-page.server';
import { transferCase } from '~/services/case/case-transfer.server';
import { transferChain } from '~/services/case/transfer-chain.server';
import {
  acceptCase,
  addNote,
  closeCase,
  proposeVerdict,
  recordPenalty,
  rectify,
  refuseCase,
  replyCase,
  sendStaffMessage,
  strikeOff,
  visitCase,
} from '../case-steps';
import { findingRead, keyringOf, reportFire, sealedMessages, sealedPart, workspace } from '../case-workspace';
import { actor, assigned, ctx, refusal, rowOf, who } from './case-county';

async function proposed(): Promise<string> {
  const caseId = await assigned();
  const { opened } = await workspace(ctx, who('fire.handler'), caseId);
  const finding = await sealedPart(opened, 'finding', { verdict: 'substantiated', text: '现场拍照三张' });
  const verdict = { verdict: 'substantiated', finding } as const;
  await expect(proposeVerdict(ctx, actor('fire.handler'), caseId, verdict)).rejects.toEqual(refusal('stageForbids'));
  await proposeVerdict(ctx, actor('fire.handler'), caseId, { ...verdict, unvisited: true });
  return caseId;
}

describe('a case from acceptance to its end', () => {
  test('travels the whole way; limits follow the rule in force', async () => {
    const handler = actor('fire.handler');
    const lead = actor('fire.lead');
    const { caseId, reportId } = await reportFire(ctx);
    expect((await rowOf(caseId)).dueOn).toBe('2025-09-22');
    await acceptCase(ctx, lead, caseId);
    expect(await rowOf(caseId)).toMatchObject({ stage: 'accepted', acceptedOn: '2025-09-15', dueOn: '2025-11-14' });
    await assignCase(ctx, lead, caseId, handler.memberId);

    const first = await workspace(ctx, who('fire.handler'), caseId);
    expect(first.opened.reports[0]?.narrative?.description).toContain('消防通道');
    expect(first.opened.unreadable).toBe(0);
    expect(first.next).toContain('proposeVerdict');
    const { opened } = first;
    await addNote(ctx, handler, caseId, await sealedPart(opened, 'note', { about: 'note', text: '先电话核实' }));
    const message = await sealMessage(opened, reportId, '请问堵了多久？', keyringOf(who('fire.handler')));
    await sendStaffMessage(ctx, handler, caseId, { ...message, bytes: fromBase64(message.bytes) });
    const note = await sealedPart(opened, 'note', { about: 'visit', text: '东门堆满木料' });
    await visitCase(ctx, handler, caseId, { visitedOn: '2025-09-15', note });
    const finding = await sealedPart(opened, 'finding', { verdict: 'substantiated', text: '属实' });
    await proposeVerdict(ctx, handler, caseId, { verdict: 'substantiated', finding });
    await confirmVerdict(ctx, lead, caseId, await findingRead(ctx, caseId));
    expect((await rowOf(caseId)).dueOn).toBe('2025-09-25');
    await recordPenalty(ctx, handler, caseId, await sealedPart(opened, 'penalty', { amountYuan: '50000' }));
    const reply = await workspace(ctx, who('fire.handler'), caseId);
    await replyCase(ctx, handler, caseId, await sealedMessages(reply.opened, '答复：属实', who('fire.handler')));
    await expect(closeCase(ctx, handler, caseId)).rejects.toEqual(refusal('stageForbids'));
    await rectify(ctx, handler, caseId, await sealedPart(opened, 'evidence', { about: 'rectification', text: '清空' }));
    await strikeOff(ctx, handler, caseId, await sealedPart(opened, 'evidence', { about: 'strikeOff', text: '复查' }));
    await closeCase(ctx, handler, caseId);

    expect(await rowOf(caseId)).toMatchObject({ stage: 'closed', dueOn: null, penaltyRecordedOn: '2025-09-15' });
    const end = await workspace(ctx, who('fire.lead'), caseId);
    expect(end.opened.reports[0]?.messages.map(({ text }) => text)).toEqual(['请问堵了多久？', '答复：属实']);
    expect(end.opened.reports[0]?.messages[0]?.memberId).toBe(handler.memberId);
    expect(end.opened.notes.map(({ about }) => about)).toEqual([
      'note',
      'visit',
      'finding',
      'penalty',
      'rectification',
      'strikeOff',
    ]);
    expect(end.next).toEqual(['askReopening']);
    expect(end.timeline.map(({ act }) => act)).toEqual([
      'report.submit',
      'case.accept',
      'case.assign',
      'case.note',
      'case.message',
      'case.visit',
      'case.proposeVerdict',
      'case.confirmVerdict',
      'case.recordPenalty',
      'case.reply',
      'case.rectify',
      'case.strikeOff',
      'case.close',
    ]);
  });

  test('a refusal tells the reporter, with the reason as a code', async () => {
    const { caseId } = await reportFire(ctx);
    const { opened } = await workspace(ctx, who('fire.handler'), caseId);
    const messages = await sealedMessages(opened, '请向法院反映', who('fire.handler'));
    await expect(
      refuseCase(ctx, actor('fire.handler'), caseId, { reason: 'courtOrArbitration', messages: [] }),
    ).rejects.toEqual(refusal('conflict'));
    await refuseCase(ctx, actor('fire.handler'), caseId, { reason: 'courtOrArbitration', messages });
    expect(await rowOf(caseId)).toMatchObject({
      stage: 'notAccepted',
      refusalReason: 'courtOrArbitration',
      dueOn: null,
    });
  });

  test('looking at a case is logged, and no content is in the log', async () => {
    const { caseId } = await reportFire(ctx);
    await caseForStaff(ctx, actor('fire.lead'), caseId);
    const entries = await ctx.db
      .select()
      .from(logEntry)
      .where(eq(logEntry.subject, `case:${caseId}`));
    expect(entries.map(({ act }) => act).sort()).toEqual(['case.read', 'report.submit']);
    expect(entries.some(({ entry }) => entry.includes('木料') || entry.includes('红星'))).toBe(false);
  });
});

describe('who may do what', () => {
  test('an officer outside the unit gets notFound for every act, and changes nothing', async () => {
    const caseId = await assigned();
    const { opened } = await workspace(ctx, who('fire.handler'), caseId);
    const part = await sealedPart(opened, 'note', { text: 'x' });
    const [message] = await sealedMessages(opened, 'x', who('fire.handler'));
    if (!message) throw new Error('no message');
    const before = await rowOf(caseId);
    for (const login of ['emergency.handler', 'emergency.lead', 'zhenxi.lead', 'intake.2']) {
      const other = actor(login);
      const nothing = { unitKeyId: '', wraps: [], step: {} as never };
      const acts: [string, () => Promise<unknown>][] = [
        ['read', () => caseForStaff(ctx, other, caseId)],
        ['accept', () => acceptCase(ctx, other, caseId)],
        ['refuse', () => refuseCase(ctx, other, caseId, { reason: 'suggestion', messages: [message] })],
        ['assign', () => assignCase(ctx, other, caseId, other.memberId)],
        ['note', () => addNote(ctx, other, caseId, part)],
        ['message', () => sendStaffMessage(ctx, other, caseId, message)],
        ['visit', () => visitCase(ctx, other, caseId, { visitedOn: '2025-09-15', note: part })],
        ['verdict', () => proposeVerdict(ctx, other, caseId, { verdict: 'substantiated', finding: part })],
        ['confirm', () => confirmVerdict(ctx, other, caseId, { finding: '', verdict: 'substantiated' })],
        ['penalty', () => recordPenalty(ctx, other, caseId, part)],
        ['rectify', () => rectify(ctx, other, caseId, part)],
        ['strikeOff', () => strikeOff(ctx, other, caseId, part)],
        ['reply', () => replyCase(ctx, other, caseId, [message])],
        ['close', () => closeCase(ctx, other, caseId)],
        ['transfer', () => transferCase(ctx, other, caseId, { ...nothing, toUnitId: other.unitId, note: part })],
      ];
      for (const [name, act] of acts) {
        const error = await act().then(
          () => null,
          (thrown: { code?: string }) => thrown,
        );
        // Without any role for the act it is notAllowed, before a case is looked up.
        expect(['notFound', 'notAllowed'], `${login} ${name}`).toContain(error?.code);
        if (login.endsWith('handler') && name !== 'assign' && name !== 'confirm') expect(error?.code).toBe('notFound');
      }
    }
    expect(await rowOf(caseId)).toEqual(before);
  });

  test('a colleague who is not the assigned officer does not verify; a wrong role does nothing', async () => {
    const caseId = await assigned();
    const { opened } = await workspace(ctx, who('fire.handler2'), caseId);
    const finding = await sealedPart(opened, 'finding', { text: 'x' });
    const verdict = { verdict: 'substantiated', finding } as const;
    await expect(proposeVerdict(ctx, actor('fire.handler2'), caseId, verdict)).rejects.toEqual(refusal('notFound'));
    await expect(proposeVerdict(ctx, actor('fire.lead'), caseId, verdict)).rejects.toEqual(refusal('notAllowed'));
    await expect(assignCase(ctx, actor('fire.handler'), caseId, who('fire.handler2').memberId)).rejects.toEqual(
      refusal('notAllowed'),
    );
    for (const login of ['committee.1', 'finance.1', 'guardians.1', 'custodians.1', 'publisher', 'auditor', 'admin']) {
      await expect(caseForStaff(ctx, actor(login), caseId)).rejects.toEqual(refusal('notAllowed'));
    }
    await expect(assignCase(ctx, actor('fire.lead'), caseId, who('emergency.handler').memberId)).rejects.toEqual(
      refusal('invalid'),
    );
  });

  test('nobody confirms their own verdict, the lead of another unit neither', async () => {
    const caseId = await proposed();
    const double = { ...actor('fire.handler'), roles: ['handler', 'lead'] as const };
    const read = await findingRead(ctx, caseId);
    await expect(confirmVerdict(ctx, double, caseId, read)).rejects.toEqual(refusal('samePerson'));
    await expect(confirmVerdict(ctx, actor('fire.handler2'), caseId, read)).rejects.toEqual(refusal('notAllowed'));
    // What is signed is what was opened and read, never another finding than the newest.
    const another = { ...read, finding: crypto.randomUUID() };
    const conflict = expect.objectContaining({ code: 'conflict', field: 'finding' });
    await expect(confirmVerdict(ctx, actor('fire.lead'), caseId, another)).rejects.toEqual(conflict);
    await confirmVerdict(ctx, actor('fire.lead'), caseId, read);
    await expect(confirmVerdict(ctx, actor('fire.lead2'), caseId, read)).rejects.toEqual(refusal('stageForbids'));
  });

  test('the verdict that a lead confirms is the one of the finding, whatever the row says', async () => {
    const caseId = await proposed();
    const lead = actor('fire.lead');
    const { opened, facts } = await workspace(ctx, who('fire.lead'), caseId);
    const transfers = () => transferChain(ctx, ctx.db);
    const context = { opened, today: '2025-09-15', transfers, replyTitles: {} as never, rewardDueOptions: {} };
    const press = (verdict: string | null) =>
      PREPARE.confirmVerdict((field) => (field === 'read' ? 'yes' : ''), {
        ...context,
        facts: { verdict, siteVisitedOn: null },
      });
    const read = await findingRead(ctx, caseId);
    expect(await press(facts.verdict)).toEqual({ fields: { finding: read.finding, verdict: read.verdict } });
    // Somebody wrote another verdict into the row: the browser refuses, and so does the server where the row changed
    // later.
    await ctx.database.owner.db.update(caseFile).set({ verdict: 'unsubstantiated' }).where(eq(caseFile.id, caseId));
    expect(await press('unsubstantiated')).toEqual({ errors: { '': 'otherVerdict' } });
    await expect(confirmVerdict(ctx, lead, caseId, read)).rejects.toEqual(refusal('conflict', 'finding'));
    expect((await rowOf(caseId)).confirmedOn).toBeNull();
  });

  test('acts out of turn are refused', async () => {
    const { caseId } = await reportFire(ctx);
    await expect(closeCase(ctx, actor('fire.lead'), caseId)).rejects.toEqual(refusal('stageForbids'));
    await expect(assignCase(ctx, actor('fire.lead'), caseId, who('fire.handler').memberId)).rejects.toEqual(
      refusal('stageForbids'),
    );
    await acceptCase(ctx, actor('fire.lead'), caseId);
    await expect(acceptCase(ctx, actor('fire.lead'), caseId)).rejects.toEqual(refusal('stageForbids'));
  });
});
