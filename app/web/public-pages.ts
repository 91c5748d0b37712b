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
];

/** Never staler than this. */
export const PUBLIC_SECONDS = 30;

/**
 * Other pages that go out compressed as they are made: forms before anything is typed. Where an answer holds both a
 * secret and something an outsider chose, its compressed length could give the secret away, so the rest goes out plain.
 */
export const COMPRESSED_PAGES: readonly string[] = ['/:lang/report', '/:lang/staff/sign-in'];
