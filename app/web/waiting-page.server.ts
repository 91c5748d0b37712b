import { commonWords } from '~/words/common';
import { htmlLang, type Lang } from '~/words/language';
import { waitingWords } from '~/words/report/waiting';
import type { ParsedForm } from './form.server';
import { escaped } from './plain-page.server';

/** Where a waiting page's frame asks for its place. */
export const PLACE = '/waiting-place';
export const PLACE_SECONDS = 2;
/**
 * What a frame asks for at most while it loads: about 40 KB in both directions, a few seconds on a slow line or over
 * Tor.
 */
const MAX_MARKS = 30;

/** A picture of one transparent dot. */
export const MARK_IMAGE = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
export const MARK_HEADERS: [string, string][] = [
  ['Content-Type', 'image/gif'],
  ['Content-Length', String(MARK_IMAGE.length)],
  ['Cache-Control', 'no-store'],
];

/** `place`: its name, null where none is needed; `added`: a token for a form that came without one of ours. */
type Waiting = { lang: Lang; form: ParsedForm; action: string; place: string | null; added: string | null };

/**
 * In place of a refusal, without the framework: everything typed in hidden fields, a button that sends it again, and a
 * frame that tells the place and reloads itself. The frame's address has only the name of the place, from which nobody
 * can tell the form.
 */
export function waitingPage({ lang, form, action, place, added }: Waiting): string {
  const words = waitingWords[lang];
  const names = form.names().filter((name) => added === null || name !== 'formToken');
  const fields = names.flatMap((name) => form.all(name).map((value) => hidden(name, value)));
  if (added !== null) fields.push(hidden('formToken', added));
  const files = form.files('files').length > 0;
  const type = files ? ' enctype="multipart/form-data"' : '';
  const choice = files
    ? `<p><label for="files">${escaped(words.files)}</label><input id="files" type="file" name="files" multiple></p>`
    : '';
  const frame = `<iframe src="${placeUrl(lang, place)}" title="${escaped(words.frame)}"></iframe>`;
  const steps = words.steps.map((step) => `<li>${escaped(step)}</li>`).join('');
  const body = `<h1>${escaped(words.title)}</h1><p class="kept">${escaped(words.kept)}</p>${frame}<ol>${steps}</ol><form method="post" action="${escaped(action)}"${type}>${fields.join('')}${choice}<p><button>${escaped(words.proceed)}</button></p></form><p>${escaped(words.noFrame)}</p><p>${escaped(commonWords[lang].emergency)}</p>`;
  return page(lang, words.title, `<main>${body}</main>`);
}

/** The frame's address, escaped for an attribute. */
const placeUrl = (lang: Lang, place: string | null): string =>
  `${PLACE}?lang=${lang}${place === null ? '' : `&amp;place=${encodeURIComponent(place)}`}`;

type PlaceNow = { called: boolean; ahead: number; seconds: number; lacking: number };

/**
 * What the frame shows. It asks for as many pictures as its place lacks requests, by itself and as fast as its line
 * allows.
 */
export function placePage(lang: Lang, place: string | null, { called, ahead, seconds, lacking }: PlaceNow): string {
  const words = waitingWords[lang];
  const wait = seconds > 90 ? words.minutes(Math.ceil(seconds / 60)) : words.seconds(seconds);
  const turn = called || (ahead === 0 && place === null);
  const text = turn ? words.turn : ahead === 0 ? words.next : words.ahead(ahead, wait);
  const marks = turn || place === null ? 0 : Math.min(lacking, MAX_MARKS);
  const images = Array.from({ length: marks }, (_, n) => {
    return `<img src="${placeUrl(lang, place)}&amp;mark=${n}" alt="" width="1" height="1">`;
  });
  const shown = `<p class="${turn ? 'place turn' : 'place'}">${escaped(text)}</p><div class="marks">${images.join('')}</div>`;
  return page(lang, words.frame, shown);
}

/** A line break at the start of an attribute is kept as it is, unlike one in a text area. */
const hidden = (name: string, value: string) =>
  `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`;

const page = (lang: Lang, title: string, body: string) =>
  `<!DOCTYPE html><html lang="${htmlLang(lang)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${escaped(title)}</title><link rel="stylesheet" href="/plain-page.css"></head><body>${body}</body></html>`;
