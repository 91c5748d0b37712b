import { area, unit } from '#db/schema/county';
import { employer, signboard } from '#db/schema/register';
import { policy } from '#db/schema/reward';
import { member } from '#db/schema/staff';
import { type Localized, textIn } from '~/domain/localized';
import type { Lang } from '~/domain/vocabulary';
import type { Context } from '~/services/context.server';
import type { Said } from './said';

/** What stands on Chinese pages in Latin letters, since it has no Chinese name or is known by this one. */
const KNOWN =
  'Anshao age keygen pq Cookie PDF XLSX QR HEIC AVIF GIF PNG JPEG AVI WMV ZIP docx xlsx pptx doc xls ppt CSV Excel WPS UTF GBK MB GB KB PIN IP SHA Enter Tab WCAG AA JavaScript WebAssembly WebCrypto Worker Streams Tor';
/** What scripts put in, addresses, ids, codes: letters that belong to no language. */
const CODES = [
  /\{\w+\}/g,
  /https?:\/\/\S+/g,
  /\?[a-z]+=\w+/g,
  /\S+@\S+/g,
  /(?<![A-Za-z])[0-9a-f]{4,}(?![A-Za-z])/g,
  /[A-Z0-9]{2,}\d[A-Z0-9]*/g,
];

export type Named = {
  /** Names of people, logins and ids of rules: typed, and in no language or in one only. */
  typed: readonly string[];
  /** Chinese names of places, units and employers that have an English one. */
  translated: ReadonlySet<string>;
};

export async function namedIn({ db }: Pick<Context, 'db'>): Promise<Named> {
  const people = await db.select({ name: member.name, login: member.login }).from(member);
  const rules = await db.select({ id: policy.id }).from(policy);
  const names: Localized[] = [
    ...(await db.select({ names: area.names }).from(area)),
    ...(await db.select({ names: unit.names }).from(unit)),
    ...(await db.select({ names: employer.names }).from(employer)),
    ...(await db.select({ names: signboard.site }).from(signboard)),
  ].map((one) => one.names);
  const both = names.filter(({ zh, en }) => zh && en && zh !== en).map((one) => textIn(one, 'zh'));
  return {
    typed: [...people.flatMap(({ name, login }) => [name, login]), ...rules.map(({ id }) => id)],
    translated: new Set(both),
  };
}

/** Guardians read there what they sign, in all languages; a decision is published with the name that stands in it. */
const AS_WRITTEN = /\/(directory|exposure|penalties|supervisions|staff\/county)\b/;

/** What of a page's text is in another language than the page, and not marked as that or known to have no other form. */
export function foreignIn(lang: Lang, said: readonly Said[], all: Named, where = ''): string[] {
  const named = AS_WRITTEN.test(where) ? { ...all, translated: new Set<string>() } : all;
  const found = said.flatMap((one) => (lang === 'zh' ? latinIn(one, named) : hanIn(one, named)));
  return [...new Set(found)];
}

function hanIn({ text, lang, code }: Said, { translated }: Named): string[] {
  if (code) return [];
  const runs = text.match(/\p{Script=Han}+/gu) ?? [];
  // Marked as Chinese or not: what has an English name stands under that.
  const known = runs.filter((run) => translated.has(run));
  return lang.startsWith('zh') || runs.length === 0 ? known : [text.slice(0, 60)];
}

function latinIn({ text, lang, code }: Said, { typed }: Named): string[] {
  if (code || lang.startsWith('en')) return [];
  const plain = CODES.reduce((left, one) => left.replace(one, ' '), without(text, typed));
  const words = (plain.match(/[A-Za-z]{2,}/g) ?? []).filter((word) => !KNOWN.split(' ').includes(word));
  return words.map((word) => `${word} (${text.slice(0, 40)})`);
}

/** Longest first, so that none hides in another. */
export const without = (text: string, names: readonly string[]): string =>
  [...names].sort((a, b) => b.length - a.length).reduce((left, name) => left.replaceAll(name, ' '), text);
