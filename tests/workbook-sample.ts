import { strToU8, type Zippable, zipSync } from 'fflate';

/** A cell as the file holds it: `t` its type, `s` its style (below), `f` a formula beside its last result. */
type RawCell = { t?: 's' | 'str' | 'inlineStr' | 'b' | 'e'; s?: number; v?: string; f?: string; is?: string };
export type SampleCell = string | number | null | RawCell;
export type SampleSheet = { name?: string; state?: 'hidden' | 'veryHidden'; rows: SampleCell[][]; more?: string };

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Styles that a cell may name: 0 plain, 1 a day as Chinese Excel has it (built in), 2 one of our own, 3 eight digits, 4 money. */
const STYLES = `<styleSheet xmlns="${MAIN}"><numFmts count="3"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/><numFmt numFmtId="177" formatCode="00000000"/><numFmt numFmtId="178" formatCode="&quot;￥&quot;#,##0.00"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="176" applyNumberFormat="1"/><xf numFmtId="177" applyNumberFormat="1"/><xf numFmtId="178" applyNumberFormat="1"/></cellXfs></styleSheet>`;

const column = (c: number): string =>
  (c < 26 ? '' : column(Math.floor(c / 26) - 1)) + String.fromCharCode(65 + (c % 26));

/**
 * A workbook as Excel and WPS write it, made part by part (ECMA-376), so that what is read is not what the same library
 * wrote. `more` of a sheet is XML after its rows; `others` are parts beside those of the cells.
 */
export function sampleWorkbook(sheets: readonly SampleSheet[], others: Zippable = {}): Uint8Array {
  const strings: string[] = [];
  const cellXml = (cell: SampleCell, at: string): string => {
    if (cell === null) return '';
    if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
    if (typeof cell === 'string') {
      strings.push(cell);
      return `<c r="${at}" t="s"><v>${strings.length - 1}</v></c>`;
    }
    const { t, s, v, f, is } = cell;
    const kind = `${t ? ` t="${t}"` : ''}${s === undefined ? '' : ` s="${s}"`}`;
    const inside = `${f ? `<f>${escaped(f)}</f>` : ''}${v === undefined ? '' : `<v>${escaped(v)}</v>`}`;
    return `<c r="${at}"${kind}>${inside}${is === undefined ? '' : `<is>${is}</is>`}</c>`;
  };
  const sheetXml = ({ rows, more = '' }: SampleSheet) => {
    const lines = rows.map((cells, r) => {
      const inside = cells.map((cell, c) => cellXml(cell, `${column(c)}${r + 1}`)).join('');
      return inside === '' ? '' : `<row r="${r + 1}">${inside}</row>`;
    });
    return `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${lines.join('')}${more}</sheetData></worksheet>`;
  };
  const pages = Object.fromEntries(
    sheets.map((sheet, i) => [`xl/worksheets/sheet${i + 1}.xml`, strToU8(sheetXml(sheet))]),
  );
  const named = sheets.map(({ name, state }, i) => {
    const hidden = state ? ` state="${state}"` : '';
    return `<sheet name="${escaped(name ?? `表${i + 1}`)}" sheetId="${i + 1}"${hidden} r:id="rId${i + 1}"/>`;
  });
  const related = sheets.map(
    (_, i) => `<Relationship Id="rId${i + 1}" Type="${REL}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  const next = sheets.length + 1;
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const overrides = Object.keys(pages).map(
    (path) => `<Override PartName="/${path}" ContentType="${type}.worksheet+xml"/>`,
  );
  const text: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/>${overrides.join('')}<Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${type}.sharedStrings+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${REL}"><sheets>${named.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${related.join('')}<Relationship Id="rId${next}" Type="${REL}/styles" Target="styles.xml"/><Relationship Id="rId${next + 1}" Type="${REL}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/styles.xml': STYLES,
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}" count="${strings.length}">${strings.map((one) => `<si><t xml:space="preserve">${escaped(one)}</t></si>`).join('')}</sst>`,
  };
  const small = Object.fromEntries(
    Object.entries(text).map(([path, xml]) => [path, strToU8(xml.startsWith('<?') ? xml : HEAD + xml)]),
  );
  return zipSync({ ...small, ...pages, ...others });
}
