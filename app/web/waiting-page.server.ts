import { commonWords } from '~/words/common';
import { htmlLang, type Lang } from '~/words/language';
import { waitingWords } from '~/words/waiting';
import type { ParsedForm } from './form.server';
import { escaped } from './plain-page.server';

/** Where a waiting page's frame asks for its place. */
export const PLACE = '/waiting-place';
export const PLACE_SECONDS = 5;

/** `formToken`: a place for a form that came without. */
type Waiting = { lang: Lang; form: ParsedForm; action: string; since: number; formToken: string | null };

/**
 * In place of a refusal, without the framework: everything typed in hidden fields, a button that sends it again, and a
 * frame that tells the place and loads itself anew. The frame's address has the time of the place only, nothing of the form.
 */
export function waitingPage({ lang, form, action, since, formToken }: Waiting): string {
  const words = waitingWords[lang];
  const names = form.names().filter((name) => formToken === null || name !== 'formToken');
  const fields = names.flatMap((name) => form.all(name).map((value) => hidden(name, value)));
  if (formToken !== null) fields.push(hidden('formToken', formToken));
  const files = form.files('files').length > 0;
  const type = files ? ' enctype="multipart/form-data"' : '';
  const choice = files
    ? `<p><label for="files">${escaped(words.files)}</label><input id="files" type="file" name="files" multiple></p>`
    : '';
  const frame = `<iframe src="${PLACE}?lang=${lang}&amp;since=${since}" title="${escaped(words.frame)}"></iframe>`;
  const body = `<h1>${escaped(words.title)}</h1><p>${escaped(words.kept)}</p>${frame}<form method="post" action="${escaped(action)}"${type}>${fields.join('')}${choice}<p><button>${escaped(words.proceed)}</button></p></form><p>${escaped(words.place)}</p><p>${escaped(commonWords[lang].emergency)}</p>`;
  return page(lang, words.title, `<main>${body}</main>`);
}

/** What the frame shows. */
export function placePage(lang: Lang, { ahead, seconds }: { ahead: number; seconds: number }): string {
  const words = waitingWords[lang];
  const wait = seconds > 90 ? words.minutes(Math.ceil(seconds / 60)) : words.seconds(seconds);
  const text = ahead === 0 ? words.turn : words.ahead(ahead, wait);
  return page(lang, words.frame, `<p class="place">${escaped(text)}</p>`);
}

/** A line break at the start of an attribute is kept as it is, unlike one in a text area. */
const hidden = (name: string, value: string) =>
  `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`;

const page = (lang: Lang, title: string, body: string) =>
  `<!DOCTYPE html><html lang="${htmlLang(lang)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${escaped(title)}</title><link rel="stylesheet" href="/plain-page.css"></head><body>${body}</body></html>`;
