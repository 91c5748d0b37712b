import type * as z from 'zod/mini';
import { readAnswer } from '~/contract/answers/answer';
import { type StaffRefusal, staffRefused } from '~/contract/answers/staff';

/** The server refused, and why. */
export class StaffRefused extends Error {
  readonly refused: StaffRefusal;

  constructor(refused: StaffRefusal) {
    super(refused.code);
    this.name = 'StaffRefused';
    this.refused = refused;
  }
}

/** The server's refusal in a failed call of `staffPost`, or null when something else failed. */
export const staffRefusal = (error: unknown): StaffRefusal | null =>
  error instanceof StaffRefused ? error.refused : null;

/**
 * Posts what a script of a staff page sends, and returns the checked answer. Rejects with StaffRefused, with
 * EnvelopeError `damaged` for an answer of another shape, and on a lost connection.
 */
export async function staffPost<S extends z.ZodMiniType>(
  path: string,
  fields: Record<string, string>,
  schema: S,
): Promise<z.output<S>> {
  const answer = await fetch(path, { method: 'POST', body: new URLSearchParams(fields), redirect: 'error' });
  const told: unknown = await answer.json();
  const refusal = staffRefused.safeParse(told);
  if (refusal.success) throw new StaffRefused(refusal.data.refused);
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return readAnswer(schema, told);
}
