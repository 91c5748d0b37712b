import { eq, inArray } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { county as countyRow, unitKey } from '#db/schema/county';
import { logEntry } from '#db/schema/log';
import { member } from '#db/schema/staff';
import { CHANNELS } from '~/domain/vocabulary';
import { reportingOpen } from '~/services/county/county.server';
import { takesReports } from '~/services/report/open-reporting.server';
import { submitReport } from '~/services/report/report.server';
import { submitSealedReport } from '~/services/report/report-sealed.server';
import { playedContext } from '../played-context';
import { reportDraft } from '../report-drafts';
import { sealedInBrowser, sent } from '../sealed-submission';

const { ctx, county } = await playedContext();

test('while reporting is closed no report is taken, whatever way it comes; one that is in is acknowledged again', async () => {
  const early = sent((await sealedInBrowser(ctx, reportDraft())).posted);
  await submitSealedReport(ctx, early);
  const late = sent((await sealedInBrowser(ctx, reportDraft())).posted);
  const stored = await ctx.db.$count(caseFile);

  // Every key to which a report is sealed is still there, so only the county's own answer to whether reporting is open
  // tells it apart: nobody is left at intake and above.
  const { intake, upper } = county.unitIds;
  await ctx.db
    .update(member)
    .set({ status: 'disabled' })
    .where(inArray(member.unitId, [intake, upper]));
  ctx.advance(60_000);

  for (const channel of CHANNELS) {
    await expect(submitReport(ctx, { draft: reportDraft(), channel }), channel).rejects.toMatchObject({
      refusal: true,
      code: 'notOpen',
    });
  }
  await expect(submitSealedReport(ctx, late)).rejects.toMatchObject({ refusal: true, code: 'notOpen' });
  expect(await ctx.db.$count(caseFile)).toBe(stored);
  expect(await submitSealedReport(ctx, early)).toEqual({ repeated: true });
});

test('the day on which it opened is noted once, in the log, and from then on a lost custodian closes nothing', async () => {
  const { ctx: own, county: cast } = await playedContext();
  const opened = () => own.db.$count(logEntry, eq(logEntry.act, 'reporting.open'));
  expect(await opened()).toBe(1);
  await Promise.all([takesReports(own, { anew: true }), takesReports(own, { anew: true })]);
  expect(await opened()).toBe(1);
  const lost = cast.of('custodians.1').memberId;
  await own.db.update(member).set({ status: 'disabled' }).where(eq(member.id, lost));
  expect(await takesReports(own, { anew: true })).toBe(true);
  // Before it ever opened the same would keep it closed.
  await own.db.update(countyRow).set({ openedOn: null });
  expect(await takesReports(own, { anew: true })).toBe(false);
  await own.db.update(member).set({ status: 'enrolled' }).where(eq(member.id, lost));
  const both = await Promise.all([takesReports(own, { anew: true }), takesReports(own, { anew: true })]);
  expect([both, await opened()]).toEqual([[true, true], 2]);
  await own.db.update(unitKey).set({ retiredOn: '2025-09-15' }).where(eq(unitKey.unitId, cast.unitIds.custodians));
  expect(await takesReports(own, { anew: true })).toBe(false);
});

test('reporting closes when a key is retired that every report is sealed to, and for no other', async () => {
  const { ctx: own, county: cast } = await playedContext();
  const { finance, upper, custodians } = cast.unitIds;
  const retire = (unitId: string, retiredOn: string | null) =>
    own.db.update(unitKey).set({ retiredOn }).where(eq(unitKey.unitId, unitId));
  await retire(finance, '2025-09-15');
  await retire(upper, '2025-09-15');
  const open = await reportingOpen(own.db);
  expect({ ...open, missing: [...open.missing].sort() }).toMatchObject({
    open: true,
    missing: [finance, upper].sort(),
  });
  await retire(custodians, '2025-09-15');
  expect(await reportingOpen(own.db)).toMatchObject({ open: false });
});
