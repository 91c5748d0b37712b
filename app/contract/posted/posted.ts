import * as z from 'zod/mini';
import { Refusal } from '~/domain/refusal';
import { isUuid } from '~/domain/uuid';
import { fromBase64 } from '~/envelope/bytes';
import { jsonOf } from '~/envelope/json';

/** An id as the database writes it: lower case. */
export const uuid = z.string().check(z.refine(isUuid));

/** Bytes, as URL-safe Base64. */
export const bytes = z.pipe(
  z.string(),
  z.transform((text, context): Uint8Array => {
    try {
      return fromBase64(text);
    } catch {
      context.issues.push({ code: 'custom', input: text, message: 'base64' });
      return z.NEVER;
    }
  }),
);

/** A generation of a key; 0 is the one made when the report was sent. */
export const keyEpoch = z.int().check(z.minimum(0));

/** An amount in fen, as digits. */
export const fen = z.pipe(
  z.string().check(z.regex(/^\d{1,15}$/)),
  z.transform((digits: string) => BigInt(digits)),
);

/** Parses JSON that a browser posted in a form field. Throws Refusal `invalid` with that field. */
export function readPosted<S extends z.ZodMiniType>(schema: S, json: string, field: string): z.output<S> {
  const read = schema.safeParse(jsonOf(json) ?? undefined);
  if (!read.success) throw new Refusal('invalid', { field });
  return read.data;
}

/** Parses a plain value from a form, such as an id or a choice. Throws as `readPosted` does. */
export function readField<S extends z.ZodMiniType>(schema: S, value: unknown, field: string): z.output<S> {
  const read = schema.safeParse(value);
  if (!read.success) throw new Refusal('invalid', { field });
  return read.data;
}
