import { chineseNumber, plainCount } from './count';
import { plainLine } from './text';

const UNIT = /(?:个?工作日|个自然日|天|日|个?月|年度?|次|号|笔|件|working days?|days?|months?|times?)$/i;
const BEFORE = /^(?:第|#|No\.?|№)/i;

/**
 * A whole number that counts no people, as written: of days, months or payments, a year, a case's number (`60`, `６０天`,
 * `六十日`, `第12号`). Null for anything else, and for an empty text.
 */
export function readWhole(typed: string): number | null {
  const text = plainCount(typed).replace(/\s/g, ' ').replace(BEFORE, '').trim().replace(UNIT, '').trim();
  return /^\d{1,12}$/.test(text) ? Number(text) : chineseNumber(text);
}

const PERCENT = /^(?:百分之)?(\d{1,4})(?:\.(\d{1,2}))?(?:%|percent)?$/i;

/** Hundredths of a percent from a share as written: `15`, `１５．５％`, `百分之15`. Null for anything else. */
export function readPercent(typed: string): number | null {
  const text = plainLine(typed)
    .replace(/\s/g, '')
    .replace(/[。，,.]+$/, '');
  const [, whole, part = ''] = PERCENT.exec(text) ?? [];
  return whole === undefined ? null : Number(whole) * 100 + Number(part.padEnd(2, '0'));
}
