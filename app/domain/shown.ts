import { Refusal } from './refusal';

type Shown = Readonly<Record<string, string | number | bigint | null | readonly string[]>>;

/** What a page shows of something before a person decides on it, as one line that its form posts back. */
export const shownAs = (values: Shown): string =>
  JSON.stringify(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'bigint' ? String(value) : value]),
  );

/** What is decided is what was shown: a Refusal `shownOtherwise` where it stands otherwise by now, or was never shown. */
export function requireAsShown(posted: string, values: Shown): void {
  if (posted !== shownAs(values)) throw new Refusal('shownOtherwise');
}
