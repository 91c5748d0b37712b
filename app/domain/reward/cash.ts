import { plainNumber } from '~/domain/typed/number';

export const CASH_CODE_DIGITS = 8;

/**
 * Wrong codes that one member may type in a day. Each member's are counted apart, and they do not count against any
 * payment. The limit is far above the slips at one counter, so that somebody who brings wrong codes cannot close it for
 * the next person; it is far below what guessing needs.
 */
export const CASH_TRIES = 30;

/** Tries that a member has left today after this many wrong codes. */
export const triesLeft = (wrong: number): number => Math.max(CASH_TRIES - wrong, 0);

/** A cash code as told at the counter, also in full-width digits or with gaps; null unless it has eight digits. */
export function readCashCode(told: string): string | null {
  const digits = plainNumber(told.slice(0, 40));
  return new RegExp(`^\\d{${CASH_CODE_DIGITS}}$`).test(digits) ? digits : null;
}
