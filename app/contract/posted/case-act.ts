import * as z from 'zod/mini';
import { signedStep } from '~/contract/transfer-step';
import type { CaseActName, onCase } from '~/domain/acts/case-acts';
import { clearOf, formOf, type Given } from '~/domain/acts/case-fields';
import { Refusal } from '~/domain/refusal';
import { bytes, keyEpoch, readField, readPosted, uuid } from './posted';

/** Something sealed for a case: a note, a finding, evidence or a penalty. */
const part = { sequence: z.int(), keyEpoch, bytes };
export const postedPart = z.object(part);
export type PostedPart = z.input<typeof postedPart>;

/** A message to one reporter of the case. */
const message = z.object({ ...part, reportId: z.string() });
const postedMessages = z.array(message);
export type PostedMessage = z.input<typeof message>;

/** All keys of a case, wrapped for the unit that gets it. */
export const postedTransfer = z.object({
  toUnitId: uuid,
  unitKeyId: z.string(),
  wraps: z.array(
    z.object({ key: z.enum(['report', 'thread', 'case']), keyEpoch, reportId: z.nullable(z.string()), bytes }),
  ),
  step: signedStep,
});
export type PostedTransfer = z.input<typeof postedTransfer>;

type FormOf<A extends CaseActName> = (typeof onCase)[A]['form'];

/** The form of an act once read: its clear codes by name, and what the browser sealed. */
export type CaseInput<A extends CaseActName> = Given<A> &
  (FormOf<A> extends { readonly part: object } ? { part: z.output<typeof postedPart> } : unknown) &
  (FormOf<A> extends { readonly messages: 'one' } ? { message: z.output<typeof message> } : unknown) &
  (FormOf<A> extends { readonly messages: 'each' } ? { messages: z.output<typeof postedMessages> } : unknown) &
  (FormOf<A> extends { readonly keys: true } ? { transfer: z.output<typeof postedTransfer> } : unknown);

/**
 * Reads the form of an act as its row says: clear fields by their names, and sealed things (`part messages transfer`)
 * as JSON with URL-safe Base64 bytes. Throws Refusal `invalid` with the field.
 */
export function readCaseInput<A extends CaseActName>(act: A, text: (field: string) => string): CaseInput<A> {
  const form = formOf(act);
  const read: Record<string, unknown> = {};
  for (const [field, schema] of clearOf(act)) {
    const value = readClear(schema, text(field), field);
    if (value !== undefined) read[field] = value;
  }
  if (form.keys) read.transfer = readPosted(postedTransfer, text('transfer'), 'unit');
  if (form.part) read.part = readPosted(postedPart, text('part'), 'part');
  if (form.messages) {
    const messages = readPosted(postedMessages, text('messages'), 'message');
    if (form.messages === 'each') read.messages = messages;
    else if (messages.length === 1) read.message = messages[0];
    else throw new Refusal('invalid', { field: 'message' });
  }
  return read as CaseInput<A>;
}

/** A field that was left empty counts as not given. */
function readClear(schema: z.ZodMiniType, value: string, field: string): unknown {
  if (value === '' && schema.safeParse(undefined).success) return undefined;
  return readField(schema, value, field);
}
