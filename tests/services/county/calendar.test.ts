import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { holidayChange } from '#db/schema/calendar';
import { caseFile } from '#db/schema/casework';
import { logEntry } from '#db/schema/log';
import { freeRuns, tableIn } from '~/domain/county/holiday-table';
import { settleLimits } from '~/services/case/limit-settling.server';
import { askProgramYear, askYear, checkYear, tableShown } from '~/services/county/calendar-change.server';
import { confirmYear, refuseYear } from '~/services/county/calendar-decision.server';
import { calendarPage } from '~/services/county/calendar-page.server';
import { seedPolicies } from '~/services/county/policies.server';
import { countyCalendar, statutoryCalendar } from '~/services/county/work-calendar.server';
import { holidaysWords } from '~/words/county/holidays';
import { acceptCase } from '../case-steps';
import { reportFire } from '../case-workspace';
import { playedContext } from '../played-context';

const { ctx: played, county } = await playedContext();
const ctx = { ...played, ...countyCalendar(statutoryCalendar) };
await seedPolicies(ctx);
const admin = county.actor('admin');
const guardian = county.actor('guardians.1');

const table2025 = tableIn(statutoryCalendar, 2025) ?? { free: [], working: [] };
/** The notice of 2025 as the program has it, with more said. */
const notice2025 = (more = '') => `${holidaysWords.zh.asNotice(freeRuns(table2025), table2025.working)}\n${more}`;
const typed = (text: string, year = 2025, shown = tableShown(year, tableIn(statutoryCalendar, year))) => ({
  ...{ year, text, shown },
  notice: '安政办〔2025〕3号',
});
const page = (actor = guardian) => calendarPage(ctx, actor, null);
const askedOf = async () => {
  const [one] = (await page()).asked;
  if (!one) throw new Error('nothing was asked');
  return { request: one.id, shown: one.shown };
};
const dueOf = async (caseId: string) =>
  (await ctx.db.select().from(caseFile).where(eq(caseFile.id, caseId)))[0] ?? { dueOn: null, dueProvisional: null };
const newestEntry = async (act: string) =>
  (await ctx.db.select().from(logEntry).where(eq(logEntry.act, act)).orderBy(sql`1 desc`)).at(-1)?.entry;

describe('holidays that the county enters', () => {
  test('are looked at first: what is understood, and which last days move; nothing is written', async () => {
    const { caseId } = await reportFire(ctx);
    // The report of 15 September counts five working days.
    expect(await dueOf(caseId)).toMatchObject({ dueOn: '2025-09-22', dueProvisional: false });
    const checked = await checkYear(ctx, admin, typed(notice2025('9月18日至19日放假。')));
    expect(checked.changes).toEqual({ off: ['2025-09-18', '2025-09-19'], on: [] });
    expect(checked.moves.shown).toContainEqual({ from: '2025-09-22', to: '2025-09-24', cases: 1, claims: 0 });
    expect(await ctx.db.$count(holidayChange)).toBe(0);
    await expect(checkYear(ctx, admin, typed('9月18日'))).rejects.toMatchObject({
      field: 'text',
      data: { problems: ['unclear 9月18日'] },
    });
  });

  test('hold once a second person agreed, in this process and every other, and last days move at once', async () => {
    const { caseId } = await reportFire(ctx);
    const elsewhere = countyCalendar(statutoryCalendar);
    await askYear(ctx, admin, typed(notice2025('9月18日至19日放假。')));
    expect((await page(admin)).asked[0]?.own).toBe(true);
    await expect(confirmYear(ctx, admin, await askedOf())).rejects.toMatchObject({ code: 'samePerson' });
    expect(ctx.calendar.isWorkingDay('2025-09-18')).toBe(true);
    expect(await dueOf(caseId)).toMatchObject({ dueOn: '2025-09-22' });
    await confirmYear(ctx, guardian, await askedOf());
    expect(ctx.calendar.isWorkingDay('2025-09-18')).toBe(false);
    expect(await dueOf(caseId)).toMatchObject({ dueOn: '2025-09-24' });
    await elsewhere.holidays.reload(ctx.db);
    expect(elsewhere.calendar.isWorkingDay('2025-09-18')).toBe(false);
    expect((await page()).source).toEqual({ notice: '安政办〔2025〕3号', since: '2025-09-15' });
    expect(await newestEntry('calendar.confirm')).toContain('"year":"2025"');
    expect(await settleLimits(ctx)).toBe(0);
  });

  test('of a moment ago are made good, where another process had not read them yet', async () => {
    const stale = { ...ctx, ...countyCalendar(statutoryCalendar) };
    const { caseId } = await reportFire(stale);
    expect(await dueOf(caseId)).toMatchObject({ dueOn: '2025-09-22' });
    expect(await settleLimits(ctx)).toBe(1);
    expect(await dueOf(caseId)).toMatchObject({ dueOn: '2025-09-24' });
  });

  test('can be taken back to what the program has, by two people too', async () => {
    await askProgramYear(ctx, admin, 2025);
    const own = (await page()).asked[0];
    expect([own?.table, own?.changes.on]).toEqual([null, ['2025-09-18', '2025-09-19']]);
    await confirmYear(ctx, guardian, await askedOf());
    expect((await page()).source).toBe('program');
    expect(ctx.calendar.isWorkingDay('2025-09-18')).toBe(true);
    await expect(askProgramYear(ctx, admin, 2025)).rejects.toMatchObject({ data: { rule: 'unchanged' } });
  });

  test('publish a year that the program does not have: last days in it are no longer provisional', async () => {
    const blind = countyCalendar({ ...statutoryCalendar, isPublished: (year) => year < 2026 });
    const early = { ...ctx, ...blind };
    ctx.setNow('2025-12-25');
    const { caseId } = await reportFire(early);
    await acceptCase(early, county.actor('fire.lead'), caseId);
    expect(await dueOf(caseId)).toMatchObject({ dueProvisional: true });
    expect((await calendarPage(early, admin, '2026')).source).toBeNull();
    const text = '1月1日至4日放假。2月14日至24日放假。10月1日至8日放假。';
    await askYear(early, admin, typed(text, 2026, tableShown(2026, null)));
    await confirmYear(early, guardian, await askedOf());
    expect(await dueOf(caseId)).toMatchObject({ dueOn: '2026-02-25', dueProvisional: false });
    ctx.setNow('2025-09-15');
  });
});

