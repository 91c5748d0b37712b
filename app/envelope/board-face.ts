import * as z from 'zod/mini';
import { EnvelopeError } from './errors';
import { textHashOf } from './memory';
import { namesShape, parseCanonical, signedText, sortedNames } from './statement-shape';

const faceShape = z.strictObject({
  format: z.literal(1),
  /** What the employer does: where the report form begins. */
  sector: signedText,
  persons: z.array(
    z.strictObject({
      role: z.enum(['employer', 'regulator', 'area']),
      name: z.string(),
      post: z.string(),
      phone: z.string(),
    }),
  ),
  risks: z.array(namesShape),
  hotline: signedText,
});

/** What stands on a signboard besides site, employer and who regulates it. A false number there leads callers astray too. */
export type BoardFace = z.infer<typeof faceShape>;

/** JSON in one fixed order: the text whose hash the board's entry in the signed register names. */
export function canonicalFace({ sector, persons, risks, hotline }: Omit<BoardFace, 'format'>): string {
  return JSON.stringify({
    format: 1,
    sector,
    persons: persons.map(({ role, name, post, phone }) => ({ role, name, post, phone })),
    risks: risks.map(sortedNames),
    hotline,
  });
}

export const faceHash = textHashOf;

/** The face that a board's entry names. Throws EnvelopeError: badSignature (another text), damaged. */
export function openFace(text: string, hash: string): BoardFace {
  if (faceHash(text) !== hash) throw new EnvelopeError('badSignature', 'face of a board');
  return parseCanonical(text, faceShape, canonicalFace);
}
