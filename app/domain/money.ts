import { withoutMarks } from './typed/text';

const YUAN = /^(?:[¥￥]|人民币|RMB|CNY)?(\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.(\d{1,6}))?(万)?(?:元整?|圆整?|块)?$/i;

/**
 * Removes what a phone's Chinese keyboard or copying brings along: full-width digits, point and comma, invisible marks,
 * a full stop at the end.
 */
const plainDigits = (text: string): string =>
  withoutMarks(text)
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[．。]/g, '.')
    .replace(/，/g, ',')
    .replace(/[\s\u3000()（）]/g, '')
    .replace(/[.,、;；]+$/, '');

/**
 * Whole fen from yuan as typed (`20000`, `20,000.50`, `￥２００００元`, `2.5万元`); null when it is no amount. It uses no
 * floating point and refuses parts of a fen, signs, and amounts of a trillion yuan or more.
 */
export function parseYuan(text: string): bigint | null {
  const match = YUAN.exec(plainDigits(text));
  if (!match) return null;
  const [, whole = '', part = '', tenThousands] = match;
  const places = tenThousands === undefined ? 2 : 6;
  if (part.length > places) return null;
  const fen = BigInt(whole.replaceAll(',', '') + part.padEnd(places, '0'));
  return fen < MIN_REFUSED ? fen : null;
}
const MIN_REFUSED = 100_000_000_000_000n;

/** Whole fen as plain yuan for a form field: `20000` or `20000.50`. */
export function plainYuan(fen: bigint): string {
  const sign = fen < 0n ? '-' : '';
  const size = fen < 0n ? -fen : fen;
  const part = size % 100n;
  return `${sign}${size / 100n}${part === 0n ? '' : `.${String(part).padStart(2, '0')}`}`;
}

/** Whole fen from digits in JSON, forms and loader data; null when it is no such number. */
export function parseFen(text: unknown): bigint | null {
  return typeof text === 'string' && /^-?\d{1,17}$/.test(text) ? BigInt(text) : null;
}

/** How parts of a fen are rounded: half up, or down. */
export const ROUNDINGS = ['halfUp', 'down'] as const;
export type Rounding = (typeof ROUNDINGS)[number];

/** A share in hundredths of a percent of an amount that is not negative, in whole fen. */
export function shareOf(fen: bigint, basisPoints: number, rounding: Rounding): bigint {
  return (fen * BigInt(basisPoints) + (rounding === 'halfUp' ? 5_000n : 0n)) / 10_000n;
}
