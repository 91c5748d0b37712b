import { desc, eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { keptQuestion } from '#db/kept-statement';
import { county, directoryVersion, unit, unitKey } from '#db/schema/county';
import { member } from '#db/schema/staff';
import type { Member } from '~/domain/acts/permission';
import { Refusal } from '~/domain/refusal';
import { isEnvelopeError } from '~/envelope/errors';
import { openDirectory, type SignedDirectory as SignedList } from '~/envelope/keys/directory';
import {
  type CertifiedMember,
  type CertifiedUnit,
  type CertifiedUnitKey,
  type DirectoryStatement,
  sameUnit,
} from '~/envelope/keys/directory-statement';
import type { Context } from '~/services/context.server';
import { countyKeyIntact } from './county-key.server';

/** The signed list as browsers check it, with its number. */
export type DirectoryVersion = Omit<SignedList, 'attestations'> & {
  version: number;
  attestations: { memberId: string; signature: string }[];
};

/** A certified key with the kind and code of its unit. */
export type CertifiedKey = CertifiedUnitKey & Pick<CertifiedUnit, 'kind' | 'code'>;

/** Who and what is certified: members and units by their ids, keys by unit key id. */
export type Certified = {
  /** Number of the list; 0 for none. */
  version: number;
  members: ReadonlyMap<string, CertifiedMember>;
  units: ReadonlyMap<string, CertifiedUnit>;
  keys: ReadonlyMap<string, CertifiedKey>;
  /** Kinds of unit to which the list gives a key, also where rows say something else. */
  keyedKinds: ReadonlySet<string>;
};

const NOBODY: Certified = {
  version: 0,
  members: new Map(),
  units: new Map(),
  keys: new Map(),
  keyedKinds: new Set(),
};

/** The newest signed directory, or null before the guardians have made one. */
export async function directoryInForce(db: Db | Tx): Promise<DirectoryVersion | null> {
  return (await newestTwo(db)).lists[0] ?? null;
}

/** The version in force and the one before it, because they are verified together. */
type NewestTwo = { lists: DirectoryVersion[]; digest: string };

/**
 * SHA-256 over every byte of a version's row, computed by the database, so that a change can be noticed without reading
 * the row.
 */
const rowDigest = sql<string>`encode(pg_catalog.sha256(convert_to(concat_ws(chr(10), ${directoryVersion.version}, ${directoryVersion.signature}, ${directoryVersion.attestations}, ${directoryVersion.statement}), 'UTF8')), 'hex')`;

const digestOf = (publicKey: string, rows: readonly { digest: string }[]): string =>
  [publicKey, ...rows.map(({ digest }) => digest)].join(' ');

const countyKeyIn = async (db: Db | Tx): Promise<string | null> =>
  (await db.select({ publicKey: county.directoryKey }).from(county))[0]?.publicKey ?? null;

async function newestTwo(db: Db | Tx): Promise<NewestTwo> {
  const publicKey = await countyKeyIn(db);
  if (!publicKey) return { lists: [], digest: '' };
  const { version, statement, signature, attestations } = directoryVersion;
  const rows = await db
    .select({ version, statement, signature, attestations, digest: rowDigest })
    .from(directoryVersion)
    .orderBy(desc(version))
    .limit(2);
  return { lists: rows.map(({ digest: _, ...row }) => ({ ...row, publicKey })), digest: digestOf(publicKey, rows) };
}

/** The digest of the same two, without their texts. */
async function newestDigest(db: Db | Tx): Promise<string> {
  const rows = await digestsOfTwo(db);
  const publicKey = rows[0]?.publicKey;
  return publicKey ? digestOf(publicKey, rows) : '';
}

const digestsOfTwo = keptQuestion((db) =>
  db
    .select({ digest: rowDigest, publicKey: county.directoryKey })
    .from(directoryVersion)
    .crossJoin(county)
    .orderBy(desc(directoryVersion.version))
    .limit(2),
);

/** A list that was verified in full, with what it vouches for. */
type Verified = { digest: string; statement: DirectoryStatement; certified: Certified };

/**
 * The last verified list, under the digest of all that it was verified from: both rows and the county key. It need not
 * be read and checked again for every act and every posted form, which takes thirty milliseconds and more. A database
 * that gave a false digest would gain no more than a list that once held in full, which it could restore just as well.
 */
let cache: Verified | null = null;

/** The list in force, opened; null when there is none, or when its signature or attestations do not hold. */
export const openedInForce = async (db: Db | Tx): Promise<DirectoryStatement | null> =>
  (await verifiedInForce(db))?.statement ?? null;

async function verifiedInForce(db: Db | Tx): Promise<Verified | null> {
  if (cache !== null && cache.digest === (await newestDigest(db))) return cache;
  const { lists, digest } = await newestTwo(db);
  const [signed, before] = lists;
  // Without its predecessor a list would vouch for its own guardians.
  if (!signed || (signed.version > 1 && before?.version !== signed.version - 1)) return null;
  const statement = verified(signed, before);
  if (statement === null) return null;
  cache = { digest, statement, certified: certifiedBy(statement) };
  return cache;
}

/** Vouched for by guardians of the version before; null also where that version does not hold. */
function verified(signed: DirectoryVersion, previous?: DirectoryVersion): DirectoryStatement | null {
  const before = previous ? verified(previous) : null;
  if (previous && before === null) return null;
  try {
    return openDirectory(signed, { before });
  } catch (error) {
    if (isEnvelopeError(error)) return null;
    throw error;
  }
}

function certifiedBy(statement: DirectoryStatement): Certified {
  const units = new Map(statement.units.map((one) => [one.id, one]));
  return {
    keyedKinds: new Set(statement.keys.flatMap(({ unitId }) => units.get(unitId)?.kind ?? [])),
    version: statement.version,
    members: new Map(statement.members.map((one) => [one.id, one])),
    units,
    keys: new Map(
      statement.keys.map((one) => {
        const { kind = '', code = '' } = units.get(one.unitId) ?? {};
        return [one.unitKeyId, { ...one, kind, code }];
      }),
    ),
  };
}

/**
 * What the directory in force vouches for; nothing when there is none or its signature is wrong. A unit whose row
 * differs from what was signed (its kind, code, names, place or end) is left out, and so is a key whose row differs.
 */
export const certifiedInForce = async (db: Db | Tx): Promise<Certified> => (await certifiedAndKept(db)).certified;

/** Does the list name this member with the keys that the row has? */
export function isListed(row: typeof member.$inferSelect, { members }: Pick<Certified, 'members'>): boolean {
  const entry = members.get(row.id);
  return entry !== undefined && entry.recipient === row.recipient && entry.signingKey === row.signingKey;
}

/** A unit's key as its row has it. */
export type KeptKey = Pick<typeof unitKey.$inferSelect, 'id' | 'unitId' | 'epoch' | 'recipient' | 'retiredOn'>;

/** What is certified, with the rows of keys that it was compared with; empty before there is a list. */
export async function certifiedAndKept(db: Db | Tx): Promise<{ certified: Certified; kept: KeptKey[] }> {
  const { members, version, keyedKinds, ...signed } = await vouchedFor(db);
  if (signed.units.size === 0) return { certified: NOBODY, kept: [] };
  const [unitRows, keyRows] = await Promise.all([allUnits(db), allKeys(db)]);
  const units = new Map(
    unitRows.flatMap((row) => {
      const entry = signed.units.get(row.id);
      return entry !== undefined && sameUnit(entry, unitEntry(row)) ? [[row.id, entry] as const] : [];
    }),
  );
  const keys = new Map(
    keyRows.flatMap(({ id, unitId, epoch, recipient }) => {
      const entry = signed.keys.get(id);
      const agrees =
        entry?.unitId === unitId && entry.epoch === epoch && entry.recipient === recipient && units.has(unitId);
      return entry !== undefined && agrees ? [[id, entry] as const] : [];
    }),
  );
  return { certified: { version, members, units, keys, keyedKinds }, kept: keyRows };
}

const allUnits = keptQuestion((db) => db.select().from(unit));
const allKeys = keptQuestion((db) => {
  const { id, unitId, epoch, recipient, retiredOn } = unitKey;
  return db.select({ id, unitId, epoch, recipient, retiredOn }).from(unitKey);
});

/** A unit's row as an entry of the signed list. */
export function unitEntry(row: typeof unit.$inferSelect): CertifiedUnit {
  const { id, kind, code, names, parentUnitId, successorIds, closedOn, contacts } = row;
  const entry = { id, kind, code, names, parentUnitId, successorIds, closedOn };
  return contacts === null ? entry : { ...entry, contacts };
}

const vouchedFor = async (db: Db | Tx): Promise<Certified> => (await verifiedInForce(db))?.certified ?? NOBODY;

/**
 * Requires that the directory in force names this member with the unit and both keys of the row; Refusal `notAllowed`
 * otherwise, and for everybody once the county key was changed.
 */
export async function requireCertified(ctx: Context, db: Db | Tx, actor: Member): Promise<void> {
  const entry = (await vouchedFor(db)).members.get(actor.memberId);
  const [row] = await db
    .select({ unitId: member.unitId, recipient: member.recipient, signingKey: member.signingKey })
    .from(member)
    .where(eq(member.id, actor.memberId));
  const same =
    entry !== undefined &&
    row !== undefined &&
    row.unitId === actor.unitId &&
    entry.unitIds.includes(row.unitId) &&
    entry.recipient === row.recipient &&
    entry.signingKey === row.signingKey;
  if (!same || !(await countyKeyIntact(ctx, db))) throw new Refusal('notAllowed', { data: { rule: 'notCertified' } });
}
