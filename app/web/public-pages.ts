import type { PublicValues } from '~/services/publication/public-values.server';
import { DEFAULT_LANG, isLang } from '~/words/language';

/**
 * The list of public read-only pages by route pattern: beside static files, the only answers that may be kept, here and
 * by browsers, for `PUBLIC_SECONDS`. They hold nothing about the reader. All others are `no-store`.
 */
export const PUBLIC_PAGES: readonly string[] = [
  '/:lang',
  '/:lang/exposure',
  '/:lang/statistics',
  '/:lang/statistics/:month/chart.svg',
  '/:lang/rewards',
  '/:lang/limits',
  '/:lang/notices',
  '/:lang/protection',
  '/:lang/privacy',
  '/:lang/accessibility',
  '/:lang/security',
  '/q/:site',
  '/q/:site/qr.svg',
  '/:lang/report/keys.json',
  '/:lang/report/registers/:hash',
  '/.well-known/anshao/scripts.json',
  '/.well-known/anshao/keys.json',
  '/.well-known/security.txt',
];

/**
 * Forms before anything is typed. They are cached here in the same way, with a token of its own put into each answer,
 * and are `no-store` for everybody else. `/:lang/follow` only while no report is open in the browser.
 */
export const FORM_PAGES: readonly string[] = ['/:lang/report', '/:lang/follow'];

/**
 * The status of form pages, instead of 200. Browsers keep pages in memory for Back, and Chromium keeps even `no-store`
 * pages for some minutes, with everything typed on them. It never keeps an answer with another status, and every browser
 * shows 203 (Non-Authoritative Information) like 200. See docs/decisions/055-back-without-scripts.md.
 */
const FORM_STATUS = 203;

/** The status of a page's answer as it is sent. */
export const sentStatus = (pattern: string, status: number): number =>
  status === 200 && FORM_PAGES.includes(pattern) ? FORM_STATUS : status;

/** Public pages are never more stale than this. */
export const PUBLIC_SECONDS = 30;

/**
 * Other pages that are compressed as they are made. Where an answer holds both a secret and something that an outsider
 * chose, its compressed length could give the secret away, so all the rest goes out uncompressed.
 */
export const COMPRESSED_PAGES: readonly string[] = ['/:lang/staff/sign-in'];

type Known = (value: string, values: PublicValues) => boolean;

/** What a page reads of its query, and the values that exist for it; anything else changes no page. */
const QUERY: Readonly<Record<string, Readonly<Record<string, Known>>>> = {
  '/:lang/exposure': {
    sector: (value, { sectors }) => sectors.has(value),
    town: (value, { towns }) => towns.has(value),
  },
  '/:lang/statistics/:month/chart.svg': { narrow: (value) => value === 'yes' },
  '/:lang/statistics': { month: (value, { months }) => months.has(value) },
  '/q/:site': { lang: (value) => isLang(value) && value !== DEFAULT_LANG },
  '/:lang/report': { site: (value, { sites }) => sites.has(value) },
  '/:lang/follow': { done: (value) => value === 'left' },
};

const PATH: Readonly<Record<string, Known>> = {
  site: (value, { sites }) => sites.has(value),
  month: (value, { months }) => months.has(value),
  hash: (value, { registers }) => registers.has(value),
};

/** Stands in a path for whatever does not exist, so that all such addresses share one answer. */
const NOTHING = '-';

/** The address of the page that says that there is no such page. */
export function notFoundAddress(path: string, query: URLSearchParams): string {
  const named = [path.split('/')[1], query.get('lang')].find(isLang);
  return `/${named ?? DEFAULT_LANG}/${NOTHING}`;
}

type Asked = { pattern: string; params: Readonly<Record<string, string | undefined>>; path: string };

/**
 * The one address of a public page, however it was asked for: the path as the route pattern writes it, and of path and
 * query only values that exist, always in one order. The page is rendered from this address and nothing else, so that
 * one page has one copy, and made-up addresses have none of their own. `after` of the exposure list is left to
 * `publicAddresses`.
 */
export function publicAddress({ pattern, params, path }: Asked, query: URLSearchParams, values: PublicValues): string {
  if ('lang' in params && !isLang(params.lang)) return notFoundAddress(path, query);
  const canonical = pattern.replace(/:(\w+)/g, (_, name: string) => {
    const value = params[name] ?? '';
    return (PATH[name]?.(value, values) ?? true) ? encodeURIComponent(value) : NOTHING;
  });
  const read = Object.entries(QUERY[pattern] ?? {}).flatMap(([name, exists]) => {
    const value = query.get(name);
    return value !== null && exists(value, values) ? [`${name}=${encodeURIComponent(value)}`] : [];
  });
  return read.length === 0 ? canonical : `${canonical}?${read.join('&')}`;
}
