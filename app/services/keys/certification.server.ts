import { desc, eq } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { directoryProposal, directoryVersion, unitKey } from '#db/schema/county';
import type { Member } from '~/domain/acts/permission';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { openDirectory } from '~/envelope/keys/directory';
import { openProposal } from '~/envelope/keys/directory-change';
import { DIRECTORY, type DirectoryStatement, sameKey, sameMember, sameUnit } from '~/envelope/keys/directory-statement';
import { RESERVE_ID } from '~/envelope/keys/reserve-id';
import { openUnattested } from '~/envelope/keys/signed-statement';
import type { Stamp } from '~/envelope/keys/stamp';
import { sameSuperior } from '~/envelope/keys/superior';
import type { Context } from '~/services/context.server';
import { perform } from '~/services/perform.server';
import { openedInForce } from './certified.server';
import { lockCounty, orInvalid } from './county-lock.server';
import { directoryDraft } from './directory-draft.server';
import { reserveUsed } from './reserve.server';
import { vouchAgain } from './routing-vouch.server';
import { forgetFreshness, keepStamps } from './stamp.server';
import { endSignedSuperior } from './superior-draft.server';
import { bringUnitsInForce } from './unit-draft.server';

/**
 * What a guardian's browser signed: the county key's signature and the guardian's own over one text, and a stamp that
 * the guardian knows of nothing newer.
 */
export type Proposing = { statement: string; signature: string; attestation: string; stamp?: Stamp | null };
/** With the proposer's signature for the routing in force, where there is one. */
type ProposingList = Proposing & { routingAttestation?: string | null };
/** The confirming guardian's signatures for the version that waits. */
export type Confirming = { version: number; attestation: string; stamp?: Stamp | null };

const STATEMENT_MOST = 4_000_000;

/**
 * One guardian proposes the next version, which replaces one that waited. The proposer must be a guardian in the
 * version in force (the first version's guardians vouch for themselves), and every entry must be exactly that of our
 * rows. Refusals: `invalid` (forged or false statement), `conflict` (not the next version), `notOpen` (no county key).
 */
export async function proposeDirectory(ctx: Context, actor: Member, proposing: ProposingList): Promise<number> {
  if (proposing.statement.length > STATEMENT_MOST) throw new Refusal('invalid');
  return perform(ctx, actor, 'directory.propose', 'directory:list', async ({ tx, today, record }) => {
    const publicKey = await lockCounty(tx);
    const before = await openedInForce(tx);
    const proposal = { ...proposing, publicKey, proposedBy: actor.memberId };
    const statement = orInvalid(() => openUnattested(DIRECTORY, proposal));
    if (statement.version !== (await lastVersion(tx)) + 1) throw new Refusal('conflict');
    orInvalid(() => openProposal(proposal, before));
    await requireTrue(tx, statement, { before, today });
    await tx.delete(directoryProposal);
    const { proposedBy } = proposal;
    const { statement: text, signature, attestation, routingAttestation = null, stamp = null } = proposing;
    const row = { version: statement.version, statement: text, signature, attestation, routingAttestation, stamp };
    await tx.insert(directoryProposal).values({ ...row, proposedBy, proposedOn: today });
    record({ version: statement.version, ...countsOf(statement) });
    return statement.version;
  });
}

/**
 * A second guardian, who compared what is new face to face, puts the waiting version in force with a signature of their
 * own; or, with `byReserve`, the proposer does so with a signature of the printed reserve key, where no second guardian
 * is left. Keys of earlier epochs that have a successor on the new list are retired. Refusals: `notFound` (nothing of
 * this version waits), `samePerson`, `invalid` (the two signatures do not hold, or rows have changed since; the reserve
 * is only for the own proposal).
 */
