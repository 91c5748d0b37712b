import { textIn } from '~/domain/localized';
import { DEFAULT_LANG, LANGS } from '~/domain/vocabulary';
import type { FormError } from '~/ui/error-summary';
import { registerWords } from '~/words/county/register';
import { unitsWords } from '~/words/county/units';
import { refusedText } from '~/words/follow/access';
import { type Lang, languageName } from '~/words/language';
import { changedText } from '~/words/meanwhile';
import { entryErrors, type RefusedEntry } from './entry-errors';
import type { UnitPage } from './unit-form';

/** What is wrong with a unit, each problem beside its field; else the refusal as a whole. */
export function unitErrors(
  refused: RefusedEntry | null,
  lang: Lang,
  page: Pick<UnitPage, 'above' | 'areas'>,
): FormError[] {
  const words = unitsWords[lang];
  const closing: Record<string, string> = words.closing;
  return entryErrors(refused, lang, {
    labelOf: (field) => labelOf(field, lang),
    problems: { ...registerWords[lang].problems, ...words.problems },
    nowSaid: (field, value) => nowSaid(field, value, lang, page),
    own: (one) => {
      if (one.code === 'alreadyDone') return [{ message: words.unchanged }];
      if (one.field !== 'successorId') return null;
      return [{ field: 'successorId', message: closing[String(one.data?.rule)] ?? refusedText(one, lang) }];
    },
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
