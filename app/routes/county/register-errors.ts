import { readAnswer } from '~/contract/answers/answer';
import { enteredRegulator } from '~/contract/answers/register';
import { textIn } from '~/domain/localized';
import { DEFAULT_LANG, LANGS } from '~/domain/vocabulary';
import type { RegisterChoices } from '~/services/county/register-choices.server';
import type { FormError } from '~/ui/error-summary';
import { boardWords } from '~/words/county/board';
import { registerWords } from '~/words/county/register';
import { formatList, type Lang, languageName } from '~/words/language';
import { changedText } from '~/words/meanwhile';
import { sectorNames } from '~/words/sectors';
import { entryErrors, type RefusedEntry } from './entry-errors';
import { regulatorList } from './regulator-fields';

/** What is wrong with an entry, each problem beside its field; else the refusal as a whole. */
export function registerErrors(refused: RefusedEntry | null, lang: Lang, choices: RegisterChoices): FormError[] {
  const { problems, employers } = registerWords[lang];
  return entryErrors(refused, lang, {
    labelOf: (field) => labelOf(field, lang),
    problems,
    nowSaid: (field, value) => nowSaid({ field, value }, lang, choices),
    own: ({ data }) =>
      data?.rule === 'hasBoards' && Array.isArray(data.boards)
        ? [{ message: employers.hasBoards(formatList(data.boards, lang)) }]
        : null,
  });
}

/** Labels of the fields of an employer's or a board's form. */
function labelOf(field: string, lang: Lang): string {
  const { fields, regulators } = registerWords[lang];
  const place = REGULATOR.exec(field)?.[1];
  if (place !== undefined) return regulators.one(Number(place) + 1);
  const [role = '', part = ''] = field.split('.');
  const roles: Record<string, string> = boardWords[lang].personRoles;
  const parts: Record<string, string> = fields.person;
  const language = LANGS.find((one) => one === part);
  if (language && (role === 'name' || role === 'site')) return labelIn(role, language, lang);
  const point: Record<string, string> = { ...boardWords[lang].point.risk, until: boardWords[lang].until };
  if (role === 'point') return point[part] ?? part;
  if (part !== '') return `${roles[role] ?? role} ${parts[part] ?? part}`;
  return (fields as unknown as Record<string, string>)[field] ?? field;
}

const labelIn = (field: 'name' | 'site', language: Lang, lang: Lang): string => {
  const { name, otherName, site, otherSite } = registerWords[lang].fields;
  const [first, other] = field === 'name' ? [name, otherName] : [site, otherSite];
  return (language === DEFAULT_LANG ? first : other)(languageName(language, lang));
};

const REGULATOR = /^regulator(\d+)$/;

/** What stands in a field now (employerShown, boardShown), in the words in which it is read. */
function nowSaid({ field, value }: { field: string; value: string }, lang: Lang, choices: RegisterChoices): string {
  const label = labelOf(field, lang);
  if (REGULATOR.test(field)) {
    const entered = value === '' ? [] : [readAnswer(enteredRegulator, JSON.parse(value))];
    return changedText(label, regulatorList(entered, lang, choices), lang);
  }
  const names: Record<string, string> = field === 'sector' ? sectorNames(lang, choices.sectors) : {};
  const area = field === 'areaCode' ? choices.areas.find((one) => one.value === value) : undefined;
  return changedText(label, area ? textIn(area.names, lang) : (names[value] ?? value), lang);
}

export type FieldErrorIn = (field: string) => string | undefined;

export const errorIn =
  (errors: readonly FormError[]): FieldErrorIn =>
  (field) =>
    errors.find((one) => one.field === field)?.message;
