import * as z from 'zod/mini';
import { Refusal } from '~/domain/refusal';
import { fromBase64 } from '~/envelope/bytes';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Asked before an id from a request reaches the database, which answers a malformed one with an error. */
export const isUuid = (text: string): boolean => UUID.test(text);

/** An id as the database writes it: lower case. */
export const uuid = z.string().check(z.regex(UUID));

/** Bytes, which travel as URL-safe Base64. */
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

/** A generation of a key; 0 from the sending. */
export const keyEpoch = z.int().check(z.minimum(0));

/** JSON that a browser posted in a form field, as checked data. Refusal `invalid` with that field. */
export function readPosted<S extends z.ZodMiniType>(schema: S, json: string, field: string): z.output<S> {
  const read = schema.safeParse(parsed(json));
  if (!read.success) throw new Refusal('invalid', { field });
  return read.data;
}

/** A plain value from a form, such as an id or a choice. Refusal as `readPosted`. */
export function readField<S extends z.ZodMiniType>(schema: S, value: string, field: string): z.output<S> {
  const read = schema.safeParse(value);
  if (!read.success) throw new Refusal('invalid', { field });
  return read.data;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
