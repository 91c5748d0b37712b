import type { Localized } from '~/domain/localized';
import { DEFAULT_LANG, LANGS } from '~/domain/vocabulary';
import { plainName } from './register-entry';

/** A line in the site's languages in order, with bars between them; null where the first language says nothing. */
export function languagesOf(typed: string): Localized | null {
  const said = plainName(typed)
    .split(/[|｜]/)
    .map((part) => part.trim());
  const named = LANGS.map((lang, place) => [lang, said[place] ?? ''] as const).filter(([, part]) => part !== '');
  const read: Localized = Object.fromEntries(named);
  return read[DEFAULT_LANG] === undefined ? null : read;
}

/** Writes it in the form in which it is typed. */
export const languagesText = (said: Localized): string =>
  LANGS.map((lang) => said[lang] ?? '')
    .join(' | ')
    .replace(/( \| )+$/, '');
