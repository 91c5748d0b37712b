import { and, desc, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { county, directorySeed, directoryVersion, unit, unitKey } from '#db/schema/county';
import { member } from '#db/schema/staff';
import { type Member, requireMay } from '~/domain/actions';
import { Refusal } from '~/domain/refusal';
import type { Role } from '~/domain/vocabulary';
import { toBase64 } from '~/envelope/bytes';
import { type CertifiedUnit, type DirectoryStatement, openDirectory, sameUnit } from '~/envelope/directory';
import { isEnvelopeError } from '~/envelope/errors';
import { certifiedInForce, directoryInForce, type SignedDirectory } from './certified.server';
import type { UnitKind } from './county.server';
import type { House } from './house.server';
import { perform } from './perform.server';
import { requireSigningKey } from './public-key.server';

/**
 * The first guardian's browser made the county directory key; its public half is set once, its seed comes sealed to the
 * guardians' unit key. Refusals `alreadyDone`, `notOpen` (guardians have no unit key yet).
 */
export async function makeDirectoryKey(
  house: House,
  actor: Member,
  made: { publicKey: string; wrapped: Uint8Array },
): Promise<void> {
  requireSigningKey(made.publicKey);
  if (made.wrapped.length === 0 || made.wrapped.length > 16_384) throw new Refusal('invalid');
  await perform(house, actor, 'directory.certify', 'directory:key', async ({ tx, record }) => {
    const [row] = await tx.select({ publicKey: county.directoryKey }).from(county).for('update');
    if (!row) throw new Refusal('notOpen');
    if (row.publicKey !== null) throw new Refusal('alreadyDone');
    const key = await guardiansKey(tx);
    await tx.update(county).set({ directoryKey: made.publicKey });
    await tx.insert(directorySeed).values({ unitKeyId: key.id, wrapped: made.wrapped });
    record({ publicKey: made.publicKey });
  });
  house.publicChanged();
}

/**
 * Puts a new signed version in force. The signature must be the county key's, the version the next one, and every
 * member and unit key in it the very one of our rows; members disabled since may only leave. Refusals `invalid`
 * (forged or false statement), `conflict` (another version came first).
 */
export async function certify(
  house: House,
  actor: Member,
  signed: { statement: string; signature: string },
): Promise<number> {
  if (signed.statement.length > 4_000_000) throw new Refusal('invalid');
  const version = await perform(house, actor, 'directory.certify', 'directory:list', async ({ tx, today, record }) => {
    const [info] = await tx.select({ publicKey: county.directoryKey }).from(county).for('update');
    if (!info?.publicKey) throw new Refusal('notOpen');
    const statement = opened(signed.statement, signed.signature, info.publicKey);
    const [last] = await tx
      .select({ version: directoryVersion.version })
      .from(directoryVersion)
      .orderBy(desc(directoryVersion.version))
      .limit(1);
    if (statement.version !== (last?.version ?? 0) + 1) throw new Refusal('conflict');
    await requireTrue(tx, statement);
    await tx
      .insert(directoryVersion)
      .values({ ...signed, version: statement.version, madeBy: actor.memberId, madeOn: today });
    record({ version: statement.version, members: statement.members.length, units: statement.units.length });
    return statement.version;
  });
  house.publicChanged();
  return version;
}

function opened(statement: string, signature: string, publicKey: string): DirectoryStatement {
  try {
    return openDirectory(statement, signature, publicKey);
  } catch (error) {
    throw isEnvelopeError(error) ? new Refusal('invalid', { field: 'statement' }) : error;
  }
}

/** The server lists what waits; a statement that says something else than the rows is refused. */
async function requireTrue(tx: Tx, statement: DirectoryStatement): Promise<void> {
  const { members, units } = await certifiable(tx);
  const membersTrue = statement.members.every((one) =>
    members.some(
      (row) =>
        row.memberId === one.id &&
        row.recipient === one.recipient &&
        row.signingKey === one.signingKey &&
        row.unitId === one.unitId,
    ),
  );
  const unitsTrue = statement.units.every((one) => units.some((row) => sameUnit({ ...row, id: row.unitId }, one)));
  if (!membersTrue || !unitsTrue) throw new Refusal('invalid', { field: 'statement' });
}

async function certifiable(db: Db | Tx) {
  const people = await db
    .select({
      memberId: member.id,
      name: member.name,
      roles: member.roles,
      unitId: member.unitId,
      recipient: member.recipient,
      signingKey: member.signingKey,
    })
    .from(member)
    .where(and(eq(member.status, 'enrolled'), isNotNull(member.recipient)))
    .orderBy(member.login);
  const keys = await db
    .select({
      unitKeyId: unitKey.id,
      unitId: unitKey.unitId,
      epoch: unitKey.epoch,
      recipient: unitKey.recipient,
      kind: unit.kind,
      code: unit.code,
      nameZh: unit.nameZh,
      nameEn: unit.nameEn,
    })
    .from(unitKey)
    .innerJoin(unit, eq(unit.id, unitKey.unitId))
    .where(isNull(unitKey.retiredOn))
    .orderBy(unit.code);
  const members = people.map(({ recipient, signingKey, roles, ...rest }) => ({
    ...rest,
    roles: roles as Role[],
    recipient: recipient ?? '',
    signingKey: signingKey ?? '',
  }));
  return { members, units: keys };
}

export type DirectoryPage = {
  directory: SignedDirectory | null;
  /** Recipients on the list in force. */
  certified: string[];
  publicKey: string | null;
  /** The signing seed, sealed to this unit key (base64). */
  seed: { unitKeyId: string; wrapped: string } | null;
  guardiansKey: { unitKeyId: string; recipient: string } | null;
  members: { memberId: string; name: string; roles: Role[]; unitId: string; recipient: string; signingKey: string }[];
  units: (Omit<CertifiedUnit, 'id' | 'kind'> & { unitId: string; kind: UnitKind })[];
};

/** All that a guardian's browser needs to sign the next version. */
export async function directoryPage(house: House, actor: Member): Promise<DirectoryPage> {
  requireMay(actor, 'directory.certify');
  const { db } = house;
  const [info] = await db.select({ publicKey: county.directoryKey }).from(county);
  const [seed] = await db.select().from(directorySeed);
  const key = await guardiansKey(db).catch(() => null);
  const certified = await certifiedInForce(db);
  return {
    directory: await directoryInForce(db),
    certified: [...certified.members.values(), ...certified.units.values()].map((one) => one.recipient),
    publicKey: info?.publicKey ?? null,
    seed: seed ? { unitKeyId: seed.unitKeyId, wrapped: toBase64(seed.wrapped) } : null,
    guardiansKey: key && { unitKeyId: key.id, recipient: key.recipient },
    ...(await certifiable(db)),
  };
}

async function guardiansKey(db: Db | Tx) {
  const [row] = await db
    .select({ id: unitKey.id, recipient: unitKey.recipient })
    .from(unitKey)
    .innerJoin(unit, eq(unit.id, unitKey.unitId))
    .where(and(eq(unit.kind, 'guardians'), isNull(unitKey.retiredOn)));
  if (!row) throw new Refusal('notOpen');
  return row;
}
