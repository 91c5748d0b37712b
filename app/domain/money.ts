const YUAN = /^(?:¥|￥)?(\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.(\d{1,2}))?(?:元)?$/;

/** The same digits as a phone's Chinese keyboard writes them: full-width digits, point and comma. */
function plainDigits(text: string): string {
  return text
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[．。]/g, '.')
    .replace(/，/g, ',')
    .replace(/[\s\u3000]/g, '');
}

/**
 * Yuan as typed (`20000`, `20,000.50`, `￥２００００元`) in whole fen; null when it is no amount.
 * No floating point: more than two decimals, signs and amounts of a trillion yuan or more are refused.
 */
export function parseYuan(text: string): bigint | null {
  const match = YUAN.exec(plainDigits(text));
  if (!match) return null;
  const [, whole = '', part = ''] = match;
  return BigInt(whole.replaceAll(',', '')) * 100n + BigInt(part.padEnd(2, '0') || '0');
}

/** Whole fen as plain yuan for a form field: `20000` or `20000.50`. */
export function plainYuan(fen: bigint): string {
  const sign = fen < 0n ? '-' : '';
  const size = fen < 0n ? -fen : fen;
  const part = size % 100n;
  return `${sign}${size / 100n}${part === 0n ? '' : `.${String(part).padStart(2, '0')}`}`;
}

/** Whole fen written as digits in JSON, forms and loader data; null when it is no such number. */
export function parseFen(text: unknown): bigint | null {
  return typeof text === 'string' && /^-?\d{1,17}$/.test(text) ? BigInt(text) : null;
}
