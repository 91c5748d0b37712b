import * as z from 'zod/mini';
import { utf8 } from '~/envelope/bytes';
import { EnvelopeError } from '~/envelope/errors';
import { assertHybrid, fingerprintOf } from '~/envelope/key-pair';
import type { StatementForm } from './signed-statement';
import {
  assertHistory,
  assertUnique,
  countingNumber,
  isoDay,
  namesShape,
  parseCanonical,
  signedText,
  sortedNames,
  statementHead,
  textOrder,
} from './statement-shape';
import { assertSuperior, certifiedSuperior, superiorShape } from './superior';

/** How people reach a unit; what it does not say is null. */
const contactsShape = z.strictObject({
  phone: z.nullable(signedText),
  address: z.nullable(namesShape),
  hours: z.nullable(namesShape),
});

const unitShape = z.strictObject({
  id: signedText,
  kind: signedText,
  code: signedText,
  names: namesShape,
  parentUnitId: z.nullable(signedText),
  /** Units that took this one over when it was merged or closed. */
  successorIds: z.array(signedText),
  closedOn: z.nullable(isoDay),
  /** Lists from before units had contacts, and units without them, have no such member. */
  contacts: z.optional(contactsShape),
});

const keyShape = z.strictObject({
  unitKeyId: signedText,
  unitId: signedText,
  epoch: countingNumber,
  recipient: signedText,
});

const memberShape = z.strictObject({
  id: signedText,
  /** Units whose work they do and whose key they may hold; the first one is where they mainly work. */
  unitIds: z.array(signedText).check(z.minLength(1)),
  /** Every unit that is or ever was their office: where they work, and where they worked before. */
  officeIds: z.array(signedText),
  recipient: signedText,
  signingKey: signedText,
});

const directoryShape = z.strictObject({
  format: z.literal(2),
  ...statementHead,
  units: z.array(unitShape),
  keys: z.array(keyShape),
  members: z.array(memberShape),
  /** The level above where it has no members here. */
  superior: z.nullable(superiorShape),
  /** The recipient to which backups are sealed. */
  backup: z.nullable(z.strictObject({ recipient: signedText })),
  /** The printed signing key that stands in for a guardian. */
  reserve: z.nullable(z.strictObject({ signingKey: signedText })),
});

/** A unit of the county's tree; merged and closed units stay in it. */
export type CertifiedUnit = z.infer<typeof unitShape>;
export type UnitContacts = z.infer<typeof contactsShape>;
/** One epoch of a unit's key. */
export type CertifiedUnitKey = z.infer<typeof keyShape>;
export type CertifiedMember = z.infer<typeof memberShape>;
/** The county's list of units, their certified keys, and people. */
export type DirectoryStatement = z.infer<typeof directoryShape>;
/** What a list says beside its number, its day and the lists before it: all that guardians read before they sign. */
export type DirectoryContent = Omit<DirectoryStatement, 'format' | 'version' | 'madeOn' | 'history'>;

/** What a list names once, and a next one keeps unless it is changed on purpose; nothing where there was no list. */
export const outsideOf = (before: DirectoryContent | null): Omit<DirectoryContent, 'units' | 'keys' | 'members'> => ({
  superior: before?.superior ?? null,
  backup: before?.backup ?? null,
  reserve: before?.reserve ?? null,
});

/** Only the fields of an entry, in the order of the signed text. */
export const certifiedUnit = (unit: CertifiedUnit): CertifiedUnit => {
  const { id, kind, code, names, parentUnitId, successorIds, closedOn, contacts } = unit;
  const successors = [...successorIds].sort(textOrder);
  const entry = { id, kind, code, names: sortedNames(names), parentUnitId, successorIds: successors, closedOn };
  return contacts === undefined ? entry : { ...entry, contacts: certifiedContacts(contacts) };
};
const certifiedContacts = ({ phone, address, hours }: UnitContacts): UnitContacts => ({
  phone,
  address: address && sortedNames(address),
  hours: hours && sortedNames(hours),
});
export const certifiedKey = ({ unitKeyId, unitId, epoch, recipient }: CertifiedUnitKey): CertifiedUnitKey => ({
  unitKeyId,
  unitId,
  epoch,
  recipient,
});
export const certifiedMember = ({
  id,
  unitIds,
  officeIds,
  recipient,
  signingKey,
}: CertifiedMember): CertifiedMember => ({
  id,
  unitIds: [...unitIds],
  officeIds: [...officeIds].sort(textOrder),
  recipient,
  signingKey,
});

