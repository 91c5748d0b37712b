import fc from 'fast-check';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readTable, underHeadings } from '~/contract/county/table-file';
import { type SampleCell, sampleWorkbook } from '../../workbook-sample';

const utf8 = (text: string) => new TextEncoder().encode(text);
const refused = (data: object) => expect.objectContaining({ code: 'invalid', data });
const first = async (row: SampleCell[]) => (await readTable(sampleWorkbook([{ rows: [row] }]), 10))[0]?.cells;

describe('CSV is read as spreadsheets save it', () => {
  const wanted = [
    { number: 1, cells: ['甲', '乙'] },
    { number: 3, cells: ['1', 'x\ny'] },
  ];
  const table = (by: string) => `甲${by}乙\r\n${by}\r\n1${by}"x\ny"\r\n`;

  test.each([',', ';', '\t', '，'])('with %j between cells; empty rows keep their numbers', async (by) => {
    expect(await readTable(utf8(table(by)), 10)).toEqual(wanted);
  });

  test('with a mark of UTF-8, as UTF-16, and as GBK', async () => {
    expect(await readTable(utf8(`\uFEFF${table(',')}`), 10)).toEqual(wanted);
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(table('\t'), 'utf16le')]);
    expect(await readTable(utf16, 10)).toEqual(wanted);
    const gbk = Buffer.from('bcd72cd2d2', 'hex');
    expect(await readTable(gbk, 10)).toEqual([{ number: 1, cells: ['甲', '乙'] }]);
  });

  test('and what is none is refused: a picture, too many rows', async () => {
    const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff, 0xff]);
    await expect(readTable(picture, 10)).rejects.toEqual(refused({ rule: 'noTable' }));
    await expect(readTable(utf8('1\n2\n3'), 2)).rejects.toEqual(refused({ rule: 'tooManyRows', most: 2 }));
  });

  test('numbers kept as text are text', async () => {
    expect((await readTable(utf8(`="0123",'45,x'y`), 5))[0]?.cells).toEqual(['0123', '45', "x'y"]);
  });

  test('a quote that is not closed is said by its row; rows have an end, empty ones too', async () => {
    const open = `甲,乙\r\n1,2\r\n"3,4\r\n${'5,6\r\n'.repeat(5000)}`;
    await expect(readTable(utf8(open), 9000)).rejects.toEqual(refused({ rule: 'longRow', row: 3 }));
    const tooMany = refused({ rule: 'tooManyRows', most: 10 });
    await expect(readTable(utf8(`甲,乙\n${',\n'.repeat(20_000)}`), 10)).rejects.toEqual(tooMany);
    expect(await readTable(utf8(`甲,乙\n${',\n'.repeat(2_000)}丙,丁`), 10)).toHaveLength(2);
  });
});

