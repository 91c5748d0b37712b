import { EnvelopeError } from '~/envelope/errors';
import type { Names } from '~/envelope/statement-shape';
import type { County } from './report-route';

/**
 * What the reporter chose by its name is what the signed lists call so: a page made of rows that somebody changed would
 * otherwise send a village's report elsewhere, or let the accused unit pass as another. Throws EnvelopeError `badSignature`.
 */
export function requireChosenAsSigned(form: HTMLFormElement, { directory, routing }: County): void {
  const units = new Map(directory.units.map(({ id, names }) => [id, names]));
  const areas = new Map(routing.areas.map(({ code, names }) => [code, names]));
  requireNamed(chosenIn(form, 'accusedUnit'), (id) => units.get(id));
  const area = chosenIn(form, 'area');
  requireNamed(area, (code) => areas.get(code));
  const town = routing.areas.find(({ code }) => code === area?.value)?.town ?? null;
  const group = area?.parentElement;
  if (town !== null && group instanceof HTMLOptGroupElement) requireText(group.label, areas.get(town));
}

function chosenIn(form: HTMLFormElement, name: string): HTMLOptionElement | null {
  const control = form.elements.namedItem(name);
  const option = control instanceof HTMLSelectElement ? control.selectedOptions[0] : null;
  return option && option.value !== '' ? option : null;
}

function requireNamed(option: HTMLOptionElement | null, namesOf: (value: string) => Names | undefined): void {
  if (option !== null) requireText(option.text, namesOf(option.value));
}

function requireText(shown: string, names: Names | undefined): void {
  if (!Object.values(names ?? {}).some((name) => name.trim() === shown.trim())) {
    throw new EnvelopeError('badSignature', 'choice');
  }
}
