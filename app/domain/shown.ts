import { Refusal } from './refusal';

type Shown = Readonly<Record<string, string | number | bigint | null | readonly string[]>>;

/** What a page shows of something before a person decides on it, as one line that its form posts back. */
export const shownAs = (values: Shown): string =>
  JSON.stringify(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'bigint' ? String(value) : value]),
  );

/**
 * Requires that what is decided is what was shown. Throws Refusal `shownOtherwise` where the values are different by
 * now, or were never shown.
 */
export function requireAsShown(posted: string, values: Shown): void {
  if (posted !== shownAs(values)) throw new Refusal('shownOtherwise');
}
