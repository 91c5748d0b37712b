import type { Lang } from '~/domain/vocabulary';

/** A picture of the demo for the documents: where it goes, of which page, as whom, how wide the screen is. */
export type Picture = {
  name: string;
  path: string;
  /** Who signs in; nobody for a public page. */
  as?: string;
  width: 390 | 1280;
  height: number;
  /** What must be on the page before it is taken, and is then scrolled to. */
  shows?: string;
  /** Opens what the page does not begin with. */
  opens?: string;
};

/** What `npm run pictures` takes, each in every language, as `docs/pictures/NAME.LANG.webp`. */
export const PICTURES: readonly Picture[] = [
  { name: 'report', path: 'report', width: 390, height: 844, shows: 'form' },
  { name: 'follow', path: 'follow', width: 390, height: 600, shows: 'input[name=code]' },
  { name: 'statistics', path: 'statistics', width: 1280, height: 900, shows: 'main h1' },
  { name: 'queue', path: 'staff/queue', as: 'fire1', width: 1280, height: 800, shows: 'a[data-case-link]' },
  {
    name: 'case',
    path: 'staff/queue',
    as: 'fire1',
    width: 1280,
    height: 1000,
    opens: 'a[data-case-link]',
    shows: '[data-opened]',
  },
  { name: 'ceremonies', path: 'staff/ceremonies', as: 'custodian1', width: 1280, height: 800, shows: 'main h1' },
  { name: 'payouts', path: 'staff/payouts', as: 'finance1', width: 1280, height: 800, shows: 'main h1' },
  { name: 'units', path: 'staff/units', as: 'admin', width: 1280, height: 800, shows: 'main h1' },
];

export const fileOf = (name: string, lang: Lang): string => `docs/pictures/${name}.${lang}.webp`;

/** Words of the product that stood on each picture, by file. A test fails once a page has other words, so that the picture is taken anew. */
export const READ_ON = 'docs/pictures/words.json';
