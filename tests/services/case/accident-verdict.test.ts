import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { logEntry } from '#db/schema/log';
import type { ActContext } from '~/browser/case/act-context';
import { PREPARE } from '~/browser/case/case-acts';
import { newestFinding } from '~/browser/case/case-workspace';
import { postedPart } from '~/contract/posted/case-act';
import { accidentIn } from '~/domain/report/accident-entry';
import { assignCase, confirmVerdict } from '~/services/case/case.server';
import { acceptCase, proposeVerdict } from '../case-steps';
import { findingRead, reportFire, workspace } from '../case-workspace';
import { actor, ctx, rowOf, who } from './case-county';

const TYPED: Record<string, string> = {
  verdict: 'substantiated',
  text: '死亡三人，只报一人。',
  unvisited: '事故现场已经清理',
  accidentDeaths: '3',
  accidentConcealed: '2',
  accidentInjuries: '无',
  accidentLoss: '120万元',
  accidentGrade: 'larger',
};

test('of a concealed accident the officer enters the figures, whose grade has to fit, and the lead reads them', async () => {
  const { caseId } = await reportFire(ctx, { matter: 'concealedAccident', deaths: 2 });
  const unit = (await rowOf(caseId)).responsibleUnitId;
  const [lead, handler] = ['emergency.lead', 'emergency.handler'].map(who);
  if (!lead || !handler) throw new Error('nobody there');
  expect(lead.unitId).toBe(unit);
  await acceptCase(ctx, lead.actor, caseId);
  await assignCase(ctx, lead.actor, caseId, handler.memberId);
  const { opened, grades, facts } = await workspace(ctx, handler, caseId);
  expect(grades?.larger.deaths).toBe(3);
  const prepare = (changes: Record<string, string> = {}) =>
    PREPARE.proposeVerdict((field) => ({ ...TYPED, ...changes })[field] ?? '', {
      opened,
      grades,
      facts,
      today: '2025-09-15',
      transfers: () => Promise.reject(new Error('no transfer')),
      replyTitles: {} as ActContext['replyTitles'],
      rewardDueOptions: {},
    } satisfies ActContext);
  expect(await prepare({ accidentGrade: 'general' })).toEqual({ errors: { accidentGrade: 'otherGrade' } });
  expect(await prepare({ accidentConcealed: '4', text: '' })).toEqual({
    errors: { text: 'required', accidentConcealed: 'moreConcealed' },
  });
  // What was not found true has no accident, and nothing of one is asked.
  const nothing = { accidentDeaths: '', accidentConcealed: '', accidentGrade: '' };
  expect(await prepare({ ...nothing, verdict: 'unsubstantiated' })).toHaveProperty('fields');
  const prepared = await prepare();
  if (!('fields' in prepared)) throw new Error(JSON.stringify(prepared));
  // The server is told the verdict, and nothing of the figures.
  expect(Object.keys(prepared.fields).sort()).toEqual(['part', 'unvisited', 'verdict']);
  const finding = postedPart.parse(JSON.parse(prepared.fields.part ?? ''));
  await proposeVerdict(ctx, handler.actor, caseId, { verdict: 'substantiated', unvisited: true, finding });

  const read = await workspace(ctx, lead, caseId);
  expect(accidentIn(newestFinding(read.opened)?.content)).toEqual({
    accidentDeaths: '3',
    accidentConcealed: '2',
    accidentInjuries: '0',
    accidentLoss: '1200000',
    accidentGrade: 'larger',
  });
  await confirmVerdict(ctx, lead.actor, caseId, await findingRead(ctx, caseId));
  const entries = await ctx.db
    .select()
    .from(logEntry)
    .where(eq(logEntry.subject, `case:${caseId}`));
  for (const said of ['1200000', 'larger', 'accidentDeaths']) {
    expect(entries.some(({ entry }) => entry.includes(said))).toBe(false);
  }
});

test('a verdict on anything else asks for no accident', async () => {
  const { caseId } = await reportFire(ctx);
  await acceptCase(ctx, actor('fire.lead'), caseId);
  await assignCase(ctx, actor('fire.lead'), caseId, who('fire.handler').memberId);
  expect((await workspace(ctx, who('fire.handler'), caseId)).grades).toBeNull();
});
