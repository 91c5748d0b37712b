import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LANGS, type Lang } from '~/domain/vocabulary';
import { sourcesUnder } from '../source-files';

/** How each language marks the name of a page, button or field that a document quotes. */
const QUOTED: Readonly<Record<Lang, RegExp>> = { zh: /「([^」]*)」/g, en: /\*\*([^*]+)\*\*/g };
/** Code is no prose: what stands in it quotes no page, and its brackets make no link. */
const CODE = /```[\s\S]*?```|^ {4}.*$|`[^`\n]*`/gm;

export type Document = { path: string; text: string; lang: Lang; partner: string };

/** The documents that people read, each in every language; the English README has no language in its name. */
export function documents(): Document[] {
  const named = readdirSync('docs', { recursive: true, encoding: 'utf8' }).map((path) => join('docs', path));
  return [...named, 'README.zh.md']
    .filter((path) => /\.(?:zh|en)\.md$/.test(path))
    .sort()
    .map((path) => {
      const lang: Lang = path.endsWith('.zh.md') ? 'zh' : 'en';
      const other = LANGS.find((one) => one !== lang) ?? lang;
      const partner = path === 'README.zh.md' ? 'README.md' : path.replace(/\.(?:zh|en)\.md$/, `.${other}.md`);
      return { path, text: readFileSync(path, 'utf8'), lang, partner };
    });
}

/** Every Markdown file that this source is handed out with, except the list of changes, which tells of what was. */
export const allMarkdown = (): string[] => [
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join('docs', path)),
  ...readdirSync('.').filter((path) => path.endsWith('.md') && path !== 'CHANGELOG.md'),
];

/** What a text quotes as a name on a page, in its language. */
export const quotedIn = (text: string, lang: Lang): string[] =>
  [...text.replace(CODE, ' ').matchAll(QUOTED[lang])].map(([, name = '']) => name.replace(/\s+/g, ' '));

/**
 * The verbs of `anshao` that code in a text names: `anshao doctor`, `npm run -s anshao -- backup`. `anshao log checkpoint` begins a
 * signed text and is no command.
 */
export const verbsIn = (text: string): string[] =>
  (text.match(CODE) ?? []).flatMap((code) =>
    [...code.matchAll(/\banshao(?:\.(?:js|ts))? (?:-- )?(?!log checkpoint)([a-z][a-z-]*)/g)].map(
      ([, verb = '']) => verb,
    ),
  );

/** Settings and commands that a text names, each once: they are the same in every language. */
export const namedCode = (text: string): string[] => [
  ...new Set([...(text.match(/\bANSHAO_[A-Z_]+/g) ?? []), ...verbsIn(text)]),
];

/** Relative links of a text, as they are written. */
export const linksIn = (text: string): string[] =>
  [...text.replace(CODE, ' ').matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target));

/** The headings of a text as their levels: a text and its translation have the same. */
export const levelsOf = (text: string): number[] =>
  headingsOf(text).map((heading) => heading.match(/^#+/)?.[0].length ?? 0);

/** Where a relative link leads; null where there is no such file or heading. */
export function leadsTo(from: string, target: string): string | null {
  const [file = '', anchor] = target.split('#');
  const path = file === '' ? from : join(dirname(from), decodeURIComponent(file));
  if (!existsSync(path)) return null;
  if (anchor === undefined) return path;
  return headingsOf(readFileSync(path, 'utf8')).some((heading) => anchorOf(heading) === decodeURIComponent(anchor))
    ? path
    : null;
}

const headingsOf = (text: string): string[] => text.replace(/```[\s\S]*?```/g, '').match(/^#{1,6} .+$/gm) ?? [];

/** As hosts of sources make the anchor of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .replace(/^#+ /, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/ /g, '-');

/**
 * Every fixed text of the pages in a language, with the places in the words where it stands, which are the same in every
 * language. Texts that are put together from parts are not among them.
 */
export async function wordsOf(lang: Lang): Promise<Map<string, string[]>> {
  const root = `app/words/${lang}/`;
  const found = new Map<string, string[]>();
  for (const path of sourcesUnder(root))
    collect(await import(/* @vite-ignore */ `../../${path}`), path.slice(root.length), found);
  return found;
}

function collect(value: unknown, place: string, into: Map<string, string[]>): void {
  if (typeof value === 'string') into.set(value, [...(into.get(value) ?? []), place]);
  else if (typeof value === 'object' && value !== null)
    for (const [key, one] of Object.entries(value)) collect(one, `${place}/${key}`, into);
}
