import { randomUUID } from 'node:crypto';
import { type EnteredPerson, PERSON_ROLES } from '~/domain/county/board-entry';
import type { TypedEmployer, TypedRegulator } from '~/domain/county/register-entry';
import type { Localized } from '~/domain/localized';
import { LANGS } from '~/domain/vocabulary';
import type { TypedBoardAt } from '~/services/county/signboard-change.server';
import type { ParsedForm } from '~/web/form.server';

/** What a form says that it was filled from (domain/shown-entry.ts). */
export const shownIn = (form: ParsedForm): string => form.text('shown');

/** Where a page goes once it has saved: another address each time, so that its form begins anew with what was loaded then. */
export const savedNow = (): string => `saved=${randomUUID()}`;

/** What was typed into the fields of one text, one for each language: `name.zh`, `name.en`. */
export const textsIn = (form: ParsedForm, field: string): Localized =>
  Object.fromEntries(LANGS.map((lang) => [lang, form.text(`${field}.${lang}`)]));

/** An employer as its form is posted. */
export const typedEmployer = (form: ParsedForm): TypedEmployer & { shown: string } => ({
  shown: shownIn(form),
  names: textsIn(form, 'name'),
  creditCode: form.text('creditCode'),
  sector: form.text('sector'),
  areaCode: form.text('areaCode'),
  regulators: regulatorsIn(form),
});

/** A signboard as its form is posted. */
export const typedBoard = (form: ParsedForm): TypedBoardAt & { shown: string } => ({
  shown: shownIn(form),
  code: form.text('code'),
  site: textsIn(form, 'site'),
  areaCode: form.text('areaCode'),
  employer: form.text('employer'),
  risks: form.text('risks'),
  hotline: form.text('hotline'),
  regulators: regulatorsIn(form),
  persons: PERSON_ROLES.map((role): EnteredPerson => {
    const part = (name: string) => form.text(`${role}.${name}`);
    return { role, name: part('name'), post: part('post'), phone: part('phone') };
  }),
});

const REGULATOR = /^regulator(\d{1,3})$/;

/** As many as are posted: more than an entry may have are refused where it is read, not left out here. */
const regulatorsIn = (form: ParsedForm): TypedRegulator[] => {
  const places = form.names().flatMap((name) => REGULATOR.exec(name)?.[1] ?? []);
  return Array.from({ length: Math.max(0, ...places.map((place) => Number(place) + 1)) }, (_, place) => ({
    unitId: form.text(`regulator${place}`),
    duty: form.text(`regulator${place}.duty`),
    sectors: form.all(`regulator${place}.sectors`),
  }));
};

/** What a list is asked for. */
export function listQuery({ url }: Pick<Request, 'url'>): { after: string; sought: string } {
  const query = new URL(url).searchParams;
  const short = (name: string) => (query.get(name) ?? '').trim().slice(0, 100);
  return { after: short('after'), sought: short('q') };
}
