import { textIn } from '~/domain/localized';
import type { RefusalCode, RefusalData } from '~/domain/refusal';
import { DEFAULT_LANG, LANGS } from '~/domain/vocabulary';
import type { FormError } from '~/ui/error-summary';
import { registerWords } from '~/words/county/register';
import { unitsWords } from '~/words/county/units';
import { refusedText } from '~/words/follow/access';
import { type Lang, labelled, languageName } from '~/words/language';
import { changedMeanwhile, changedText } from '~/words/meanwhile';
import type { UnitPage } from './unit-form';

type Refused = { code: RefusalCode; field: string | null; data?: RefusalData | null | undefined };

/** What is wrong with a unit, each problem beside its field; else the refusal as a whole. */
export function unitErrors(refused: Refused | null, lang: Lang, page: Pick<UnitPage, 'above' | 'areas'>): FormError[] {
  if (refused === null) return [];
  const words = unitsWords[lang];
  const { problems, rule } = refused.data ?? {};
  const changed = changedMeanwhile(refused);
  if (changed !== null)
    return changed.map(({ field, value }) => ({ field, message: nowSaid(field, value, lang, page) }));
  if (refused.code === 'alreadyDone') return [{ message: words.unchanged }];
  if (refused.field === 'successorId') {
    const message = (words.closing as Record<string, string>)[String(rule)] ?? refusedText(refused, lang);
    return [{ field: 'successorId', message }];
  }
  if (!Array.isArray(problems)) return [{ message: refusedText(refused, lang) }];
  const told: Record<string, string> = { ...registerWords[lang].problems, ...words.problems };
  return problems.map((text: string) => {
    const [field = '', problem = ''] = text.split(' ');
    const message = told[problem] ?? refusedText(refused, lang);
    return { field, message, summary: `${labelled(labelOf(field, lang), lang)}${message}` };
  });
}

function nowSaid(
  field: string,
  value: string,
  lang: Lang,
  { above, areas }: Pick<UnitPage, 'above' | 'areas'>,
): string {
  const choices = field === 'parentUnitId' ? above : field === 'areaCode' ? areas : [];
  const chosen = choices.find((one) => one.value === value);
  return changedText(labelOf(field, lang), chosen ? textIn(chosen.names, lang) : value, lang);
}

function labelOf(field: string, lang: Lang): string {
  const { form, end } = unitsWords[lang];
  const [name = '', part = ''] = field.split('.');
  const language = LANGS.find((one) => one === part);
  const inLanguage = { name: form.nameIn, address: form.addressIn, hours: form.hoursIn }[name];
  if (language && inLanguage) return inLanguage(languageName(language, lang), language === DEFAULT_LANG);
  const labels: Record<string, string> = {
    kind: form.kind,
    code: form.code,
    parentUnitId: form.parent,
    areaCode: form.area,
    phone: form.phone,
    fromDay: form.from,
    endDay: end.day,
  };
  return labels[name] ?? field;
}
