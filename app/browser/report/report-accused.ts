import { EnvelopeError } from '~/envelope/errors';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';

/**
 * The accused office is the one that the signed list names as the form showed it: its id is what is sealed, and rows in
 * which somebody exchanged names would otherwise bar another office in its place. Throws EnvelopeError `badSignature`.
 */
export function requireChosen(
  { units }: Pick<DirectoryStatement, 'units'>,
  accusedUnitId: string | null,
  shown: string,
): void {
  if (accusedUnitId === null) return;
  const names = Object.values(units.find(({ id }) => id === accusedUnitId)?.names ?? {});
  if (!names.includes(shown.trim())) throw new EnvelopeError('badSignature', 'name of the accused unit');
}

/** The text beside the reporter's choice. */
export function accusedShown(form: HTMLFormElement): string {
  const chosen = form.querySelector<HTMLSelectElement>('select[name="accusedUnit"]')?.selectedOptions[0];
  return chosen?.textContent ?? '';
}
