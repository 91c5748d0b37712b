import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readNotice } from '~/domain/county/holiday-notice';
import { daysOfYear, freeRuns, isWeekend, tableChanges, tableIn, withYears } from '~/domain/county/holiday-table';
import { addWorkingDays } from '~/domain/dates';
import { statutoryCalendar } from '~/services/county/work-calendar.server';
import { holidaysWords } from '~/words/county/holidays';

/** As the State Council's office wrote it (国办发明电〔2025〕7号), with what stands around it. */
const NOTICE_2026 = `各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。`;

const base = '1月1日放假。10月1日至7日放假。';
const problemsOf = (text: string, year = 2026) => {
  const read = readNotice(text, year);
  return read.ok ? [] : read.problems.map(({ problem }) => problem);
};
const days = (text: string) => {
  const read = readNotice(base + text, 2026);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return [read.table.free.filter((day) => !/-01-01|-10-0/.test(day)), read.table.working];
};

describe('a notice is understood as it is published', () => {
  test('the one for 2026, pasted whole, is the table that the program has', () => {
    expect(readNotice(NOTICE_2026, 2026)).toEqual({ ok: true, table: tableIn(statutoryCalendar, 2026) });
  });

  test.each([
    ['5月1日-5日放假，5月9日上班', ['2026-05-01', '2026-05-04', '2026-05-05'], ['2026-05-09']],
    ['放假：5月4日、5月5日', ['2026-05-04', '2026-05-05'], []],
    ['上班：5.9，5.10', [], ['2026-05-09', '2026-05-10']],
    ['off: 2026-05-04 to 2026-05-05; work: 2026-05-09', ['2026-05-04', '2026-05-05'], ['2026-05-09']],
    ['2026年5月4日至2026年5月5日（周二）放假', ['2026-05-04', '2026-05-05'], []],
    ['４月３０日到５月１日休息', ['2026-04-30', '2026-05-01'], []],
    ['2025年12月27日至28日放假', [], []],
  ])('%s', (text, free, working) => {
    expect(days(text)).toEqual([free, working]);
  });

  test.each([
    ['5月4日', 'unclear'],
    ['5月4日放假，5月9日', 'unclear'],
    ['放假：5月4日，5月9日上班', 'unclear'],
    ['13月4日放假', 'day'],
    ['2月30日放假', 'day'],
    ['5月5日至4日放假', 'order'],
    ['3月1日至6月1日放假', 'long'],
    ['2025年5月5日放假', 'otherYear'],
    ['5月9日放假。5月9日上班', 'both'],
    ['5月6日上班', 'weekday'],
  ])('%s is refused as %s, never passed over', (text, problem) => {
    expect(problemsOf(base + text)).toEqual([problem]);
  });

  test('a table without the national days is half typed', () => {
    expect(problemsOf('5月4日放假')).toEqual(['national', 'national', 'national']);
    expect(problemsOf('今年照常')).toEqual(['empty']);
  });

  test('whatever is typed, what is taken can be counted with', () => {
    const word = fc.constantFrom(
      ...'放假 上班 1月1日 10月1日至7日 5月9日 至 、 。 ： 2026-02-14 31日 周六 ( ) - 9.20 3月1日至31日 3月30日至4月29日'.split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), fc.boolean(), (words, whole) => {
        const read = readNotice((whole ? base : '') + words.join(''), 2026);
        if (!read.ok) return;
        const calendar = withYears(statutoryCalendar, new Map([[2026, read.table]]));
        expect(addWorkingDays('2026-01-01', 100, calendar).on > '2026-05-01').toBe(true);
        expect(read.table.free.some(isWeekend)).toBe(false);
        expect(read.table.working.every(isWeekend)).toBe(true);
      }),
    );
  });
});

describe('a year’s table', () => {
  test.each([2024, 2025, 2026])('%i of the program, written as a notice and read again, is the same one', (year) => {
    const table = tableIn(statutoryCalendar, year);
    if (!table) throw new Error('not published');
    for (const lang of ['zh', 'en'] as const) {
      expect(readNotice(holidaysWords[lang].asNotice(freeRuns(table), table.working), year)).toEqual({
        ok: true,
        table,
      });
    }
    const own = withYears(statutoryCalendar, new Map([[year, table]]));
    for (const day of daysOfYear(year)) expect(own.isWorkingDay(day)).toBe(statutoryCalendar.isWorkingDay(day));
  });

  test('is shown in runs as the notice has them', () => {
    const table = tableIn(statutoryCalendar, 2026);
    expect(freeRuns(table ?? { free: [], working: [] }).map(({ from, to }) => `${from} ${to}`)).toEqual([
      '2026-01-01 2026-01-03',
      '2026-02-15 2026-02-23',
      '2026-04-04 2026-04-06',
      '2026-05-01 2026-05-05',
      '2026-06-19 2026-06-21',
      '2026-09-25 2026-09-27',
      '2026-10-01 2026-10-07',
    ]);
  });

  test('a county’s own year stands for the program’s, and makes it published', () => {
    const own = withYears(statutoryCalendar, new Map([[2099, { free: ['2099-01-01'], working: ['2099-01-03'] }]]));
    expect([statutoryCalendar.isPublished(2099), own.isPublished(2099), own.isPublished(2098)]).toEqual([
      false,
      true,
      false,
    ]);
    expect(['2099-01-01', '2099-01-02', '2099-01-03', '2099-01-04'].map(own.isWorkingDay)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test('what changes from one to another is told by days', () => {
    const before = { free: ['2026-05-04'], working: ['2026-05-09'] };
    const after = { free: ['2026-05-05'], working: ['2026-05-10'] };
    expect(tableChanges(before, after)).toEqual({
      off: ['2026-05-05', '2026-05-09'],
      on: ['2026-05-04', '2026-05-10'],
    });
    expect(tableChanges(before, before)).toEqual({ off: [], on: [] });
    expect(tableChanges(null, after)).toEqual({ off: ['2026-05-05'], on: ['2026-05-10'] });
  });
});
