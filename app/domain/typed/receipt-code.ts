/** 18 random digits and two check digits (ISO 7064 MOD 97-10), as envelope/receipt-code.ts makes them. */
const RECEIPT_DIGITS = 20;

/**
 * What people put between groups of digits: spaces, line breaks, dashes, brackets, stops, slashes and invisible marks.
 */
const BETWEEN = '[\\s\\p{Pd}\\p{Ps}\\p{Pe}\\p{Cf}\\p{Po}\\u2212\\u30fc_·~|+]';
const RUN = new RegExp(`\\d(?:${BETWEEN}{0,5}\\d)*`, 'gu');

/**
 * Whether a text holds what looks like a receipt code, written together or in groups: 20 digits from the beginning of
 * one group to the end of another, whose check digits fit. One in a hundred other numbers of 20 digits looks like one
 * too.
 */
export function holdsReceiptCode(text: string): boolean {
  for (const [run] of plainDigits(text).matchAll(RUN)) {
    const groups = run.match(/\d+/g) ?? [];
    if (groups.some((_, from) => startsCode(groups, from))) return true;
  }
  return false;
}

/**
 * Full-width, circled and other digits of the world as ASCII digits. Invisible marks stay, and count as standing
 * between groups.
 */
const plainDigits = (text: string): string =>
  text.normalize('NFKC').replace(/\p{Nd}/gu, (digit) => (digit <= '9' ? digit : String(worth(digit))));

/** The decimal digits of each script stand together in Unicode, from zero to nine. */
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

/** The whole number leaves 1 when divided by 97; check digits lie between 02 and 98. */
function isCode(digits: string): boolean {
  const check = Number(digits.slice(-2));
  return BigInt(digits) % 97n === 1n && check >= 2 && check <= 98;
}
