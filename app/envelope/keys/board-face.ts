import * as z from 'zod/mini';
import type { PersonRole, PointPart } from '~/domain/county/board-kind';
import { EnvelopeError, isEnvelopeError } from '~/envelope/errors';
import { textHashOf } from './memory';
import { assertUnique, isoDay, namesShape, parseCanonical, signedText, sortedNames } from './statement-shape';

/** In the order in which a board names them; what is signed does not follow a later change of the domain's lists. */
const SITE_ROLES = ['employer', 'regulator', 'area'] as const satisfies readonly PersonRole[];
const POINT_ROLES = ['management', 'technical', 'operation'] as const satisfies readonly PersonRole[];
const ROLES: readonly PersonRole[] = [...SITE_ROLES, ...POINT_ROLES];
const POINT_PARTS: readonly PointPart[] = [
  'name',
  'place',
  'category',
  'factors',
  'accident',
  'measures',
  'requirements',
];

const person = <const R extends readonly string[]>(roles: R) =>
  z.strictObject({ role: z.enum(roles), name: z.string(), post: z.string(), phone: z.string() });

/** What the employer does; the report form starts from it. */
const sector = signedText;

const ofSite = z.strictObject({
  format: z.literal(1),
  sector,
  persons: z.array(person(SITE_ROLES)),
  risks: z.array(namesShape),
  hotline: signedText,
});
const ofPoint = z.strictObject({
  format: z.literal(2),
  kind: z.enum(['risk', 'hazard']),
  sector,
  persons: z.array(person(POINT_ROLES)),
  point: z.strictObject({
    name: namesShape,
    place: namesShape,
    category: namesShape,
    factors: namesShape,
    accident: namesShape,
    measures: namesShape,
    requirements: namesShape,
    until: z.union([isoDay, z.literal('')]),
  }),
  hotline: signedText,
});
const faceShape = z.discriminatedUnion('format', [ofSite, ofPoint]);

/**
 * What stands on a signboard beside site, employer and regulators. It is protected too, because a false number on it
 * would lead callers astray. Boards of responsibility have format 1, those of a major risk or hazard format 2.
 */
export type BoardFace = z.infer<typeof faceShape>;

/** JSON in one fixed order; the board's entry in the signed register names the hash of this text. */
export function canonicalFace(face: BoardFace): string {
  const { sector, hotline } = face;
  const persons = [...face.persons]
    .sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role))
    .map(({ role, name, post, phone }) => ({ role, name, post, phone }));
  if (face.format === 1)
    return JSON.stringify({ format: 1, sector, persons, risks: face.risks.map(sortedNames), hotline });
  const { point, kind } = face;
  const parts = Object.fromEntries(POINT_PARTS.map((part) => [part, sortedNames(point[part])]));
  return JSON.stringify({ format: 2, kind, sector, persons, point: { ...parts, until: point.until }, hotline });
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
