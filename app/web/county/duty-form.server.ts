import { DUTIES, nearestFields, sectorFields } from '~/domain/county/duty-table';
import { Refusal } from '~/domain/refusal';
import { readCount } from '~/domain/typed/count';
import { MATTERS, SECTORS } from '~/domain/vocabulary';
import type { DutyMove, RoutingTerms, SetDuty } from '~/services/county/duty.server';
import type { ParsedForm } from '~/web/form.server';
import { shownIn } from './register-form.server';

const TOWN = /^town\.(.+)$/;

/** The form of one sector: who regulates it in the county, and in towns with a rule of their own. Refusal `invalid`. */
export function sectorDuties(form: ParsedForm): SetDuty[] {
  const sector = oneOf(SECTORS, form.text('sector'));
  return sectorFields(sector, townsIn(form)).map((one) => ({ ...one, unitId: form.text(one.field) || null }));
}

/** The form of the nearest units, by town. */
export const nearestDuties = (form: ParsedForm): SetDuty[] =>
  nearestFields(townsIn(form)).map((one) => ({ ...one, unitId: form.text(one.field) || null }));

const townsIn = (form: ParsedForm): string[] => form.names().flatMap((name) => TOWN.exec(name)?.[1] ?? []);

/** Any place of the table, and who shall stand there. Refusal `invalid` (sector). */
export function anyDuty(form: ParsedForm, unitId: string | null): SetDuty[] {
  const [sector, matter, area] = [form.text('sector'), form.text('matter'), form.text('area')];
  const cell = {
    sector: sector === '*' ? ('*' as const) : oneOf(SECTORS, sector),
    matter: matter === '*' ? ('*' as const) : oneOf(MATTERS, matter),
    duty: oneOf(DUTIES, form.text('duty')),
    area: area || '*',
  };
  return [{ field: 'unitId', cell, unitId }];
}

/** A unit that must be chosen. Refusal `invalid` (unitId). */
export function chosenUnit(form: ParsedForm): string {
  const unitId = form.text('unitId');
  if (unitId === '') throw new Refusal('invalid', { field: 'unitId' });
  return unitId;
}

/** Sector or all, from whom and to whom. Refusal `invalid` by field. */
export function movedDuties(form: ParsedForm): DutyMove & { shown: string } {
  const [sector, fromUnitId, toUnitId] = [form.text('sector'), form.text('fromUnitId'), form.text('toUnitId')];
  for (const [field, value] of Object.entries({ sector, fromUnitId, toUnitId })) {
    if (value === '') throw new Refusal('invalid', { field });
  }
  return { sector: sector === 'all' ? null : oneOf(SECTORS, sector), fromUnitId, toUnitId, shown: shownIn(form) };
}

export const routingTerms = (form: ParsedForm): RoutingTerms & { shown: string } => ({
  shown: shownIn(form),
  stampDays: readCount(form.text('stampDays')) ?? 0,
  intakeUnitId: form.text('intakeUnitId'),
  upperUnitId: form.text('upperUnitId'),
});

function oneOf<T extends string>(known: readonly T[], typed: string): T {
  const found = known.find((one) => one === typed);
  if (found === undefined) throw new Refusal('invalid', { field: 'sector' });
  return found;
}