/** The fingerprint for people to compare. For a member it covers both keys, so that neither is exchanged unseen. */
export const memberFingerprint = ({
  recipient,
  signingKey,
}: Pick<CertifiedMember, 'recipient' | 'signingKey'>): string => fingerprintOf(utf8(`${recipient}\n${signingKey}`));

/** Do two entries say the same? */
export const sameUnit = (one: CertifiedUnit, other: CertifiedUnit): boolean => same(certifiedUnit, one, other);
export const sameKey = (one: CertifiedUnitKey, other: CertifiedUnitKey): boolean => same(certifiedKey, one, other);
export const sameMember = (one: CertifiedMember, other: CertifiedMember): boolean => same(certifiedMember, one, other);

const same = <T>(fields: (entry: T) => T, one: T, other: T): boolean =>
  JSON.stringify(fields(one)) === JSON.stringify(fields(other));

/** JSON with members and lists in one fixed order. This text is what is signed, stored and verified. */
export function canonicalDirectory(statement: DirectoryStatement): string {
  const { version, madeOn, history, superior, backup, reserve } = statement;
  const units = [...statement.units].sort((a, b) => textOrder(a.id, b.id)).map(certifiedUnit);
  const keys = [...statement.keys].sort((a, b) => textOrder(a.unitId, b.unitId) || a.epoch - b.epoch).map(certifiedKey);
  const members = [...statement.members].sort((a, b) => textOrder(a.id, b.id)).map(certifiedMember);
  return JSON.stringify({
    format: 2,
    version,
    madeOn,
    history,
    units,
    keys,
    members,
    superior: superior && certifiedSuperior(superior),
    backup: backup && { recipient: backup.recipient },
    reserve: reserve && { signingKey: reserve.signingKey },
  });
}

/** Parses a directory. Throws EnvelopeError: damaged (not a valid directory), weakRecipient. */
function parseDirectory(text: string): DirectoryStatement {
  const statement = parseCanonical(text, directoryShape, canonicalDirectory);
  const { units, keys, members, superior, backup } = statement;
  assertHistory(statement);
  for (const { recipient } of [...keys, ...members]) assertHybrid(recipient);
  if (superior !== null) assertSuperior(superior);
  if (backup !== null) assertHybrid(backup.recipient);
  assertUnique(units.map(({ id }) => id));
  assertUnique(keys.map(({ unitKeyId }) => unitKeyId));
  assertUnique(keys.map(({ unitId, epoch }) => `${unitId}:${epoch}`));
  assertUnique(members.map(({ id }) => id));
  assertKnown(statement);
  return statement;
}

/** Checks that every unit that an entry names stands in the tree. */
function assertKnown({ units, keys, members }: DirectoryStatement): void {
  const known = new Set(units.map(({ id }) => id));
  const named = [
    ...units.flatMap(({ parentUnitId, successorIds }) => [parentUnitId ?? [], successorIds].flat()),
    ...keys.map(({ unitId }) => unitId),
    ...members.flatMap(({ unitIds, officeIds }) => [...unitIds, ...officeIds]),
  ];
  if (named.some((id) => !known.has(id))) throw new EnvelopeError('damaged', 'unit not in the tree');
}

export const DIRECTORY: StatementForm<DirectoryStatement> = {
  name: 'directory',
  canonical: canonicalDirectory,
  parse: parseDirectory,
};
