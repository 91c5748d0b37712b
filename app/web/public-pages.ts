/**
 * The written list of public read-only pages, by route pattern: the only answers besides static files that may be
 * kept, here and by browsers, for `PUBLIC_SECONDS`. They hold nothing about whoever looks. All others are `no-store`.
 */
export const PUBLIC_PAGES: readonly string[] = [
  '/:lang',
  '/:lang/exposure',
  '/:lang/statistics',
  '/:lang/statistics/:month/chart.svg',
  '/:lang/rewards',
  '/:lang/protection',
  '/q/:site',
  '/q/:site/qr.svg',
  '/:lang/report/keys.json',
  '/.well-known/anshao/scripts.json',
  '/.well-known/anshao/keys.json',
];

/** Never staler than this. */
export const PUBLIC_SECONDS = 30;

/**
 * Other pages that go out compressed as they are made: forms before anything is typed. Where an answer holds both a
 * secret and something an outsider chose, its compressed length could give the secret away, so the rest goes out plain.
 */
export const COMPRESSED_PAGES: readonly string[] = ['/:lang/report', '/:lang/staff/sign-in'];

/** What a public page reads of its query, and how a value of it looks; anything else changes no page. */
const QUERY: Readonly<Record<string, RegExp>> = {
  sector: /^[a-zA-Z]{1,40}$/,
  town: /^\d{1,15}$/,
  after: /^\d{4}-\d{2}-\d{2}\.\d{1,15}$/,
  month: /^\d{4}-\d{2}$/,
  lang: /^(?:zh|en)$/,
};

/** The address a public page is kept under: queries that it does not read share one copy, so they cannot fill the cache. */
export function cacheKey(url: string): string {
  const [path = '/', query] = url.split('?', 2);
  if (!query) return path;
  const given = new URLSearchParams(query);
  const read = Object.entries(QUERY).flatMap(([name, looks]) => {
    const value = given.get(name);
    return value !== null && looks.test(value) ? [`${name}=${value}`] : [];
  });
  return read.length === 0 ? path : `${path}?${read.join('&')}`;
}
