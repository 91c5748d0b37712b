import { and, eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { report, sealedPart } from '#db/schema/casework';
import { openFollow } from '~/browser/follow/follow-workspace';
import { sealJson } from '~/envelope/seal';
import { seedPolicies } from '~/services/county/policies.server';
import { followPage, sealedFollowPage } from '~/services/follow/follow-page.server';
import { acceptCase, addNote, sendStaffMessage } from './case-steps';
import { reportFire, sealedPart as sealedNote, workspace } from './case-workspace';
import type { County } from './fixtures';
import { playedContext } from './played-context';
import { sessionOf } from './reporter-play';
import type { TestContext } from './test-context';

let ctx: TestContext;
let county: County;

beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await seedPolicies(ctx);
});

/** As a later release of the program may write it. */
const LATER = { v: 99, told: 'what this version does not know' };

test('what a later version sealed is counted as newer, hides nothing else, and is told the reporter in words', async () => {
  const filed = await reportFire(ctx);
  const { caseId, reportId } = filed;
  const lead = county.of('fire.lead');
  await acceptCase(ctx, lead.actor, caseId);
  const { opened } = await workspace(ctx, lead, caseId);
  const label = { kind: 'note', scope: caseId, sequence: 5 } as const;
  const note = await sealJson(label, LATER, [opened.caseKey.recipient]);
  await addNote(ctx, lead.actor, caseId, { sequence: 5, keyEpoch: 0, bytes: note });
  await addNote(ctx, lead.actor, caseId, await sealedNote(opened, 'note', { about: 'note', text: '先电话核实' }));
  const [row] = await ctx.db.select().from(report).where(eq(report.id, reportId));
  const place = { kind: 'staffMessage', scope: reportId, sequence: row?.nextSequence ?? 0 } as const;
  const message = await sealJson(place, LATER, [row?.threadRecipient ?? '']);
  await sendStaffMessage(ctx, lead.actor, caseId, {
    reportId,
    sequence: place.sequence,
    keyEpoch: 0,
    bytes: message,
  });

  const now = (await workspace(ctx, lead, caseId)).opened;
  expect(now).toMatchObject({ newer: 2, unreadable: 0 });
  expect(now.notes.map(({ content }) => content.text)).toEqual(['先电话核实']);
  expect(now.reports[0]?.narrative?.description).toContain('消防通道');

  const session = await sessionOf(ctx, filed);
  const told = [{ text: null, problem: 'newer' }];
  expect((await followPage(ctx, session)).messages).toMatchObject(told);
  const { sealed } = await sealedFollowPage(ctx, reportId);
  expect((await openFollow(sealed, session.seed)).messages).toMatchObject(told);
});

test('a narrative of a later version leaves the case open, and is newer, not past retention', async () => {
  const { caseId, reportId } = await reportFire(ctx);
  const [row] = await ctx.db.select().from(report).where(eq(report.id, reportId));
  const label = { kind: 'narrative', scope: reportId, sequence: 0 } as const;
  const bytes = await sealJson(label, LATER, [row?.reportRecipient ?? '']);
  const own = and(eq(sealedPart.reportId, reportId), eq(sealedPart.kind, 'narrative'));
  await ctx.db.update(sealedPart).set({ bytes }).where(own);
  const { opened } = await workspace(ctx, county.of('fire.lead'), caseId);
  expect(opened).toMatchObject({ newer: 1, unreadable: 0 });
  expect(opened.reports[0]?.narrative).toBeNull();
});
