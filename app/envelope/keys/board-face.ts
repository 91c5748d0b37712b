import * as z from 'zod/mini';
import { EnvelopeError, isEnvelopeError } from '~/envelope/errors';
import { textHashOf } from './memory';
import { assertUnique, namesShape, parseCanonical, signedText, sortedNames } from './statement-shape';

/** The people responsible for safety at a site, in the order in which a board names them. */
const ROLES = ['employer', 'regulator', 'area'] as const;

const faceShape = z.strictObject({
  format: z.literal(1),
  /** What the employer does; the report form starts from it. */
  sector: signedText,
  persons: z.array(
    z.strictObject({
      role: z.enum(ROLES),
      name: z.string(),
      post: z.string(),
      phone: z.string(),
    }),
  ),
  risks: z.array(namesShape),
  hotline: signedText,
});

/**
 * What stands on a signboard beside site, employer and regulators. It is protected too, because a false number on it
 * would lead callers astray.
 */
export type BoardFace = z.infer<typeof faceShape>;

/** JSON in one fixed order; the board's entry in the signed register names the hash of this text. */
export function canonicalFace({ sector, persons, risks, hotline }: Omit<BoardFace, 'format'>): string {
  return JSON.stringify({
    format: 1,
    sector,
    persons: [...persons]
      .sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role))
      .map(({ role, name, post, phone }) => ({ role, name, post, phone })),
    risks: risks.map(sortedNames),
    hotline,
  });
}

export const faceHash = textHashOf;

/**
 * The face that a board's entry names. Throws EnvelopeError: badSignature (another text), damaged (also when it names
 * two persons for one part, of whom a reader would be shown only one).
 */
export function openFace(text: string, hash: string): BoardFace {
  if (faceHash(text) !== hash) throw new EnvelopeError('badSignature', 'face of a board');
  const face = parseCanonical(text, faceShape, canonicalFace);
  assertUnique(face.persons.map(({ role }) => role));
  return face;
}

/** Opens a face only to show it: null where it is not the one that was named. */
export function faceIfWhole(text: string, hash: string): BoardFace | null {
  try {
    return openFace(text, hash);
  } catch (error) {
    if (isEnvelopeError(error)) return null;
    throw error;
  }
}
