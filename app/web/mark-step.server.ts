import { Refusal } from '~/domain/refusal';
import type { ConfirmedMark, SignedMark } from '~/envelope/accused-mark';

/** A signed mark as a browser posted it; the service checks every field by the signature. Refusal `invalid`. */
export function markIn(posted: unknown): SignedMark {
  const mark = objectIn(posted);
  const { entries } = mark;
  if (!Array.isArray(entries)) throw new Refusal('invalid');
  const text = (name: string) => String(mark[name] ?? '');
  return {
    markId: text('markId'),
    check: text('check'),
    unitTag: text('unitTag'),
    entries: entries.map(objectIn).map(({ lock, proof }) => ({ lock: String(lock), proof: String(proof) })),
    wordsHash: text('wordsHash'),
    markedBy: text('markedBy'),
    markedOn: text('markedOn'),
    signature: text('signature'),
  };
}

/** The same with the second person's word. */
export function confirmedIn(posted: unknown): ConfirmedMark {
  const mark = objectIn(posted);
  const { sequence, previous, confirmedBy, confirmedOn, confirmation } = mark;
  return {
    ...markIn(posted),
    sequence: Number(sequence),
    previous: String(previous),
    confirmedBy: String(confirmedBy),
    confirmedOn: String(confirmedOn),
    confirmation: String(confirmation),
  };
}

const objectIn = (thing: unknown): Record<string, unknown> =>
  typeof thing === 'object' && thing !== null ? (thing as Record<string, unknown>) : {};
