import type * as z from 'zod/mini';
import type { Act } from '~/domain/acts/table';
import type { Localized } from '~/domain/localized';
import { Refusal } from '~/domain/refusal';
import { readWhole } from '~/domain/typed/whole';
import { LANGS } from '~/domain/vocabulary';
import { bytes, readField, readPosted } from './posted';

/** One chosen file, cut off where it was too large. */
type PostedFile = { bytes: Uint8Array; tooLarge: boolean };

/**
 * A posted form: the first value of a name, trimmed; every value of a name; the names that were posted; chosen files.
 */
export type PostedForm = {
  text(name: string): string;
  all(name: string): string[];
  names(): string[];
  files(name: string): PostedFile[];
};

/** How a field is read. Throws Refusal `invalid` with the field's name for an impossible value. */
export type Field<T> = (form: PostedForm, name: string) => T;
type Fields = Readonly<Record<string, Field<unknown>>>;
type ReadFields<F extends Fields> = { [K in keyof F]: ReturnType<F[K]> };

/** A form of staff: the acts of the table that posting it may perform, and how it is read. */
export type ActForm<I = unknown> = { readonly may: Act | readonly Act[]; readonly read: (form: PostedForm) => I };
/** The forms of a page by the value of their field `act` or `step`. */
export type ActForms = Readonly<Record<string, ActForm>>;

export const actForm = <F extends Fields>(may: Act | readonly Act[], fields: F): ActForm<ReadFields<F>> => ({
  may,
  read: (form) =>
    Object.fromEntries(Object.entries(fields).map(([name, read]) => [name, read(form, name)])) as ReadFields<F>,
});

/** The text as it was typed; the act's rule checks it. */
export const typed: Field<string> = (form, name) => form.text(name);
/** A whole number as people write it, or NaN; the act's rule checks it. */
export const typedNumber: Field<number> = (form, name) => readWhole(form.text(name)) ?? Number.NaN;
export const ticked: Field<boolean> = (form, name) => form.text(name) === 'yes';
/** All values of a name that occurs several times. */
export const several: Field<string[]> = (form, name) => form.all(name);
/** One text in each language: `name.zh`, `name.en`. */
export const localized: Field<Localized> = (form, name) =>
  Object.fromEntries(LANGS.map((lang) => [lang, form.text(`${name}.${lang}`)]));

/** A plain value such as an id or a choice. */
export const one =
  <S extends z.ZodMiniType>(schema: S): Field<z.output<S>> =>
  (form, name) =>
    readField(schema, form.text(name), name);

/** What a browser sealed or wrapped, as URL-safe Base64. */
export const sealed: Field<Uint8Array> = one(bytes);

/** JSON made by a page's script. */
export const json =
  <S extends z.ZodMiniType>(schema: S): Field<z.output<S>> =>
  (form, name) =>
    readPosted(schema, form.text(name), name);

/** JSON in a field that may also be empty. */
export const jsonIfAny =
  <S extends z.ZodMiniType>(schema: S): Field<z.output<S> | null> =>
  (form, name) =>
    form.text(name) === '' ? null : readPosted(schema, form.text(name), name);

/** A chosen file, whole. Throws Refusal `invalid` (data.rule missingFile, tooLarge). */
export const file: Field<Uint8Array> = (form, name) => {
  const [chosen] = form.files(name);
  if (!chosen) throw new Refusal('invalid', { field: name, data: { rule: 'missingFile' } });
  if (chosen.tooLarge) throw new Refusal('invalid', { field: name, data: { rule: 'tooLarge' } });
  return chosen.bytes;
};
