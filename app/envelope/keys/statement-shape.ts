import * as z from 'zod/mini';
import type { Localized } from '~/domain/localized';
import { EnvelopeError } from '~/envelope/errors';
import { jsonOf } from '~/envelope/json';

/** Texts of a signed statement are never empty. */
export const signedText = z.string().check(z.minLength(1));
export const isoDay = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));
export const sha256Hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
/** Names by language code: { zh: …, en: … }. */
export const namesShape = z.record(z.string().check(z.regex(/^[a-z]{2,3}(-[A-Za-z]+)?$/)), signedText);
/** From 1 on. */
export const countingNumber = z.int().check(z.minimum(1));

/** How every signed statement begins, after its format: its number, its day, and the hashes of the versions before it. */
export const statementHead = { version: countingNumber, madeOn: isoDay, history: z.array(sha256Hash) };

/** Orders by code unit, which is the same everywhere, and never by locale. */
export const textOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Members in the order of their names. */
export const sortedNames = (names: Localized): Localized =>
  Object.fromEntries(Object.entries(names).sort(([a], [b]) => textOrder(a, b)));

/** Checks names for repeats. Throws EnvelopeError `damaged` when two entries have the same name. */
export function assertUnique(entries: readonly string[]): void {
  if (new Set(entries).size !== entries.length) throw new EnvelopeError('damaged', 'repeats an entry');
}

/**
 * Throws EnvelopeError `damaged` unless the statement's history has as many entries as there were versions before it.
 */
export function assertHistory({ version, history }: { version: number; history: string[] }): void {
  if (history.length !== version - 1) throw new EnvelopeError('damaged', 'history');
}

/** Accepts only the canonical text of a value of this shape. Throws EnvelopeError `damaged`. */
export function parseCanonical<T>(text: string, shape: z.ZodMiniType<T>, canonical: (statement: T) => string): T {
  const parsed = shape.safeParse(jsonOf(text));
  if (!parsed.success || canonical(parsed.data) !== text) throw new EnvelopeError('damaged', 'statement');
  return parsed.data;
}