export async function certifyDirectory(
  ctx: Context,
  actor: Member,
  confirmed: Confirming & { byReserve?: boolean; routingAttestation?: string | null },
): Promise<number> {
  const act = confirmed.byReserve ? 'directory.certifyByReserve' : 'directory.certify';
  const signer = confirmed.byReserve ? RESERVE_ID : actor.memberId;
  await perform(ctx, actor, act, 'directory:list', async ({ tx, today, record, enqueue }) => {
    const publicKey = await lockCounty(tx);
    const [waiting] = await tx.select().from(directoryProposal).where(eq(directoryProposal.version, confirmed.version));
    if (!waiting || waiting.version !== (await lastVersion(tx)) + 1) throw new Refusal('notFound');
    if (waiting.proposedBy === signer) throw new Refusal('samePerson');
    if (confirmed.byReserve && waiting.proposedBy !== actor.memberId) throw new Refusal('invalid');
    const { version, statement: text, signature, proposedBy } = waiting;
    const first = { memberId: proposedBy, signature: waiting.attestation };
    const second = { memberId: signer, signature: confirmed.attestation };
    // The signature that brings it into force stands last, as the database requires.
    const attestations = confirmed.byReserve ? [second, first] : [first, second];
    const signed = { statement: text, signature, publicKey, attestations };
    const before = await openedInForce(tx);
    // A first list has no earlier one that could vouch for its reserve.
    if (confirmed.byReserve && before === null) throw new Refusal('invalid');
    const statement = orInvalid(() => openDirectory(signed, { before }));
    await requireTrue(tx, statement, { before, today });
    await tx
      .insert(directoryVersion)
      .values({ version, statement: text, signature, attestations, madeBy: actor.memberId, madeOn: today });
    await vouchAgain(
      tx,
      { before, after: statement },
      {
        attestations: bothWords(waiting, signer, confirmed.routingAttestation),
        madeBy: actor.memberId,
        madeOn: today,
      },
    );
    await tx.delete(directoryProposal);
    await retireSucceeded(tx, statement, today);
    const unitChanges = await bringUnitsInForce(tx, statement);
    await endSignedSuperior(tx, statement);
    const stamped = await keepStamps({ tx, today, enqueue }, [waiting.stamp, confirmed.stamp]);
    record({ version, proposedBy, stamped, ...countsOf(statement), ...(unitChanges.length > 0 && { unitChanges }) });
    if (confirmed.byReserve) await enqueue(reserveUsed());
  });
  forgetFreshness(ctx);
  ctx.publicChanged();
  return confirmed.version;
}

/**
 * Both signatures for the routing in force, with the confirming guardian's last as the database requires; null unless
 * both were given.
 */
function bothWords(
  { proposedBy, routingAttestation }: typeof directoryProposal.$inferSelect,
  signer: string,
  own: string | null | undefined,
) {
  if (!routingAttestation || !own) return null;
  const first = { memberId: proposedBy, signature: routingAttestation };
  const second = { memberId: signer, signature: own };
  return signer === RESERVE_ID ? [second, first] : [first, second];
}

/** A guardian withdraws a waiting version, or rejects another's. Refusal `notFound`. */
export async function withdrawProposal(ctx: Context, actor: Member, version: number): Promise<void> {
  await perform(ctx, actor, 'directory.propose', 'directory:list', async ({ tx, record }) => {
    await lockCounty(tx);
    const gone = await tx.delete(directoryProposal).where(eq(directoryProposal.version, version)).returning();
    if (gone.length === 0) throw new Refusal('notFound');
    record({ version, withdrawn: true });
  });
}

async function lastVersion(tx: Tx): Promise<number> {
  const { version } = directoryVersion;
  const [last] = await tx.select({ version }).from(directoryVersion).orderBy(desc(version)).limit(1);
  return last?.version ?? 0;
}

const countsOf = ({ members, units, keys }: DirectoryStatement) => ({
  members: members.length,
  units: units.length,
  keys: keys.length,
});

/** The server lists what waits; a statement that says anything else than the rows is refused. */
async function requireTrue(
  tx: Tx,
  statement: DirectoryStatement,
  { before, today }: { before: DirectoryStatement | null; today: IsoDate },
): Promise<void> {
  const draft = await directoryDraft(tx, today);
  const isTrue =
    // A guardian who did not compare the drafted one signs the list with the one that stands.
    [draft.superior, before?.superior ?? null].some((one) => sameSuperior(one, statement.superior)) &&
    statement.members.every((one) => draft.members.some((row) => sameMember(row, one))) &&
    statement.keys.every((one) => draft.keys.some((row) => sameKey(row, one))) &&
    statement.units.every((one) => draft.units.some((row) => sameUnit(row, one)));
  if (!isTrue) throw new Refusal('invalid', { field: 'statement' });
}

/** The new key of a rotated unit takes over on the day it is certified. */
async function retireSucceeded(tx: Tx, statement: DirectoryStatement, today: string): Promise<void> {
  const keys = await tx.select().from(unitKey);
  for (const key of keys) {
    const newer = statement.keys.some((one) => one.unitId === key.unitId && one.epoch > key.epoch);
    if (key.retiredOn === null && newer) {
      await tx.update(unitKey).set({ retiredOn: today }).where(eq(unitKey.id, key.id));
    }
  }
}
