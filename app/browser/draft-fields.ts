import type { StaffDraft } from '~/contract/sealed/staff-draft';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const isTick = (field: Field): field is HTMLInputElement => field.type === 'checkbox';
const isChoice = (field: Field): field is HTMLInputElement => field.type === 'radio' || isTick(field);

/** What a person typed or chose, by the name under which it is kept. It includes neither passwords nor files. */
function fieldsOf(form: HTMLFormElement, ticks: boolean): [key: string, field: Field][] {
  const times = new Map<string, number>();
  return [...form.elements].flatMap((one): [string, Field][] => {
    if (!isField(one) || one.name === '' || (isTick(one) && !ticks)) return [];
    if (isTick(one)) return [[`${one.name}=${one.value}`, one]];
    if (isChoice(one)) return [[one.name, one]];
    const time = times.get(one.name) ?? 0;
    times.set(one.name, time + 1);
    return [[time === 0 ? one.name : `${one.name}#${time}`, one]];
  });
}

const NEVER: readonly string[] = ['hidden', 'file', 'password', 'submit', 'button'];

function isField(one: Element): one is Field {
  if (one instanceof HTMLInputElement) return !NEVER.includes(one.type);
  return one instanceof HTMLTextAreaElement || one instanceof HTMLSelectElement;
}

function isTouched(field: Field): boolean {
  if (field instanceof HTMLSelectElement) return field.value !== chosenAtFirst(field);
  return isChoice(field) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
}

function chosenAtFirst({ options }: HTMLSelectElement): string {
  const first = [...options].find(({ defaultSelected }) => defaultSelected) ?? options[0];
  return first?.value ?? '';
}

export const isUntouched = (form: HTMLFormElement, ticks: boolean): boolean =>
  !fieldsOf(form, ticks).some(([, field]) => isTouched(field));

/** The fields in which a text was typed. */
export const touchedTexts = (form: HTMLFormElement): (HTMLInputElement | HTMLTextAreaElement)[] =>
  fieldsOf(form, false).flatMap(([, field]) =>
    field instanceof HTMLSelectElement || isChoice(field) || !isTouched(field) ? [] : [field],
  );

/** All of them as they stand, or nothing where nothing was typed or chosen. */
export function wordsIn(form: HTMLFormElement, ticks: boolean): StaffDraft {
  if (isUntouched(form, ticks)) return {};
  return Object.fromEntries(
    fieldsOf(form, ticks).flatMap(([key, field]): [string, string][] => {
      if (isTick(field)) return [[key, field.checked ? 'on' : '']];
      return isChoice(field) && !field.checked ? [] : [[key, field.value]];
    }),
  );
}

/** Puts words back where they stood, and unfolds the sections that contain them. */
export function fill(form: HTMLFormElement, words: Readonly<StaffDraft>, ticks: boolean): void {
  for (const [key, field] of fieldsOf(form, ticks)) {
    const word = words[key];
    if (word === undefined) continue;
    if (isTick(field)) field.checked = word === 'on';
    else if (isChoice(field)) field.checked = field.value === word;
    else field.value = word;
    if (isTouched(field)) unfold(field);
  }
  unfold(form);
}

function unfold(from: Element): void {
  for (let at = from.closest('details'); at !== null; at = at.parentElement?.closest('details') ?? null) at.open = true;
}
