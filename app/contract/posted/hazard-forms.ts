import * as z from 'zod/mini';
import { HAZARD_SHOWN, type HazardFilter } from '~/domain/case/hazard-filter';
import { HAZARD_GRADES } from '~/domain/case/hazard-kinds';
import { isIsoDate } from '~/domain/dates';
import { actForm, type Field, json, jsonIfAny, one, sealed, typed } from './form';
import { bytes, readField, uuid } from './posted';

const day = z.string().check(z.refine(isIsoDate));
/** A limit; a check that found nothing has none. */
const dayIfAny: Field<string | null> = (form, name) =>
  form.text(name) === '' ? null : readField(day, form.text(name), name);
const grade = one(z.enum(HAZARD_GRADES));
const id = one(uuid);
const version = one(z.pipe(z.string().check(z.regex(/^\d{1,6}$/)), z.transform(Number)));
const file = jsonIfAny(z.object({ id: uuid, bytes }));
/** The next writing of an entry. */
const written = { hazardId: id, version, unitKeyId: id, bytes: sealed };
const filter: z.ZodMiniType<HazardFilter> = z.strictObject({
  state: z.optional(z.enum(HAZARD_SHOWN)),
  grade: z.optional(z.enum(HAZARD_GRADES)),
  after: z.optional(z.int().check(z.minimum(0))),
}) as z.ZodMiniType<HazardFilter>;

/** The rectification ledger: what its pages' scripts ask for, and entries as browsers sealed them. */
export const hazardForms = {
  rows: actForm('hazard.read', { filter: json(filter) }),
  boards: actForm('hazard.read', {}),
  file: actForm('hazard.read', { id: typed }),
  enter: actForm('hazard.enter', { hazardId: id, unitKeyId: id, bytes: sealed, grade, dueOn: dayIfAny }),
  amend: actForm('hazard.amend', { ...written, grade, file }),
  extend: actForm('hazard.extend', { ...written, dueOn: one(day) }),
  reinspect: actForm('hazard.reinspect', { ...written, passed: one(z.enum(['yes', 'no'])), file }),
  strikeOff: actForm('hazard.strikeOff', written),
  supervise: actForm('hazard.supervise', written),
  handOn: actForm('hazard.handOn', { ...written, unit: typed }),
};
