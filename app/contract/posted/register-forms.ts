import * as z from 'zod/mini';
import type { EnteredPerson } from '~/domain/county/board-entry';
import { PERSON_ROLES } from '~/domain/county/board-kind';
import { NO_POINT, type TypedPoint } from '~/domain/county/board-point';
import type { TypedRegulator } from '~/domain/county/register-entry';
import { actForm, type Field, file, json, localized, type PostedForm, typed } from './form';

const REGULATOR = /^regulator(\d{1,3})$/;

/** Takes as many as are posted: the reader of the entry refuses too many, so none is dropped here. */
const regulators: Field<TypedRegulator[]> = (form) => {
  const places = form.names().flatMap((name) => REGULATOR.exec(name)?.[1] ?? []);
  return Array.from({ length: Math.max(0, ...places.map((place) => Number(place) + 1)) }, (_, place) => ({
    unitId: form.text(`regulator${place}`),
    duty: form.text(`regulator${place}.duty`),
    sectors: form.all(`regulator${place}.sectors`),
  }));
};

const persons: Field<EnteredPerson[]> = (form) =>
  PERSON_ROLES.map((role): EnteredPerson => {
    const part = (name: string) => form.text(`${role}.${name}`);
    return { role, name: part('name'), post: part('post'), phone: part('phone') };
  });

/** What is said of the point of a major risk or hazard: `point.name` and so on; all empty on another board. */
const point: Field<TypedPoint> = (form) =>
  Object.fromEntries(Object.keys(NO_POINT).map((part) => [part, form.text(`point.${part}`)])) as TypedPoint;

const employer = {
  shown: typed,
  /** Its fields are `name.zh` and `name.en`. */
  names: (form: PostedForm) => localized(form, 'name'),
  creditCode: typed,
  sector: typed,
  areaCode: typed,
  regulators,
};

/** An employer of the register. */
export const employerForms = {
  save: actForm('employer.change', employer),
  close: actForm('employer.close', { shown: typed }),
};
export const newEmployerForms = { ...employerForms, save: actForm('employer.create', employer) };

const board = {
  shown: typed,
  code: typed,
  kind: typed,
  site: localized,
  areaCode: typed,
  employer: typed,
  risks: typed,
  hotline: typed,
  regulators,
  persons,
  point,
};

/** A signboard. */
export const boardForms = {
  save: actForm('signboard.change', board),
  close: actForm('signboard.close', { shown: typed }),
};
export const newBoardForms = { ...boardForms, save: actForm('signboard.create', board) };

/** Rows of a table of employers as the page showed them, which are checked once more. */
const confirmed = z.array(
  z.strictObject({
    names: z.record(z.string(), z.string()),
    creditCode: z.string(),
    sector: z.string(),
    areaCode: z.string(),
    regulators: z.array(z.strictObject({ unitId: z.string(), duty: z.string(), sectors: z.array(z.string()) })),
  }),
);

/** A table of employers: first the file to be checked, then the rows that were shown. */
export const importForms = {
  check: actForm('employer.import', { file }),
  confirm: actForm('employer.import', { rows: json(confirmed) }),
};
