import { DUTIES, type DutyCell } from '~/domain/duty-table';
import { Refusal } from '~/domain/refusal';
import { MATTERS, SECTORS, type Sector } from '~/domain/vocabulary';
import type { RoutingTerms, SetDuty } from '~/services/duty.server';
import type { ParsedForm } from './form.server';

const TOWN = /^town\.(.+)$/;

/** The form of one sector: who regulates it in the county, and in towns with a rule of their own. Refusal `invalid`. */
export function sectorDuties(form: ParsedForm): SetDuty[] {
  const sector = oneOf(SECTORS, form.text('sector'));
  const shared = { sector, matter: '*', duty: 'regulates' } as const;
  return [
    { cell: { ...shared, area: '*' }, unitId: form.text('county') || null },
    ...townsIn(form).map(({ area, unitId }) => ({ cell: { ...shared, area }, unitId })),
  ];
}

/** The form of the nearest units, by town. */
export const nearestDuties = (form: ParsedForm): SetDuty[] =>
  townsIn(form).map(({ area, unitId }) => ({ cell: { sector: '*', matter: '*', duty: 'nearest', area }, unitId }));

const townsIn = (form: ParsedForm): { area: string; unitId: string | null }[] =>
  form.names().flatMap((name) => {
    const area = TOWN.exec(name)?.[1];
    return area === undefined ? [] : [{ area, unitId: form.text(name) || null }];
  });

/** Any place of the table. Refusal `invalid` (sector). */
export function anyCell(form: ParsedForm): DutyCell {
  const [sector, matter, area] = [form.text('sector'), form.text('matter'), form.text('area')];
  return {
    sector: sector === '*' ? '*' : oneOf(SECTORS, sector),
    matter: matter === '*' ? '*' : oneOf(MATTERS, matter),
    duty: oneOf(DUTIES, form.text('duty')),
    area: area || '*',
  };
}

/** A unit that must be chosen. Refusal `invalid` (unitId). */
export function chosenUnit(form: ParsedForm): string {
  const unitId = form.text('unitId');
  if (unitId === '') throw new Refusal('invalid', { field: 'unitId' });
  return unitId;
}

/** Sector or all, from whom and to whom. Refusal `invalid` by field. */
export function movedDuties(form: ParsedForm): { sector: Sector | null; fromUnitId: string; toUnitId: string } {
  const [sector, fromUnitId, toUnitId] = [form.text('sector'), form.text('fromUnitId'), form.text('toUnitId')];
  for (const [field, value] of Object.entries({ sector, fromUnitId, toUnitId })) {
    if (value === '') throw new Refusal('invalid', { field });
  }
  return { sector: sector === 'all' ? null : oneOf(SECTORS, sector), fromUnitId, toUnitId };
}

export const routingTerms = (form: ParsedForm): RoutingTerms => ({
  stampDays: /^\d{1,4}$/.test(form.text('stampDays').normalize('NFKC'))
    ? Number(form.text('stampDays').normalize('NFKC'))
    : 0,
  intakeUnitId: form.text('intakeUnitId'),
  upperUnitId: form.text('upperUnitId'),
});

function oneOf<T extends string>(known: readonly T[], typed: string): T {
  const found = known.find((one) => one === typed);
  if (found === undefined) throw new Refusal('invalid', { field: 'sector' });
  return found;
}
