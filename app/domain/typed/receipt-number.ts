import { plainNumber } from './number';

/** Ten digits and two check digits (ISO 7064 MOD 97-10): the number of something that went, or goes, to the superior. */
const DIGITS = 12;
const GROUP = 4;

/** The number of ten random digits. Throws RangeError for anything else. */
export function receiptNumber(random: string): string {
  if (!/^\d{10}$/.test(random)) throw new RangeError('ten digits');
  const check = String(98n - ((BigInt(random) * 100n) % 97n)).padStart(2, '0');
  return grouped(random + check);
}

/** The number as it is written, from how somebody typed it; null where it is none, or a digit is wrong. */
export function readReceiptNumber(typed: string): string | null {
  const digits = plainNumber(typed);
  return digits.length === DIGITS && /^\d+$/.test(digits) && BigInt(digits) % 97n === 1n ? grouped(digits) : null;
}

const grouped = (digits: string): string => (digits.match(new RegExp(`.{${GROUP}}`, 'g')) ?? []).join('-');
