import { plainNumber } from '~/domain/typed/number';

export const CASH_CODE_DIGITS = 8;

/**
 * Wrong codes that one member may type in a day; those of others are counted apart, and no payment counts any. Far more than slips of
 * one counter come to, so that nobody who brings wrong codes closes it for who comes next; far fewer than guessing needs.
 */
export const CASH_TRIES = 30;

/** Tries that a member has left today after this many wrong codes. */
export const triesLeft = (wrong: number): number => Math.max(CASH_TRIES - wrong, 0);

/** A cash code as told at the counter, in full-width digits or with gaps too; null unless it has eight digits. */
export function readCashCode(told: string): string | null {
  const digits = plainNumber(told.slice(0, 40));
  return new RegExp(`^\\d{${CASH_CODE_DIGITS}}$`).test(digits) ? digits : null;
}
