import { ACCIDENTS_FIELD, DUTIES, type DutyField, nearestFields, sectorFields } from '~/domain/county/duty-table';
import { isSectorCode } from '~/domain/county/sector-list';
import { Refusal } from '~/domain/refusal';
import { readWhole } from '~/domain/typed/whole';
import { MATTERS, type Sector } from '~/domain/vocabulary';
import { type ActForm, actForm, type Field, type PostedForm, typed } from './form';

/** A place of the table, and the unit that shall stand there. */
type SetDuty = DutyField & { unitId: string | null };
type Duties = (form: PostedForm) => SetDuty[];

/** Places of the table, with what the page showed of them. */
const setForm = (changes: Duties): ActForm<{ changes: SetDuty[]; shown: string }> => ({
  may: 'duty.set',
  read: (form) => ({ changes: changes(form), shown: form.text('shown') }),
});

const TOWN = /^town\.(.+)$/;

/** One sector: who regulates it in the county, and in towns with a rule of their own. */
const sectorDuties: Duties = (form) => {
  const sector = sectorCode(form.text('sector'));
  return sectorFields(sector, townsIn(form)).map((one) => ({ ...one, unitId: form.text(one.field) || null }));
};

/** The nearest units, by town. */
const nearestDuties: Duties = (form) =>
  nearestFields(townsIn(form)).map((one) => ({ ...one, unitId: form.text(one.field) || null }));

const townsIn = (form: PostedForm): string[] => form.names().flatMap((name) => TOWN.exec(name)?.[1] ?? []);

/** Any place of the table, and the unit that shall stand there. Throws Refusal `invalid` (sector). */
function anyDuty(form: PostedForm, unitId: string | null): SetDuty[] {
  const [sector, matter, area] = [form.text('sector'), form.text('matter'), form.text('area')];
  const cell = {
    sector: sector === '*' ? ('*' as const) : sectorCode(sector),
    matter: matter === '*' ? ('*' as const) : oneOf(MATTERS, matter),
    duty: oneOf(DUTIES, form.text('duty')),
    area: area || '*',
  };
  return [{ field: 'unitId', cell, unitId }];
}

/** A value that must be chosen. Throws Refusal `invalid` with the field's name. */
const chosen: Field<string> = (form, name) => {
  const value = form.text(name);
  if (value === '') throw new Refusal('invalid', { field: name });
  return value;
};

/** A sector, or all of them (null). */
const sectorOrAll: Field<Sector | null> = (form, name) => {
  const value = chosen(form, name);
  return value === 'all' ? null : sectorCode(value);
};

const days: Field<number> = (form, name) => readWhole(form.text(name)) ?? 0;

/** The draft of duties. */
export const dutyForms = {
  sector: setForm(sectorDuties),
  nearest: setForm(nearestDuties),
  accidents: setForm((form) => [{ ...ACCIDENTS_FIELD, unitId: chosen(form, 'unitId') }]),
  add: setForm((form) => anyDuty(form, chosen(form, 'unitId'))),
  remove: setForm((form) => anyDuty(form, null)),
  move: actForm('duty.move', { sector: sectorOrAll, fromUnitId: chosen, toUnitId: chosen, shown: typed }),
  day: actForm('duty.day', { fromDay: typed, shown: typed }),
  terms: actForm('duty.terms', { stampDays: days, intakeUnitId: typed, upperUnitId: typed, shown: typed }),
};

/** Whether the county has this trade, its list says. */
function sectorCode(typedText: string): Sector {
  if (!isSectorCode(typedText)) throw new Refusal('invalid', { field: 'sector' });
  return typedText;
}

function oneOf<T extends string>(known: readonly T[], typedText: string): T {
  const found = known.find((one) => one === typedText);
  if (found === undefined) throw new Refusal('invalid', { field: 'sector' });
  return found;
}
