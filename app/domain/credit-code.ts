import { plainNumber } from './typed/number';

/**
 * Digits and letters of a unified social credit code (GB 32100-2015), without I, O, S, V and Z. The position of each is
 * its value.
 */
const SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const LENGTH = 18;

export type CreditCodeProblem = 'length' | 'signs' | 'check';

/**
 * Reads a unified social credit code as typed, also with spaces and full-width digits; else says what is wrong with it.
 */
export function readCreditCode(typed: string): { code: string } | { problem: CreditCodeProblem } {
  const code = plainNumber(typed.slice(0, 80));
  if (code.length !== LENGTH) return { problem: 'length' };
  if ([...code].some((sign) => !SIGNS.includes(sign))) return { problem: 'signs' };
  return creditCheck(code.slice(0, -1)) === code.at(-1) ? { code } : { problem: 'check' };
}

/** The last character of a code, computed from the seventeen before it: the weights are the powers of 3 modulo 31. */
export function creditCheck(first: string): string {
  let [sum, weight] = [0, 1];
  for (const sign of first) {
    sum += SIGNS.indexOf(sign) * weight;
    weight = (weight * 3) % 31;
  }
  return SIGNS[(31 - (sum % 31)) % 31] ?? '';
}
