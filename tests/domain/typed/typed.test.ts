import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, isIsoDate } from '~/domain/dates';
import { parseYuan } from '~/domain/money';
import { isIdentityDocument, isPhone } from '~/domain/personal-number';
import { checkPayee } from '~/domain/reward/payee';
import { readCount } from '~/domain/typed/count';
import { readDay, readDayAhead } from '~/domain/typed/day';
import { plainDecisionNumber } from '~/domain/typed/decision-number';
import { inGroupsOfFour, plainNumber } from '~/domain/typed/number';
import { isBlank } from '~/domain/typed/text';

/** Marks that come along when something is copied from a chat, a document or a web page. */
const INVISIBLE =
  '\u202a\u202c\u202d\u202e\u2066\u2067\u2069\u200e\u200f\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\ufe0f'.split('');
const around = fc.array(fc.constantFrom(...INVISIBLE), { maxLength: 3 }).map((marks) => marks.join(''));
const fullWidth = (text: string) => text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

describe('numbers that are names', () => {
  test.each([
    '13800001234',
    '\u202a138-0000-1234\u202c',
    '138 0000 1234。',
    '（138）00001234',
    '１３８００００１２３４',
    '138—0000—1234',
    '\u2066138\u00a00000\u3000 1234\u2069',
  ])('%j is one phone number', (typed) => {
    expect(plainNumber(typed)).toBe('13800001234');
    expect(isPhone(plainNumber(typed))).toBe(true);
  });

  test('marks anywhere, full-width or not, change no number', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-Z]{6,20}$/), around, fc.boolean(), fc.nat(19), (plain, marks, wide, at) => {
        const typed = (wide ? fullWidth(plain) : plain).split('');
        typed.splice(at, 0, marks);
        expect(plainNumber(`${marks}${typed.join('')}${marks}。`)).toBe(plain);
      }),
    );
  });

  test('passports and permits are documents; a citizen’s number with a slip is none', () => {
    for (const good of [
      'E12345678',
      'EA1234567',
      'H12345678',
      'C12345678',
      '12345678',
      'USA123456789012',
      '11010519491231002X',
    ])
      expect(isIdentityDocument(good), good).toBe(true);
    for (const bad of ['110105194912310021', '11010519491231002', '1234567', 'ABCDEFGHI', '']) {
      expect(isIdentityDocument(bad), bad).toBe(false);
    }
  });

  test('an account is taken in any writing and shown in fours', () => {
    const typed = { holder: '\u200b陈大江 ', bank: '工商银行', account: '6222\u00a00212—3456．7890 123。' };
    expect(checkPayee(typed)).toEqual({ holder: '陈大江', bank: '工商银行', account: '6222021234567890123' });
    expect(inGroupsOfFour('6222021234567890123')).toBe('6222 0212 3456 7890 123');
  });

  test('a decision’s number has the year in its brackets, whatever was typed', () => {
    for (const typed of [
      '（渝）应急罚〔2026〕12号',
      '（渝）应急罚[２０２６]12号',
      '（渝）应急罚【2026】 12 号。',
      '（渝）应急罚（2026）12号\u200b',
    ])
      expect(plainDecisionNumber(typed)).toBe('（渝）应急罚〔2026〕12号');
  });
});

describe('days', () => {
  const today = '2026-11-29';
  test.each([
    ['2026-11-20', '2026-11-20'],
    ['2026/11/2', '2026-11-02'],
    ['2026年11月20日', '2026-11-20'],
    ['２０２６．１１．２０', '2026-11-20'],
    ['20261120', '2026-11-20'],
    ['11月20日', '2026-11-20'],
    ['11月20号。', '2026-11-20'],
    ['12月1日', '2025-12-01'],
    ['昨天', '2026-11-28'],
    ['\u200e前天', '2026-11-27'],
    ['Today', '2026-11-29'],
    ['2月29日', '2024-02-29'],
    ['\u202a2026\u201311\u201320\u202c', '2026-11-20'],
  ])('%s is %s', (typed, day) => {
    expect(readDay(typed, today)).toEqual({ day });
  });

  test.each(['2026-02-29', '2026年13月1日', '20260431', '2月30日'])('%s is no day of any calendar', (typed) => {
    expect(readDay(typed, today)).toEqual({ problem: 'noSuchDay' });
  });

  test.each(['', '去年冬天', '2026', '1', 'soon'])('%j is not written as a day', (typed) => {
    expect(readDay(typed, today)).toEqual({ problem: 'notADay' });
  });

  test('a day without its year is the last such day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 365 }), (offset, back) => {
        const now = addDays('2020-01-01', offset);
        const day = addDays(now, -back);
        const read = readDay(`${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`, now);
        expect('day' in read && isIsoDate(read.day) && read.day <= now && read.day.slice(5) === day.slice(5)).toBe(
          true,
        );
        if (day.slice(5) !== '02-29' && back < 365) expect(read).toEqual({ day });
      }),
    );
  });
});

