import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { logEntry } from '#db/schema/log';
import { assignCase } from '~/services/case/case.server';
import { runCaseAct } from '~/services/case/case-acts.server';
import { caseForStaff } from '~/services/case/case-page.server';
import { actByRow } from '~/services/case/case-parts.server';
import { dueInUnit } from '~/services/case/deadline-reminder.server';
import { queue } from '~/services/case/queue.server';
import { followFacts, ownReport } from '~/services/follow/follow-facts.server';
import { acceptCase, visitCase } from '../case-steps';
import { reportFire, sealedMessages, sealedPart, workspace } from '../case-workspace';
import { actor, ctx, refusal, rowOf, who } from './case-county';

const WHY = '需要委托有资质的机构检测，检测周期四十天';
const TOLD = '检测机构的报告还没有出来，所以延长三十天';
beforeEach(() => ctx.setNow('2025-09-15'));

async function brought() {
  const { caseId, reportId } = await reportFire(ctx);
  await acceptCase(ctx, actor('fire.lead'), caseId);
  await assignCase(ctx, actor('fire.lead'), caseId, who('fire.handler').memberId);
  return { caseId, reportId };
}

const run = <A extends Parameters<typeof runCaseAct>[3]>(
  login: string,
  caseId: string,
  act: A,
  input: Parameters<typeof runCaseAct<A>>[4]['input'],
) => runCaseAct(ctx, actor(login), caseId, act, { input, once: '' });

async function ask(caseId: string): Promise<void> {
  const { opened } = await workspace(ctx, who('fire.handler'), caseId);
  const part = await sealedPart(opened, 'note', { about: 'extension', text: WHY });
  await run('fire.handler', caseId, 'askExtension', { part });
}

async function approve(caseId: string, login = 'fire.lead'): Promise<void> {
  const { opened } = await workspace(ctx, who(login), caseId);
  await run(login, caseId, 'extend', { messages: await sealedMessages(opened, TOLD, who(login)) });
}

const lateAt = async (caseId: string, reportId: string, on: string) => {
  ctx.setNow(on);
  return {
    queue: (await queue(ctx, actor('fire.lead'))).rows.find(({ id }) => id === caseId)?.dueOn,
    page: (await caseForStaff(ctx, actor('fire.handler'), caseId)).facts.dueOn,
    reporter: (await followFacts(ctx, await ownReport(ctx, reportId))).dueOn,
    reminder: (await dueInUnit(ctx, who('fire.lead').unitId)) !== null,
  };
};

describe('an extension of verification', () => {
  test('is asked for by the officer, approved by the lead, told to the reporter, and moves the last day everywhere', async () => {
    const { caseId, reportId } = await brought();
    const handler = await workspace(ctx, who('fire.handler'), caseId);
    expect(handler.next).toContain('askExtension');
    expect(handler.extendedTo).toEqual({ on: '2025-12-15', provisional: false });
    await ask(caseId);
    expect((await queue(ctx, actor('fire.lead'), { forMe: true })).rows.map(({ id }) => id)).toContain(caseId);
    const lead = await workspace(ctx, who('fire.lead'), caseId);
    expect(lead.next).toEqual(expect.arrayContaining(['extend', 'refuseExtension']));
    expect(lead.facts).toMatchObject({ extensionAsked: true, extensions: 0, dueOn: '2025-11-14' });
    expect(lead.opened.notes.find(({ about }) => about === 'extension')?.content.text).toBe(WHY);
    expect(await lateAt(caseId, reportId, '2025-11-14')).toEqual({
      queue: '2025-11-14',
      page: '2025-11-14',
      reporter: '2025-11-14',
      reminder: true,
    });
    await approve(caseId);
    expect(await lateAt(caseId, reportId, '2025-11-14')).toEqual({
      queue: '2025-12-15',
      page: '2025-12-15',
      reporter: '2025-12-15',
      reminder: false,
    });
    const after = await workspace(ctx, who('fire.handler'), caseId);
    expect(after.facts).toMatchObject({ extensions: 1, extensionAsked: false });
    expect(after.opened.reports[0]?.messages.at(-1)?.text).toBe(TOLD);
    const facts = await followFacts(ctx, await ownReport(ctx, reportId));
    expect(facts.decisions).toContainEqual({ kind: 'extended', on: '2025-11-14', detail: null });
    expect((await queue(ctx, actor('fire.lead'), { forMe: true })).rows.map(({ id }) => id)).not.toContain(caseId);
  });

  test('is no more than the policy allows, not after the limit ended, and nobody’s own', async () => {
    const { caseId } = await brought();
    await expect(approve(caseId)).rejects.toEqual(refusal('stageForbids'));
    await ask(caseId);
    await expect(ask(caseId)).rejects.toEqual(refusal('alreadyDone'));
    await approve(caseId);
    expect((await workspace(ctx, who('fire.handler'), caseId)).next).not.toContain('askExtension');
    await expect(ask(caseId)).rejects.toMatchObject({ code: 'alreadyDone', data: { rule: 'extensionsUsed' } });
    const late = await brought();
    await ask(late.caseId);
    ctx.setNow('2025-11-15');
    const lead = await workspace(ctx, who('fire.lead'), late.caseId);
    expect(lead.next).not.toContain('extend');
    await expect(approve(late.caseId)).rejects.toMatchObject({ code: 'tooLate', data: { rule: 'limitEnded' } });
    expect((await rowOf(late.caseId)).dueOn).toBe('2025-11-14');
  });

  test('reaches every reporter or nobody, and is not approved by who holds no such role', async () => {
    const { caseId } = await brought();
    await ask(caseId);
    await expect(run('fire.lead', caseId, 'extend', { messages: [] })).rejects.toEqual(refusal('conflict'));
    expect(await rowOf(caseId)).toMatchObject({ extensions: 0, dueOn: '2025-11-14' });
    await expect(approve(caseId, 'fire.handler')).rejects.toEqual(refusal('notAllowed'));
  });

  test('that is refused leaves the last day, and may be asked for again', async () => {
    const { caseId } = await brought();
    await ask(caseId);
    const { opened } = await workspace(ctx, who('fire.lead'), caseId);
    const part = await sealedPart(opened, 'note', { about: 'extensionRefused', text: '现场就能看清' });
    await actByRow(ctx, actor('fire.lead'), caseId, 'refuseExtension', { part });
    expect(await rowOf(caseId)).toMatchObject({ extensions: 0, extensionAskedBy: null, dueOn: '2025-11-14' });
    const note = await sealedPart(opened, 'note', { about: 'visit', text: '东门' });
    await visitCase(ctx, actor('fire.handler'), caseId, { visitedOn: '2025-09-15', note });
    await ask(caseId);
    expect((await rowOf(caseId)).extensionAskedBy).toBe(who('fire.handler').memberId);
  });

  test('stands in the log without a word of why', async () => {
    const { caseId } = await brought();
    await ask(caseId);
    await approve(caseId);
    const entries = await ctx.db
      .select()
      .from(logEntry)
      .where(eq(logEntry.subject, `case:${caseId}`));
    expect(entries.map(({ act }) => act)).toEqual(expect.arrayContaining(['case.askExtension', 'case.extend']));
    expect(entries.some(({ entry }) => entry.includes('检测'))).toBe(false);
  });
});
