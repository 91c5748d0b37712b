import * as z from 'zod/mini';
import { Refusal, type RefusalData } from './refusal';

/** What a form begins with, field by field, as it stood when the page was made. */
export type Shown = Readonly<Record<string, string>>;

/** Those values as the form carries them, and posts them back beside what was typed. */
export const shownText = (entry: Shown): string => JSON.stringify(Object.entries(entry));

/**
 * Keeps a form from overwriting what a colleague saved since the page was made. Throws Refusal `conflict` with
 * data.rule `changedMeanwhile` where one of these fields is now different from what was shown: `fields` with their
 * present `values`, and `shown`, with which the form saves once its reader has seen them. `also` is added to the data.
 */
export function requireShown(given: string, now: Shown, also: RefusalData = {}): void {
  const before = readShown(given);
  const changed = Object.entries(now).filter(([field, value]) => before.get(field) !== value);
  const [first] = changed;
  if (first === undefined) return;
  const [fields, values] = [changed.map(([field]) => field), changed.map(([, value]) => value)];
  const data = { ...also, rule: 'changedMeanwhile', shown: shownText(now), fields, values };
  throw new Refusal('conflict', { field: first[0], data });
}

const shownFields = z.array(z.tuple([z.string(), z.string()]));

/** An unreadable text yields nothing, so that every field counts as changed. */
function readShown(given: string): ReadonlyMap<string, string> {
  try {
    return new Map(shownFields.parse(JSON.parse(given)));
  } catch {
    return new Map();
  }
}