describe('a workbook is read as people see it', () => {
  test('texts of every kind, by the numbers of their rows', async () => {
    const rich = { t: 'inlineStr' as const, is: '<r><t>红星</t></r><r><rPr><b/></rPr><t>机械厂</t></r>' };
    const bytes = sampleWorkbook([{ rows: [['名称', 'A & <B>'], [], [rich, { t: 'str', v: '甲\n乙', f: 'A1&B1' }]] }]);
    expect(await readTable(bytes, 10)).toEqual([
      { number: 1, cells: ['名称', 'A & <B>'] },
      { number: 3, cells: ['红星机械厂', '甲\n乙'] },
    ]);
  });

  test('days by the calendar, whatever their format, with the hour where there is one', async () => {
    const days = await first([{ s: 1, v: '46356' }, { s: 2, v: '46356' }, { s: 2, v: '46356.75' }, '2026年11月30日']);
    expect(days).toEqual(['2026-11-30', '2026-11-30', '2026-11-30 18:00', '2026年11月30日']);
  });

  test('numbers with the digits that are kept; codes with their zeros; one that lost digits as a power of ten', async () => {
    const cells = [12, 0.1 + 0.2, 1234.5, { s: 3, v: '1234' }, { s: 4, v: '1234.5' }, { v: '9.1500000202830001E+17' }];
    expect(await first([...cells, 123456789012345])).toEqual([
      '12',
      '0.3',
      '1234.5',
      '00001234',
      '1234.5',
      '9.15000E+17',
      '123456789012345',
    ]);
  });

  test('formulas by their last result, never computed; what they failed with is seen', async () => {
    const cells: SampleCell[] = [{ v: '3', f: '1+2' }, { t: 'str', v: '="x"', f: 'HYPERLINK("http://a")' }, 'x'];
    expect(await first([...cells, { t: 'e', v: '#REF!', f: 'A9' }, { t: 'b', v: '1' }])).toEqual([
      '3',
      'x',
      'x',
      '#REF!',
      'TRUE',
    ]);
  });

  test('of the first sheet that people see and that holds anything', async () => {
    const rows = [['甲']];
    const bytes = sampleWorkbook([{ state: 'hidden', rows: [['暗']] }, { rows: [] }, { rows }, { rows: [['后']] }]);
    expect(await readTable(bytes, 10)).toEqual([{ number: 1, cells: ['甲'] }]);
    await expect(readTable(sampleWorkbook([{ rows: [] }]), 10)).resolves.toEqual([]);
  });

  test('and any table of texts comes out as it went in', async () => {
    const sign = fc.constantFrom(...'甲乙,;"\'&<>=+-0 9\n_x000D_'.split(''));
    const cell = fc
      .string({ unit: sign, maxLength: 12 })
      .filter((text) => text === text.trim() && !/^["'=]/.test(text));
    const rows = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(rows, async (table) => {
        const read = await readTable(sampleWorkbook([{ rows: table }]), 10);
        const filled = table.flatMap((cells, i) =>
          cells.every((one) => one === '') ? [] : [{ number: i + 1, cells }],
        );
        const bare = (all: { number: number; cells: string[] }[]) =>
          all.map(({ number, cells }) => [number, cells.join('|').replace(/\|+$/, '')]);
        expect(bare(read)).toEqual(bare(filled));
      }),
    );
  });
});

describe('what a workbook makes of work has an end', () => {
  test('one that unpacks to far more is refused before it is unpacked', async () => {
    const bomb = sampleWorkbook([{ rows: [['甲']] }], { 'xl/worksheets/sheet9.xml': new Uint8Array(64 << 20) });
    expect(bomb.length).toBeLessThan(200_000);
    await expect(readTable(bomb, 10)).rejects.toEqual(refused({ rule: 'tooLargeInside' }));
  });

  test('an entry that says less than it holds is cut off', async () => {
    const lying = sampleWorkbook([{ rows: Array.from({ length: 3000 }, (_, n) => [`${n}`]) }]);
    const view = new DataView(lying.buffer, lying.byteOffset);
    for (let i = 0; i < lying.length - 46; i++)
      if (view.getUint32(i, true) === 0x02014b50 && view.getUint32(i + 24, true) > 10_000)
        view.setUint32(i + 24, 10_000, true);
    const read = await readTable(lying, 10_000).catch((error: unknown) => error);
    expect(read).toEqual(refused({ rule: 'noTable' }));
  });

  test('cells far out make no table as wide or as long as they lie', async () => {
    const far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>';
    const bytes = sampleWorkbook([{ rows: [['甲', '乙']], more: far }]);
    expect(await readTable(bytes, 10)).toEqual([{ number: 1, cells: ['甲', '乙'] }]);
    const wide = sampleWorkbook([{ rows: [['甲']], more: '<row r="2"><c r="XFD2"><v>1</v></c></row>' }]);
    expect((await readTable(wide, 10)).flatMap(({ cells }) => cells.filter(Boolean))).toEqual(['甲']);
  });

  test('macros, pictures and links to other files are not even unpacked', async () => {
    const bytes = sampleWorkbook([{ rows: [['甲']] }], {
      'xl/vbaProject.bin': new Uint8Array(64 << 20),
      'xl/media/image1.png': strToU8('x'),
      'xl/externalLinks/externalLink1.xml': strToU8('<broken'),
    });
    expect(await readTable(bytes, 10)).toEqual([{ number: 1, cells: ['甲'] }]);
  });

  test('too many rows are refused, and too long ones by their number', async () => {
    const rows = Array.from({ length: 12 }, (_, n) => [n]);
    await expect(readTable(sampleWorkbook([{ rows }]), 10)).rejects.toEqual(refused({ rule: 'tooManyRows', most: 10 }));
    const long = sampleWorkbook([{ rows: [['甲'], ['乙'.repeat(20_000)]] }]);
    await expect(readTable(long, 10)).rejects.toEqual(refused({ rule: 'longRow', row: 2 }));
  });

  test('an old workbook, one with a password and a document of another kind are told apart', async () => {
    const compound = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(1020)]);
    await expect(readTable(compound, 10)).rejects.toEqual(refused({ rule: 'oldWorkbook' }));
    const sealed = Buffer.concat([compound, Buffer.from('EncryptedPackage', 'utf16le')]);
    await expect(readTable(sealed, 10)).rejects.toEqual(refused({ rule: 'password' }));
    const document = zipSync({ 'word/document.xml': strToU8('<w/>') });
    await expect(readTable(document, 10)).rejects.toEqual(refused({ rule: 'noTable' }));
  });

  test('whatever is changed in it, it is read or refused', async () => {
    const whole = sampleWorkbook([
      {
        rows: [
          ['甲', 1],
          ['乙', { s: 1, v: '46356' }],
        ],
      },
    ]);
    const parts = unzipSync(whole);
    const change = fc.record({
      part: fc.constantFrom(...Object.keys(parts)),
      at: fc.nat(2000),
      text: fc.constantFrom('', '<', '>', '"', '&', '9'.repeat(30), '<row r="0">', '<c r="A0">', '<v>', ']]>', '\0'),
      cut: fc.nat(40),
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ part, at, text, cut }) => {
        const before = new TextDecoder().decode(parts[part]);
        const place = before.length === 0 ? 0 : at % before.length;
        const changed = before.slice(0, place) + text + before.slice(place + cut);
        const read = await readTable(zipSync({ ...parts, [part]: strToU8(changed) }), 10).catch(
          (error: unknown) => error,
        );
        if (!Array.isArray(read)) expect(read).toMatchObject({ code: 'invalid', field: 'file' });
      }),
      { numRuns: 300 },
    );
  });
});

describe('the row with the headings', () => {
  const columns = (header: readonly string[]) => ({
    at: header,
    missing: ['名称', '代码'].filter((one) => !header.includes(one)),
  });
  const rowsOf = (...all: string[][]) => all.map((cells, i) => ({ number: i + 1, cells }));

  test('may stand below the title of a ledger', () => {
    const found = underHeadings(rowsOf(['二〇二六年台账'], ['名称', '代码'], ['甲', '1']), columns);
    expect(found.rows).toEqual([{ number: 3, cells: ['甲', '1'] }]);
  });

  test('is the one that lacks least, which says what it lacks', () => {
    expect(() => underHeadings(rowsOf(['台账'], ['名称', '备注'], ['甲', '1']), columns)).toThrow(
      refused({ rule: 'columns', missing: ['代码'] }),
    );
    expect(() => underHeadings([], columns)).toThrow(refused({ rule: 'noTable' }));
  });
});
