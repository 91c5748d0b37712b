import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { retention2026 } from '~/domain/county/policies/retention-2026';
import { LANGS, type Lang } from '~/domain/vocabulary';
import { allMarkdown, documents, leadsTo, levelsOf, linksIn, namedCode, quotedIn, verbsIn, wordsOf } from './documents';

const HANDBOOKS = ['reporter', 'officer', 'custodian-guardian', 'finance', 'administrator'];
const RUNBOOKS = ['break-in', 'stolen-phone-or-lost-key', 'guardian-gone', 'leaked-report'];
const NAMED = [
  ...HANDBOOKS.map((name) => `docs/handbooks/${name}`),
  ...RUNBOOKS.map((name) => `docs/runbooks/${name}`),
  'docs/impact-assessment',
];

/** The names that `anshao --help` lists: each begins its entry in the table of verbs. */
const VERBS = [...readFileSync('app/cli/anshao.ts', 'utf8').matchAll(/^ {2}'?([a-z][a-z-]*)'?: \{\n {4}usage: /gm)].map(
  ([, verb]) => verb,
);

const days = (count: number, lang: Lang): string => (lang === 'zh' ? `${count} 天` : `${count} days`);

describe('documents for those who use and run a site', () => {
  it('exist in every language', () => {
    const wanted = NAMED.flatMap((name) => LANGS.map((lang) => `${name}.${lang}.md`));
    const have = documents().map(({ path }) => path);
    expect(have).toEqual(expect.arrayContaining(wanted));
    expect(documents().filter(({ partner }) => !existsSync(partner))).toEqual([]);
  });

  it('have the same headings in every language', () => {
    for (const { path, text, partner } of documents())
      expect([path, levelsOf(text)]).toEqual([path, levelsOf(readFileSync(partner, 'utf8'))]);
  });

  it('name the same settings and commands in every language', () => {
    for (const { path, text, partner } of documents())
      expect([path, namedCode(text).sort()]).toEqual([path, namedCode(readFileSync(partner, 'utf8')).sort()]);
  });

  it.each(LANGS)('give the terms that the program has until the county enters its own: %s', (lang) => {
    const { text } = documents().find(({ path }) => path === `docs/impact-assessment.${lang}.md`) ?? { text: '' };
    const rows = Object.values(retention2026.ends).map(
      ({ identityDays, contentDays }) => `| ${days(identityDays, lang)} | ${days(contentDays, lang)} |`,
    );
    for (const told of [...rows, days(retention2026.payeeDays, lang)]) expect(text).toContain(told);
  });

  it.each(LANGS)('quote names that the pages have in the same language: %s', async (lang) => {
    const words = await wordsOf(lang);
    const read = documents().filter((one) => one.lang === lang);
    const quoted = read.flatMap(({ path, text }) => quotedIn(text, lang).map((name) => ({ path, name })));
    expect(quoted.length).toBeGreaterThan(100);
    expect(quoted.filter(({ name }) => !words.has(name))).toEqual([]);
  });

  it('quote the same names in every language', async () => {
    const words = new Map(await Promise.all(LANGS.map(async (lang) => [lang, await wordsOf(lang)] as const)));
    const placesOf = (name: string, lang: Lang) => words.get(lang)?.get(name) ?? [];
    const read = documents();
    for (const { path, text, lang, partner } of read) {
      const other = read.find((one) => one.path === partner);
      if (!other) continue;
      const theirs = new Set(quotedIn(other.text, other.lang).flatMap((name) => placesOf(name, other.lang)));
      const alone = quotedIn(text, lang).filter((name) => !placesOf(name, lang).some((place) => theirs.has(place)));
      expect([path, alone]).toEqual([path, []]);
    }
  });

  it('use no word that offices read as something else, as the pages do not', () => {
    const wrong = /(?<!密钥)监督员|复核|目录|发放/;
    expect(documents().filter(({ lang, text }) => lang === 'zh' && wrong.test(text))).toEqual([]);
  });

  it('name commands that there are', () => {
    expect(VERBS).toContain('doctor');
    const named = allMarkdown().flatMap((path) => verbsIn(readFileSync(path, 'utf8')).map((verb) => ({ path, verb })));
    expect(named.map(({ verb }) => verb)).toContain('rotate-secret');
    expect(named.filter(({ verb }) => !VERBS.includes(verb))).toEqual([]);
  });

  it('link to files and headings that there are', () => {
    const links = allMarkdown().flatMap((path) =>
      linksIn(readFileSync(path, 'utf8')).map((target) => ({ path, target })),
    );
    expect(links.length).toBeGreaterThan(20);
    expect(links.filter(({ path, target }) => leadsTo(path, target) === null)).toEqual([]);
  });
});
