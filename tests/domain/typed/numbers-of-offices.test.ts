import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readWholeDay } from '~/domain/typed/day';
import { shownPhone } from '~/domain/typed/number';
import { plainLogin } from '~/domain/typed/text';
import { readPercent, readWhole } from '~/domain/typed/whole';
import { sourcesUnder } from '../../source-files';

describe('whole numbers of days, payments and cases', () => {
  test.each([
    ['60', 60],
    ['６０天', 60],
    ['60 个工作日', 60],
    ['\u202a60日\u202c。', 60],
    ['六十天', 60],
    ['2027年度', 2027],
    ['第12号', 12],
    ['#12', 12],
    ['36个月', 36],
    ['30 days', 30],
  ])('%j is %i', (typed, number) => {
    expect(readWhole(typed)).toBe(number);
  });

  test.each(['', '1.5', '-1', '无', '60天后', '1e3', '十百'])('%j is none', (typed) => {
    expect(readWhole(typed)).toBeNull();
  });

  test('marks around it and full-width digits change no number', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.boolean(), (number, wide) => {
        const digits = wide
          ? String(number).replace(/\d/g, (one) => String.fromCharCode(Number(one) + 0xff10))
          : number;
        expect(readWhole(`\u2066${digits}\u2069。`)).toBe(number);
      }),
    );
  });

  test.each([
    ['15', 1500],
    ['15%', 1500],
    ['１５．５ ％', 1550],
    ['百分之15', 1500],
    ['\u200e12.25%。', 1225],
  ])('%j is %i hundredths of a percent', (typed, share) => {
    expect(readPercent(typed)).toBe(share);
  });

  test.each(['', 'x', '-5', '1.234', '15‰'])('%j is no percentage', (typed) => {
    expect(readPercent(typed)).toBeNull();
  });
});

test('a day that a command is given has its year', () => {
  for (const typed of ['2027年1月1日', '20270101', '２０２７-０１-０１。', '2027/1/1', '\u202a2027-01-01\u202c']) {
    expect(readWholeDay(typed)).toEqual({ day: '2027-01-01' });
  }
  expect(readWholeDay('1月1日')).toEqual({ problem: 'notADay' });
  expect(readWholeDay('2027-02-29')).toEqual({ problem: 'noSuchDay' });
});

test('a number on a notice keeps its groups and loses what came along', () => {
  expect(shownPhone('\u202a０２３—５４２４ 1234。')).toBe('023-5424 1234');
  expect(shownPhone('（023）54241234转8001；')).toBe('(023)54241234转8001');
});

test('a login is the same however the keyboard wrote it', () => {
  for (const typed of ['Zhang.San', ' zhang.san ', '\u200bＺhang．ｓａｎ']) expect(plainLogin(typed)).toBe('zhang.san');
});

test('no field for a number cuts off what is pasted with marks and spaces around it', () => {
  const fields = sourcesUnder('app')
    .filter((path) => path.endsWith('.tsx'))
    .flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/<(?:TextInput|DateInput|input)\b(?:[^>]|=>)*?\/>/g)].map(([tag]) => ({
        file,
        tag,
      })),
    );
  const numbers = fields.filter(
    ({ tag }) =>
      /inputMode=["{]'?(?:numeric|decimal|tel)/.test(tag) || /creditCode|[vV]oucher|decisionNumber/.test(tag),
  );
  expect(numbers.length).toBeGreaterThan(15);
  const tight = numbers.filter(({ tag }) => Number(/maxLength=\{(\d+)\}/.exec(tag)?.[1] ?? 1000) < 40);
  expect(tight).toEqual([]);
});
