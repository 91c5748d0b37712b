import { DEFAULT_LANG, LANGS } from '~/domain/vocabulary';
import type { FormError } from '~/ui/error-summary';
import { superiorPageWords } from '~/words/county/superior';
import { type Lang, languageName } from '~/words/language';
import { entryErrors, type RefusedEntry } from './entry-errors';

/** What is wrong with the entry, each problem beside its field; else the refusal as a whole. */
export function superiorErrors(refused: RefusedEntry | null, lang: Lang): FormError[] {
  const { unchanged, problems } = superiorPageWords[lang];
  return entryErrors(refused, lang, {
    labelOf: (field) => labelOf(field, lang),
    problems,
    own: ({ code }) => (code === 'alreadyDone' ? [{ message: unchanged }] : null),
  });
}

const PLACE = /^(post|recipient|otherPhone|other)(\d)$/;

function labelOf(field: string, lang: Lang): string {
  const { form } = superiorPageWords[lang];
  const [name = '', part = ''] = field.split('.');
  const language = LANGS.find((one) => one === part);
  const [, kind = '', at = ''] = PLACE.exec(name) ?? [];
  const n = Number(at) + 1;
  if (language) {
    const [called, isDefault] = [languageName(language, lang), language === DEFAULT_LANG];
    if (kind === 'other') return form.otherIn(n, called, isDefault);
    return name === 'address' ? form.addressIn(called, isDefault) : form.nameIn(called, isDefault);
  }
  if (kind === 'post') return form.post(n);
  if (kind === 'recipient') return form.recipient(n);
  if (kind === 'otherPhone') return form.otherPhone(n);
  return { phone: form.phone, mail: form.mail, fromDay: form.from }[name] ?? field;
}