describe('days ahead', () => {
  const today = '2026-11-29';
  test.each([
    ['12月20日', '2026-12-20'],
    ['12月20号。', '2026-12-20'],
    ['１１月２９日', '2026-11-29'],
    ['11月28日', '2027-11-28'],
    ['1月1日', '2027-01-01'],
    ['明年1月1日', '2027-01-01'],
    ['今年12月31日', '2026-12-31'],
    ['12-20', '2026-12-20'],
    ['1/31', '2027-01-31'],
    ['明天', '2026-11-30'],
    ['\u200e后天', '2026-12-01'],
    ['大后天', '2026-12-02'],
    ['Tomorrow', '2026-11-30'],
    ['the day after tomorrow', '2026-12-01'],
    ['今天', '2026-11-29'],
    ['昨天', '2026-11-28'],
    ['2月29日', '2028-02-29'],
  ])('%s is %s, to be shown before it counts', (typed, day) => {
    expect(readDayAhead(typed, today)).toEqual({ day, sure: false });
  });

  test.each(['2026-12-20', '２０２６年１２月２０日', '20261220', '2026/12/20。'])('%s is sure', (typed) => {
    expect(readDayAhead(typed, today)).toEqual({ day: '2026-12-20', sure: true });
  });

  test.each(['5/6', '1.12', '下周一', '月底', '20', ''])('%j is not one day only', (typed) => {
    expect(readDayAhead(typed, today)).toEqual({ problem: 'notADay' });
  });

  test.each(['2027-02-29', '明年2月29日', '2月30日', '13月1日'])('%s is no day of any calendar', (typed) => {
    expect(readDayAhead(typed, today)).toEqual({ problem: 'noSuchDay' });
  });

  test('a day without its year is the next such day, and the last one for a day that has been', () => {
    const offset = fc.integer({ min: 0, max: 60_000 });
    fc.assert(
      fc.property(offset, fc.integer({ min: 0, max: 366 }), fc.constantFrom('日', '号', ''), (from, away, mark) => {
        const now = addDays('2020-01-01', from);
        const day = addDays(now, away);
        const typed = `${Number(day.slice(5, 7))}月${Number(day.slice(8))}${mark}`;
        const read = readDayAhead(typed, now);
        if (!('day' in read)) throw new Error('not read');
        expect(read.sure).toBe(false);
        expect(read.day.slice(5)).toBe(day.slice(5));
        expect(read.day >= now).toBe(true);
        // None lies nearer.
        const nearer = readDay(typed, addDays(read.day, -1));
        expect('day' in nearer && nearer.day < now).toBe(true);
      }),
    );
  });
});

describe('counts', () => {
  test.each([
    ['', 0],
    ['无', 0],
    ['没有', 0],
    ['0', 0],
    ['2人', 2],
    ['两人', 2],
    ['２', 2],
    ['三名', 3],
    ['十', 10],
    ['十二人', 12],
    ['二十', 20],
    ['一百零三人', 103],
    ['\u200b2\u200b人。', 2],
  ])('%j is %i', (typed, count) => {
    expect(readCount(typed)).toBe(count);
  });

  test.each(['many', '-1', '2.5', '三四', '十百', '2人3人', '99999'])('%j is no count', (typed) => {
    expect(readCount(typed)).toBeNull();
  });
});

describe('amounts', () => {
  test.each([
    ['20000', 2_000_000n],
    ['20,000.50', 2_000_050n],
    ['￥２００００元', 2_000_000n],
    ['20000。', 2_000_000n],
    ['2万元', 2_000_000n],
    ['2.5万', 2_500_000n],
    ['人民币 3000 元整', 300_000n],
    ['\u202a1.2345万\u202c', 1_234_500n],
    ['0.05', 5n],
  ])('%s is %s fen', (typed, fen) => {
    expect(parseYuan(typed)).toBe(fen);
  });

  test.each(['', '-1', '1.234', '1.2345678万', '1e5', '二万', '12,34', '9999999999999'])('%j is no amount', (typed) => {
    expect(parseYuan(typed)).toBeNull();
  });
});

test('only what a reader sees is not blank', () => {
  for (const typed of ['', ' \n\t', '\u200b\u2066\ufeff', '\u3164\u2800', '\u00ad \u3000'])
    expect(isBlank(typed)).toBe(true);
  for (const typed of ['.', '\u200b无', '👍🏽']) expect(isBlank(typed)).toBe(false);
});
