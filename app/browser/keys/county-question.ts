/**
 * A member whose keys, memory and browser hold no county key yet must compare its fingerprint before this page trusts
 * anything. Otherwise somebody who emptied the memory could silently begin it anew with a key of their own.
 */
let asked: string | null = null;
let compared: string | null = null;
const listeners = new Set<() => void>();

/** The county key that waits to be compared, or null. */
export const countyQuestion = (): string | null => asked;

/** Has the person confirmed that this key's fingerprint is the printed one? */
export const isCompared = (countyKey: string): boolean => compared === countyKey;

export function askCounty(countyKey: string): void {
  asked = countyKey;
  changed();
}

/** The person has compared the fingerprint shown. */
export function answerCounty(): void {
  compared = asked;
  asked = null;
  changed();
}

export function onCountyQuestion(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function changed(): void {
  for (const listener of listeners) listener();
}
