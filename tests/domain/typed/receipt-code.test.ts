import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sentFileName } from '~/domain/report/file-name';
import { parseReportForm } from '~/domain/report/report';
import { REPORT_FORM } from '~/domain/report/report-fields';
import { inGroupsOfFour } from '~/domain/typed/number';
import { holdsReceiptCode } from '~/domain/typed/receipt-code';
import { newReceiptCode } from '~/envelope/report/receipt-code';
import { reportFields } from '../../services/report-drafts';

const anyCode = fc.constant(null).map(() => newReceiptCode());
const shifted = (nought: number) => (text: string) =>
  text.replace(/[0-9]/g, (digit) => String.fromCodePoint(nought + Number(digit)));
const fullWidth = shifted(0xff10);

const WAYS: [string, (code: string) => string][] = [
  ['as it is', (code) => code],
  ['in groups', inGroupsOfFour],
  ['glued to words', (code) => `查询码${code}号`],
  ['full-width', fullWidth],
  ['full-width, in groups', (code) => fullWidth(inGroupsOfFour(code))],
  ['with wide spaces', (code) => inGroupsOfFour(code).replaceAll(' ', '\u3000')],
  ['with hyphens', (code) => inGroupsOfFour(code).replaceAll(' ', '—')],
  ['with Chinese commas', (code) => inGroupsOfFour(code).replaceAll(' ', '，')],
  ['a line for each group', (code) => inGroupsOfFour(code).replaceAll(' ', '\r\n')],
  ['each digit by itself', (code) => [...code].join(' ')],
  ['with marks nobody sees', (code) => [...code].join('\u200b')],
  ['circled', (code) => [...code].map((digit) => '⓪①②③④⑤⑥⑦⑧⑨'[Number(digit)]).join('')],
  ['in Arabic digits', shifted(0x0660)],
  ['after a telephone number', (code) => `13800001234 ${code}`],
  ['before one, in groups', (code) => `${inGroupsOfFour(code)} 13800001234`],
];

describe('a receipt code in a text', () => {
  test.each(WAYS)('is found %s', (_, write) => {
    fc.assert(
      fc.property(anyCode, (code) => {
        expect(holdsReceiptCode(`我的码是 ${write(code)}，请回电`)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    '13800001234 13900005678',
    '身份证 110101199003070000，电话 13800001234',
    '6222 0000 1111 2222 333',
    '2026 年 11 月 29 日 8 点 12 分，第 3 车间，罚款 20000 元',
    '91500999MA01DEMO01',
    '',
  ])('is not seen in %j', (text) => {
    expect(holdsReceiptCode(text)).toBe(false);
  });

  test('is told from other numbers of twenty digits by its check digits', () => {
    fc.assert(
      fc.property(anyCode, fc.nat(19), fc.integer({ min: 1, max: 9 }), (code, at, more) => {
        const digit = (Number(code[at]) + more) % 10;
        expect(holdsReceiptCode(code.slice(0, at) + digit + code.slice(at + 1))).toBe(false);
      }),
    );
  });

  test('takes no longer for what is longer', () => {
    const most = '1 '.repeat(REPORT_FORM.description.limit / 2);
    expect(holdsReceiptCode(most)).toBe(false);
    expect(holdsReceiptCode(`${most}x${newReceiptCode()}`)).toBe(true);
  });
});

test.each(['description', 'place', 'employer', 'name'] as const)('no report tells one in its %s', (field) => {
  const named = { name: '王五', phone: '13800001234', anonymity: 'named', consent: 'yes' };
  const typed = { ...reportFields(named), [field]: `码 ${fullWidth(inGroupsOfFour(newReceiptCode()))}` };
  const parsed = parseReportForm(typed, { today: '2026-11-29' });
  expect(parsed).toEqual({ ok: false, errors: [{ field, code: 'receiptCode' }] });
});

test('no file goes under one', () => {
  const kind = { family: 'document', extension: 'pdf' } as Parameters<typeof sentFileName>[1];
  expect(sentFileName(`${newReceiptCode()}.pdf`, kind, () => 1)).toBe('file-1.pdf');
  expect(sentFileName('收据.pdf', kind, () => 1)).toBe('收据.pdf');
});
