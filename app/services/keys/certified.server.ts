import { desc, eq } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
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
export type SignedDirectory = Omit<SignedList, 'attestations'> & {
  version: number;
  attestations: { memberId: string; signature: string }[];
};

/** A certified key with what its unit is. */
export type CertifiedKey = CertifiedUnitKey & Pick<CertifiedUnit, 'kind' | 'code'>;

/** Who and what is certified: members and units by their ids, keys by unit key id. */
export type Certified = {
  /** Number of the list; 0 for none. */
  version: number;
  members: ReadonlyMap<string, CertifiedMember>;
  units: ReadonlyMap<string, CertifiedUnit>;
  keys: ReadonlyMap<string, CertifiedKey>;
};

const NOBODY: Certified = { version: 0, members: new Map(), units: new Map(), keys: new Map() };

/** The newest signed directory, or null before the guardians have made one. */
export async function directoryInForce(db: Db | Tx): Promise<SignedDirectory | null> {
  return (await newestTwo(db))[0] ?? null;
}

/** The version in force and the one before it. */
async function newestTwo(db: Db | Tx): Promise<SignedDirectory[]> {
  const [info] = await db.select({ publicKey: county.directoryKey }).from(county);
  const publicKey = info?.publicKey;
  if (!publicKey) return [];
  const rows = await db.select().from(directoryVersion).orderBy(desc(directoryVersion.version)).limit(2);
  return rows.map(({ version, statement, signature, attestations }) => ({
    version,
    statement,
    signature,
    publicKey,
    attestations,
  }));
}

/** The list in force, opened; null when there is none, or its signature or attestations do not hold. */
export async function openedInForce(db: Db | Tx): Promise<DirectoryStatement | null> {
  const [signed, before] = await newestTwo(db);
  // Without its predecessor a list would vouch for its own guardians.
  if (!signed || (signed.version > 1 && before?.version !== signed.version - 1)) return null;
  const name = JSON.stringify([signed, before]);
  if (opened?.name === name) return opened.statement;
  const statement = verified(signed, before);
  if (statement) opened = { name, statement };
  return statement;
}

/**
 * The last list opened, by all that it was opened from: it need not be checked again for every post of a form, which takes
 * thirty milliseconds and more, and is what a flood of empty posts cost most.
 */
let opened: { name: string; statement: DirectoryStatement } | null = null;

/**
 * What the directory in force vouches for; nothing when there is none or its signature is wrong. A unit whose row says
 * something else than was signed (its kind, code, names, place, end) is left out, and a key whose row does.
 */
export const certifiedInForce = async (db: Db | Tx): Promise<Certified> => (await certifiedAndKept(db)).certified;

/** A unit's key as its row has it. */
export type KeptKey = Pick<typeof unitKey.$inferSelect, 'id' | 'unitId' | 'epoch' | 'recipient' | 'retiredOn'>;

/** The same, with the rows of keys that it was compared with; none before there is a list. */
export async function certifiedAndKept(db: Db | Tx): Promise<{ certified: Certified; kept: KeptKey[] }> {
  const { members, version, ...signed } = await vouchedFor(db);
  if (signed.units.size === 0) return { certified: NOBODY, kept: [] };
  const { id, unitId, epoch, recipient, retiredOn } = unitKey;
  const [unitRows, keyRows] = await Promise.all([
    db.select().from(unit),
    db.select({ id, unitId, epoch, recipient, retiredOn }).from(unitKey),
  ]);
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
  return { certified: { version, members, units, keys }, kept: keyRows };
}

/** A unit's row as an entry of the signed list. */
export function unitEntry(row: typeof unit.$inferSelect): CertifiedUnit {
  const { id, kind, code, nameZh, nameEn, parentUnitId, successorIds, closedOn } = row;
  return {
    id,
    kind,
    code,
    names: { zh: nameZh, en: nameEn },
    parentUnitId,
    successorIds,
    closedOn,
  };
}

async function vouchedFor(db: Db | Tx): Promise<Certified> {
  const { signature, version } = directoryVersion;
  const [newest] = await db
    .select({ signature, version, publicKey: county.directoryKey })
    .from(directoryVersion)
    .crossJoin(county)
    .orderBy(desc(version))
    .limit(1);
  if (!newest) return NOBODY;
  if (lately && lately.signature === newest.signature && lately.publicKey === newest.publicKey) return lately.certified;
  const statement = await openedInForce(db);
  if (!statement) return NOBODY;
  const units = new Map(statement.units.map((one) => [one.id, one]));
  const certified = {
    version: newest.version,
    members: new Map(statement.members.map((one) => [one.id, one])),
    units,
    keys: new Map(
      statement.keys.map((one) => {
        const { kind = '', code = '' } = units.get(one.unitId) ?? {};
        return [one.unitKeyId, { ...one, kind, code }];
      }),
    ),
  };
  lately = { ...newest, certified };
  return certified;
}

/** Vouched for by guardians of the version before, where that one holds. */
function verified(signed: SignedDirectory, previous?: SignedDirectory): DirectoryStatement | null {
  try {
    return openDirectory(signed, { before: previous ? verified(previous) : null });
  } catch (error) {
    if (isEnvelopeError(error)) return null;
    throw error;
  }
}

/**
 * The last list verified. A signature covers its text and version, so what it once vouched for under a county key it
 * always does: the list need not be read and checked again for every act.
 */
let lately: { signature: string; publicKey: string | null; certified: Certified } | null = null;

/** The directory in force names this member with the unit and both keys of the row; Refusal `notAllowed` otherwise, and for all once the county key was changed. */
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
