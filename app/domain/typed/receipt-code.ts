/** A receipt code: 18 random digits and two check digits (ISO 7064 MOD 97-10). */
export const RECEIPT_DIGITS = 20;
const RANDOM_DIGITS = 18;
const CODE = /^\d{20}$/;
/** Longer input is no code, however it is grouped: refused before anything is done with it. */
const LONGEST_TYPED = 100;

/** The 20 digits of what was typed (full-width digits, spaces and all kinds of hyphens allowed), or null. */
export function parseReceiptCode(input: string): string | null {
  if (input.length > LONGEST_TYPED) return null;
  const digits = input.normalize('NFKC').replace(/[\s\p{Pd}\p{Cf}\u2212\u30fc_.·]/gu, '');
  return CODE.test(digits) && isCode(digits) ? digits : null;
}

/** What people put between groups of digits: spaces, lines, dashes, brackets, stops, slashes; and marks that nobody sees. */
const BETWEEN = '[\\s\\p{Pd}\\p{Ps}\\p{Pe}\\p{Cf}\\p{Po}\\u2212\\u30fc_·~|+]';
const RUN = new RegExp(`\\d(?:${BETWEEN}{0,5}\\d)*`, 'gu');

/**
 * Whether a text holds what looks like a receipt code, written together or in groups: 20 digits from the beginning of a
 * group to the end of one whose check digits fit. One in a hundred other numbers of 20 digits looks like one too.
 */
export function holdsReceiptCode(text: string): boolean {
  for (const [run] of plainDigits(text).matchAll(RUN)) {
    const groups = run.match(/\d+/g) ?? [];
    if (groups.some((_, from) => startsCode(groups, from))) return true;
  }
  return false;
}

/** Full-width, circled and other digits of the world as ASCII ones; what nobody sees stays and counts as between. */
const plainDigits = (text: string): string =>
  text.normalize('NFKC').replace(/\p{Nd}/gu, (digit) => (digit <= '9' ? digit : String(worth(digit))));

/** Decimal digits of each script stand together in Unicode, from nought to nine. */
function worth(digit: string): number {
  const point = digit.codePointAt(0) ?? 0;
  let nought = point;
  while (point - nought < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(nought - 1))) nought -= 1;
  return point - nought;
}

function startsCode(groups: readonly string[], from: number): boolean {
  let digits = '';
  for (let at = from; at < groups.length && digits.length < RECEIPT_DIGITS; at += 1) digits += groups[at];
  return digits.length === RECEIPT_DIGITS && isCode(digits);
}

const isCode = (digits: string): boolean => checkDigits(digits.slice(0, RANDOM_DIGITS)) === digits.slice(RANDOM_DIGITS);

/** Two digits that make the whole number leave 1 when divided by 97. */
export const checkDigits = (digits: string): string => String(98n - ((BigInt(digits) * 100n) % 97n)).padStart(2, '0');
