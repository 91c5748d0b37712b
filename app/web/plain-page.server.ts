import { type CommonWords, commonWords } from '~/words/common';
import { htmlLang, LANGS, type Lang } from '~/words/language';
import { plainPageWords } from '~/words/plain-page';

type PlainKind = Exclude<keyof CommonWords['errors'], 'home'> | 'tooLarge';

const wordsFor = (lang: Lang) => ({ ...commonWords[lang].errors, ...plainPageWords[lang] });

export const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/**
 * A whole page in both languages, made without the framework: for refusals by the server itself, and for when the
 * framework failed. It says nothing about what went wrong inside.
 */
export function plainPage(kind: PlainKind): string {
  const parts = LANGS.map((lang) => {
    const words = wordsFor(lang);
    const { title, body } = words[kind];
    const link = `<a href="/${lang}">${escaped(words.home)}</a>`;
    return `<section lang="${htmlLang(lang)}"><h1>${escaped(title)}</h1><p>${escaped(body)}</p><p>${link}</p></section>`;
  });
  const title = LANGS.map((lang) => escaped(wordsFor(lang)[kind].title)).join(' · ');
  return `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><link rel="stylesheet" href="/plain-page.css"></head><body><main>${parts.join('')}</main></body></html>`;
}
