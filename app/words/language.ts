import { LANGS, type Lang } from '~/domain/vocabulary';

/** The two languages of every page, and how numbers, money and dates are written in each. */
export { LANGS, type Lang };
export const DEFAULT_LANG: Lang = 'zh';

/** True for 'zh' and 'en', so that a URL segment can be trusted as a language. */
export function isLang(value: unknown): value is Lang {
  return value === 'zh' || value === 'en';
}

/** The value of `<html lang>`. */
export function htmlLang(lang: Lang): string {
  return lang === 'zh' ? 'zh-CN' : 'en';
}

/** The same page in another language: '/zh/report' → '/en/report'; '/q/SITE' → '/q/SITE?lang=en'. */
export function pathIn(path: string, lang: Lang): string {
  const [pathname = '/'] = path.split(/[?#]/);
  const [, first, ...rest] = pathname.split('/');
  if (isLang(first)) return ['', lang, ...rest].join('/');
  return pathname === '/' ? `/${lang}` : `${pathname}?lang=${lang}`;
}

/** What the other language must supply: a text for a text, the same parameters for a function, the same keys. */
export type Shape<T> = T extends string
  ? string
  : T extends (...args: infer A) => infer R
    ? (...args: A) => Shape<R>
    : T extends readonly (infer I)[]
      ? readonly Shape<I>[]
      : { readonly [K in keyof T]: Shape<T[K]> };

export type Words<T> = { readonly zh: T; readonly en: T };

/** Chinese words and their English, which must have the shape of the Chinese. */
export function defineWords<T>(zh: T, en: NoInfer<Shape<T>>): Words<Shape<T>> {
  return { zh: zh as Shape<T>, en: en as Shape<T> };
}

const GROUPS_OF_THREE = /\B(?=(\d{3})+$)/g;

/** 12345 → '12,345'. Takes whole numbers as number or bigint; a fraction keeps its decimals. */
export function formatNumber(value: number | bigint): string {
  const [whole = '0', fraction] = value.toString().split('.');
  const grouped = whole.replace(GROUPS_OF_THREE, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/**
 * Money from whole fen: '3,000 元' in Chinese, '¥3,000' in English; the two decimals appear when there are fen or when
 * `exact` is set (ledgers, vouchers, claims).
 */
export function formatMoney(fen: bigint, lang: Lang, { exact = false }: { exact?: boolean } = {}): string {
  const amount = formatAmount(fen, exact || fen % 100n !== 0n);
  if (lang === 'zh') return `${amount}\u00a0元`;
  return fen < 0n ? `−¥${amount.slice(1)}` : `¥${amount}`;
}

/** The bare number of yuan, for table columns whose heading already names the unit: 300000n → '3,000.00'. */
export function formatAmount(fen: bigint, exact = true): string {
  const sign = fen < 0n ? '−' : '';
  const magnitude = fen < 0n ? -fen : fen;
  const yuan = formatNumber(magnitude / 100n);
  const rest = (magnitude % 100n).toString().padStart(2, '0');
  return exact ? `${sign}${yuan}.${rest}` : `${sign}${yuan}`;
}

const EN_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

function parts(iso: string): [year: string, month: number, day: number] {
  const [year = '', month = '1', day = '1'] = iso.slice(0, 10).split('-');
  return [year, Number(month), Number(day)];
}

/** '2025-09-30' → '2025年9月30日' or '30 September 2025'. The date is taken as written: no time zone is applied. */
export function formatDate(iso: string, lang: Lang): string {
  const [year, month, day] = parts(iso);
  return lang === 'zh' ? `${year}年${month}月${day}日` : `${day} ${EN_MONTHS[month - 1] ?? ''} ${year}`;
}

/** '2025-09' (or a full date) → '2025年9月' or 'September 2025'. */
export function formatMonth(iso: string, lang: Lang): string {
  const [year, month] = parts(iso);
  return lang === 'zh' ? `${year}年${month}月` : `${EN_MONTHS[month - 1] ?? ''} ${year}`;
}

/** Names in a row: '甲、乙、丙' or 'A, B, C'. */
export function formatList(items: readonly string[], lang: Lang): string {
  return items.join(lang === 'zh' ? '、' : ', ');
}

/** Names of areas by their code, in the reader's language. */
export const namesByCode = (
  areas: readonly { code: string; nameZh: string; nameEn: string }[],
  lang: Lang,
): Record<string, string> =>
  Object.fromEntries(areas.map((one) => [one.code, lang === 'zh' ? one.nameZh : one.nameEn]));

/** A label before what it names, on one line: '指纹：' or 'Fingerprint: '. */
export function labelled(label: string, lang: Lang): string {
  return lang === 'zh' ? `${label}：` : `${label}: `;
}
