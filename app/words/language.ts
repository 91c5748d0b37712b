import { type Localized, textIn } from '~/domain/localized';
import { DEFAULT_LANG, LANGS, type Lang } from '~/domain/vocabulary';
import { localeWords } from './locale';

/** The languages of every page, and how numbers, money and dates are written in each. */
export { DEFAULT_LANG, LANGS, type Lang };

/** True for the code of a language that the site has, so that a URL segment can be used as one. */
export function isLang(value: unknown): value is Lang {
  return LANGS.some((lang) => lang === value);
}

/** The language with this code, else the site's own. */
export const knownLang = (named: unknown): Lang => (isLang(named) ? named : DEFAULT_LANG);

/** The value of `<html lang>`. */
export function htmlLang(lang: Lang): string {
  return localeWords[lang].htmlLang;
}

/** The path of a page in another language: '/zh/report' → '/en/report'; '/q/SITE' → '/q/SITE?lang=en'. */
export function pathIn(path: string, lang: Lang): string {
  const [pathname = '/'] = path.split(/[?#]/);
  const [, first, ...rest] = pathname.split('/');
  if (isLang(first)) return ['', lang, ...rest].join('/');
  return pathname === '/' ? `/${lang}` : `${pathname}?lang=${lang}`;
}

/** The locale in which long dates are written as here. */
export const dateLocale = (lang: Lang): string => localeWords[lang].dateLocale;

/** What a language calls itself, for the link to it. */
export const ownName = (lang: Lang): string => localeWords[lang].ownName;

/** The name of one language in another, as a label writes it: '英文', 'Chinese'. */
export const languageName = (language: Lang, lang: Lang): string =>
  localeWords[lang].written(new Intl.DisplayNames(localeWords[lang].htmlLang, { type: 'language' }).of(language) ?? '');

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
  return localeWords[lang].money(amount, fen < 0n);
}

/** The bare number of yuan, for table columns whose heading already names the unit: 300000n → '3,000.00'. */
export function formatAmount(fen: bigint, exact = true): string {
  const sign = fen < 0n ? '−' : '';
  const magnitude = fen < 0n ? -fen : fen;
  const yuan = formatNumber(magnitude / 100n);
  const rest = (magnitude % 100n).toString().padStart(2, '0');
  return exact ? `${sign}${yuan}.${rest}` : `${sign}${yuan}`;
}

function parts(iso: string): [year: string, month: number, day: number] {
  const [year = '', month = '1', day = '1'] = iso.slice(0, 10).split('-');
  return [year, Number(month), Number(day)];
}

/** '2025-09-30' → '2025年9月30日' or '30 September 2025'. The date is taken as written: no time zone is applied. */
export function formatDate(iso: string, lang: Lang): string {
  const [year, month, day] = parts(iso);
  return localeWords[lang].date(year, month, day);
}

/** '2025-09' (or a full date) → '2025年9月' or 'September 2025'. */
export function formatMonth(iso: string, lang: Lang): string {
  const [year, month] = parts(iso);
  return localeWords[lang].month(year, month);
}

/** Names in a row: '甲、乙、丙' or 'A, B, C'. */
export function formatList(items: readonly string[], lang: Lang): string {
  return items.join(localeWords[lang].list);
}

/** What separates the items of such a row, for scripts of pages that join them. */
export const listSeparator = (lang: Lang): string => localeWords[lang].list;

/** Names of areas by their code, in the reader's language. */
export const namesByCode = (areas: readonly { code: string; names: Localized }[], lang: Lang): Record<string, string> =>
  Object.fromEntries(areas.map((one) => [one.code, textIn(one.names, lang)]));

/** A label before the thing it names, on one line: '指纹：' or 'Fingerprint: '. */
export function labelled(label: string, lang: Lang): string {
  return `${label}${localeWords[lang].colon}`;
}

/** Something followed by more about it: '消防大队（燃气）' or 'Fire Brigade (gas)'. */
export const parenthesised = (text: string, parenthesised: string, lang: Lang): string =>
  localeWords[lang].aside(text, parenthesised);

/** Two parts of a sentence: '甲，乙' or 'A, B'. */
export const clauses = (parts: readonly string[], lang: Lang): string => parts.join(localeWords[lang].comma);

/** Sentences after each other, of which some may be left out: a stop is followed by a space in English only. */
export const sentences = (parts: readonly (string | false)[], lang: Lang): string =>
  parts.filter((part) => part !== false && part !== '').join(localeWords[lang].space);
