import type { RefusalCode, RefusalData } from '~/domain/refusal';
import { DEFAULT_LANG, LANGS } from '~/domain/vocabulary';
import type { FormError } from '~/ui/error-summary';
import { superiorPageWords } from '~/words/county/superior';
import { refusedText } from '~/words/follow/access';
import { type Lang, labelled, languageName } from '~/words/language';
import { changedMeanwhile, changedText } from '~/words/meanwhile';

type Refused = { code: RefusalCode; field: string | null; data?: RefusalData | null | undefined };

/** What is wrong with the entry, each problem beside its field; else the refusal as a whole. */
export function superiorErrors(refused: Refused | null, lang: Lang): FormError[] {
  if (refused === null) return [];
  const words = superiorPageWords[lang];
  const changed = changedMeanwhile(refused);
  if (changed !== null) {
    return changed.map(({ field, value }) => ({ field, message: changedText(labelOf(field, lang), value, lang) }));
  }
  if (refused.code === 'alreadyDone') return [{ message: words.unchanged }];
  const { problems } = refused.data ?? {};
  if (!Array.isArray(problems)) return [{ message: refusedText(refused, lang) }];
  const told: Record<string, string> = words.problems;
  return problems.map((text: string) => {
    const [field = '', problem = ''] = text.split(' ');
    const message = told[problem] ?? refusedText(refused, lang);
    return { field, message, summary: `${labelled(labelOf(field, lang), lang)}${message}` };
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