describe('a change of holidays is refused', () => {
  test('where it changes nothing, has no notice, is of a year too far, or one waits', async () => {
    await expect(askYear(ctx, admin, typed(notice2025()))).rejects.toMatchObject({ data: { rule: 'unchanged' } });
    await expect(askYear(ctx, admin, { ...typed(notice2025('9月18日放假')), notice: ' ' })).rejects.toMatchObject({
      field: 'notice',
    });
    await expect(askYear(ctx, admin, typed(notice2025(), 2031))).rejects.toMatchObject({ field: 'year' });
    await askYear(ctx, admin, typed(notice2025('9月18日放假')));
    await expect(askYear(ctx, admin, typed(notice2025('9月19日放假')))).rejects.toMatchObject({
      data: { rule: 'waits' },
    });
    await refuseYear(ctx, guardian, (await askedOf()).request);
    expect((await page()).asked).toEqual([]);
  });

  test('where the year or the change is another one than was shown', async () => {
    const stale = tableShown(2025, { free: [], working: [] });
    await expect(askYear(ctx, admin, typed(notice2025('9月18日放假'), 2025, stale))).rejects.toMatchObject({
      code: 'shownOtherwise',
    });
    await askYear(ctx, admin, typed(notice2025('9月18日放假')));
    const { request } = await askedOf();
    await expect(confirmYear(ctx, guardian, { request, shown: '[]' })).rejects.toMatchObject({
      code: 'shownOtherwise',
    });
    await refuseYear(ctx, admin, request);
  });

  test('to whoever may not, and the database itself keeps what two people decided', async () => {
    for (const login of ['fire.lead', 'intake.1', 'finance.1']) {
      await expect(calendarPage(ctx, county.actor(login), null)).rejects.toMatchObject({ code: 'notAllowed' });
    }
    await expect(askYear(ctx, guardian, typed(notice2025('9月18日放假')))).rejects.toMatchObject({
      code: 'notAllowed',
    });
    await expect(ctx.db.update(holidayChange).set({ notice: 'x' })).rejects.toThrow();
    await expect(ctx.db.delete(holidayChange)).rejects.toThrow();
    const forged = { id: crypto.randomUUID(), year: 2026, table: null, notice: 'x', askedOn: '2025-09-15' };
    const alone = { ...forged, state: 'confirmed' as const, askedBy: admin.memberId, decidedBy: admin.memberId };
    await expect(ctx.db.insert(holidayChange).values(alone)).rejects.toThrow();
  });
});
