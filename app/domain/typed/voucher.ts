import { plainDecisionNumber } from './decision-number';
import { plainLine } from './text';

/** Letters, digits and the signs used in account books: never a name or a free text. */
const VOUCHER = /^[\p{Script=Han}A-Za-z0-9〔〕[\]()（）/_-]{1,40}$/u;

/** A voucher's number in its clean form, as decision numbers are cleaned; null when it is not one. */
export function readVoucher(typed: string): string | null {
  const number = plainDecisionNumber(plainLine(typed.slice(0, 80)));
  return VOUCHER.test(number) ? number : null;
}
