import { pageLang } from '~/browser/page-lang';
import { sectorCodes } from '~/domain/county/sector-list';
import type { Localized } from '~/domain/localized';
import { EnvelopeError } from '~/envelope/errors';

import type { County } from './report-route';

/**
 * The chosen area is the one that the signed routing names so: a page made from rows that somebody changed would
 * otherwise send a village's report elsewhere. Throws EnvelopeError `badSignature`.
 */
export function requireAreaAsSigned(form: HTMLFormElement, { routing }: Pick<County, 'routing'>): void {
  const areas = new Map(routing.areas.map(({ code, names }) => [code, names]));
  const area = chosenIn(form, 'area');
  if (area === null) return;
  requireText(area.text, areas.get(area.value));
  const town = routing.areas.find(({ code }) => code === area.value)?.town ?? null;
  const group = area.parentElement;
  if (town !== null && group instanceof HTMLOptGroupElement) requireText(group.label, areas.get(town));
}

/**
 * The chosen trade is one that the program or the signed routing has, and has the name there that the county gave it: a
 * page with two names exchanged would send a report about one trade to whoever regulates the other. Throws
 * EnvelopeError `badSignature`.
 */
export function requireSectorAsSigned(form: HTMLFormElement, { routing }: Pick<County, 'routing'>): void {
  const sector = chosenIn(form, 'sector');
  if (sector === null) return;
  const own = routing.sectors ?? [];
  const entry = own.find(({ code }) => code === sector.value);
  if (!sectorCodes(own).includes(sector.value)) throw new EnvelopeError('badSignature', 'choice');
  // In a language in which the county gave no name, the page has the program's own.
  if (entry?.names[pageLang()] !== undefined) requireText(sector.text, entry.names);
  const others = own.filter(({ code }) => code !== sector.value).flatMap(({ names }) => Object.values(names));
  if (others.some((name) => name.trim() === sector.text.trim())) throw new EnvelopeError('badSignature', 'choice');
}

function chosenIn(form: HTMLFormElement, name: string): HTMLOptionElement | null {
  const control = form.elements.namedItem(name);
  const option = control instanceof HTMLSelectElement ? control.selectedOptions[0] : null;
  return option && option.value !== '' ? option : null;
}

function requireText(shown: string, names: Localized | undefined): void {
  if (!Object.values(names ?? {}).some((name) => name.trim() === shown.trim())) {
    throw new EnvelopeError('badSignature', 'choice');
  }
}
