import { plainLine } from './text';

const NONE = /^(?:无|没有|沒有|未发现|暂无|none|no|nil)$/i;
const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/**
 * A number of people as written: `2`, `２`, `2人`, `两人`, `十二名`, `无`; an empty text means none. Null for anything else.
 */
export function readCount(typed: string): number | null {
  const text = plainCount(typed).replace(/\s*(?:个人|人|名|个|people|persons?)$/i, '');
  if (text === '' || NONE.test(text)) return 0;
  return /^\d{1,4}$/.test(text) ? Number(text) : chineseNumber(text);
}

/** What was typed for a number, without invisible marks and without a stop or comma at the end. */
export const plainCount = (typed: string): string => plainLine(typed).replace(/[。.，,]+$/, '');

/** A Chinese numeral below ten thousand; null for what is no number (三四, 十百). */
export function chineseNumber(text: string): number | null {
  if (!/^[零〇一二两三四五六七八九十百千]{1,8}$/.test(text)) return null;
  let total = 0;
  let digit: number | null = null;
  let lastUnit = 10_000;
  for (const sign of text) {
    const unit = UNITS[sign];
    if (unit !== undefined) {
      if (unit >= lastUnit) return null;
      total += (digit ?? (total === 0 ? 1 : 0)) * unit;
      if (digit === null && total === 0) return null;
      [digit, lastUnit] = [null, unit];
    } else if (digit !== null) return null;
    // A zero only fills a place that is left out.
    else if (total === 0 || DIGITS[sign] !== 0) digit = DIGITS[sign] ?? null;
  }
  return total + (digit ?? 0);
}
