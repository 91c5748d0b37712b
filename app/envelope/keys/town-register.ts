import * as z from 'zod/mini';
import type { Localized } from '~/domain/localized';
import { EnvelopeError } from '~/envelope/errors';
import { textHashOf } from './memory';
import type { RoutingStatement } from './routing-statement';
import {
  assertUnique,
  namesShape,
  parseCanonical,
  sha256Hash,
  signedText,
  sortedNames,
  textOrder,
} from './statement-shape';

const regulatorsShape = z.array(
  z.strictObject({ unitId: signedText, duty: z.enum(['trade', 'special']), sectors: z.array(signedText) }),
);

const registerShape = z.strictObject({
  format: z.literal(1),
  area: signedText,
  boards: z.array(
    z.strictObject({
      code: signedText,
      area: signedText,
      site: namesShape,
      employer: namesShape,
      regulators: regulatorsShape,
      /** SHA-256 of the board's face: its persons, risks and hotline (board-face.ts). */
      face: sha256Hash,
    }),
  ),
  employers: z.array(
    z.strictObject({ id: signedText, names: namesShape, creditCode: signedText, regulators: regulatorsShape }),
  ),
});

/**
 * All signboards and employers of one town, and who regulates each. It is served whole, so that looking one up tells
 * the server nothing.
 */
export type TownRegister = z.infer<typeof registerShape>;
export type RegisteredBoard = TownRegister['boards'][number];
export type RegisteredEmployer = TownRegister['employers'][number];
type Regulators = RegisteredBoard['regulators'];

/** JSON with members and lists in one fixed order; the signed routing names the hash of this text. */
export function canonicalRegister({ area, boards, employers }: TownRegister): string {
  return JSON.stringify({
    format: 1,
    area,
    boards: [...boards].sort((a, b) => textOrder(a.code, b.code)).map(registeredBoard),
    employers: [...employers].sort((a, b) => textOrder(a.id, b.id)).map(registeredEmployer),
  });
}

/** Only the fields of a board, in the order of the text. */
export const registeredBoard = ({
  code,
  area,
  site,
  employer,
  regulators,
  face,
}: RegisteredBoard): RegisteredBoard => ({
  code,
  area,
  site: sortedNames(site),
  employer: sortedNames(employer),
  regulators: sortedRegulators(regulators),
  face,
});

export const registeredEmployer = ({ id, names, creditCode, regulators }: RegisteredEmployer): RegisteredEmployer => ({
  id,
  names: sortedNames(names),
  creditCode,
  regulators: sortedRegulators(regulators),
});

const sortedRegulators = (regulators: Regulators): Regulators =>
  regulators
    .map(({ unitId, duty, sectors }) => ({ unitId, duty, sectors: [...sectors].sort(textOrder) }))
    .sort((a, b) => textOrder(a.unitId, b.unitId) || textOrder(a.duty, b.duty));

export const registerHash = textHashOf;

/** Reads a register by its form alone, without any further check. Throws EnvelopeError `damaged`. */
export const readRegister = (text: string): TownRegister => parseCanonical(text, registerShape, canonicalRegister);

/**
 * The register of a town, which must be the very text that the checked routing names. Throws EnvelopeError:
 * badSignature (another text, or a town without a register), damaged.
 */
export function openRegister(
  text: string,
  area: string,
  { registers }: Pick<RoutingStatement, 'registers'>,
): TownRegister {
  const named = registers.find((one) => one.area === area);
  if (named === undefined || named.hash !== registerHash(text)) throw new EnvelopeError('badSignature', 'register');
  const register = readRegister(text);
  if (register.area !== area) throw new EnvelopeError('damaged', 'register of another town');
  assertUnique(register.boards.map(({ code }) => code));
  assertUnique(register.employers.map(({ id }) => id));
  return register;
}

/**
 * The employer whose name, in any language, or credit code the reporter wrote, disregarding spaces and case; null when
 * several match.
 */
export function employerCalled({ employers }: TownRegister, written: string | null): RegisteredEmployer | null {
  const sought = plain(written ?? '');
  if (sought === '') return null;
  const found = employers.filter(({ names, creditCode }) => spellings(names, creditCode).includes(sought));
  const [only, ...others] = found;
  return only !== undefined && others.length === 0 ? only : null;
}

const spellings = (names: Localized, creditCode: string): string[] => [...Object.values(names), creditCode].map(plain);
const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, '').toLowerCase();
