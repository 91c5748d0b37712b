import { eq } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { county, directoryProposal, directorySeed, unit } from '#db/schema/county';
import { member } from '#db/schema/staff';
import type { Member } from '~/domain/acts/permission';
import { Refusal } from '~/domain/refusal';
import { toBase64 } from '~/envelope/bytes';
import type { Context } from '~/services/context.server';
import { look } from '~/services/look.server';
import { perform } from '~/services/perform.server';
import { certifiedInForce, type DirectoryVersion, directoryInForce, openedInForce } from './certified.server';
import { countyKeyTag } from './county-key.server';
import { type DirectoryDraft, directoryDraft } from './directory-draft.server';
import { requireSigningKey } from './public-key.server';
import { type RoutingPage, routingPage } from './routing-page.server';
import { currentUnitKey, type GivenGrant, grantsOf } from './unit-key.server';

/**
 * Stores the county directory key that the first guardian's browser made; its public half is set once, and its seed
 * comes sealed to the guardians' unit key. Refusals: `alreadyDone`, `notOpen` (the guardians have no unit key yet).
 */
export async function makeDirectoryKey(
  ctx: Context,
  actor: Member,
  made: { publicKey: string; wrapped: Uint8Array },
): Promise<void> {
  requireSigningKey(made.publicKey);
  if (made.wrapped.length === 0 || made.wrapped.length > 16_384) throw new Refusal('invalid');
  await perform(ctx, actor, 'directory.begin', 'directory:key', async ({ tx, record }) => {
    const [row] = await tx.select({ publicKey: county.directoryKey }).from(county).for('update');
    if (!row) throw new Refusal('notOpen');
    if (row.publicKey !== null) throw new Refusal('alreadyDone');
    const key = await guardiansKey(tx);
    const tag = countyKeyTag(ctx, made.publicKey);
    await tx.update(county).set({ directoryKey: made.publicKey, directoryKeyTag: tag });
    await tx.insert(directorySeed).values({ unitKeyId: key.id, wrapped: made.wrapped });
    record({ publicKey: made.publicKey });
  });
  ctx.publicChanged();
}

export type WaitingProposal = Pick<
  typeof directoryProposal.$inferSelect,
  'version' | 'statement' | 'signature' | 'attestation' | 'proposedBy' | 'proposedOn'
> & { proposer: string };

export type DirectoryPage = {
  /** The member's unit keys, wrapped to the member. */
  grants: GivenGrant[];
  directory: DirectoryVersion | null;
  /** Recipients on the list in force. */
  certified: string[];
  publicKey: string | null;
  /** The signing seed, sealed to this unit key (base64). */
  seed: { unitKeyId: string; wrapped: string } | null;
  guardiansKey: { unitKeyId: string; recipient: string } | null;
  /** The next version, signed by one guardian, that waits for another. */
  proposal: WaitingProposal | null;
  /** How many certified guardians there are, and whether the list names a printed reserve key. */
  guardians: number;
  hasReserve: boolean;
  /** Names by member id, for a signed list that holds ids only. */
  names: Record<string, string>;
  /** The draft by today's rows, of which the next version takes what a guardian compared. */
  draft: DirectoryDraft;
  routing: RoutingPage;
};

/** All that a guardian's browser needs to sign the next version. */
export async function directoryPage(ctx: Context, actor: Member): Promise<DirectoryPage> {
  return look(ctx, actor, 'directory.certify', null, async ({ db, today }) => {
    const [info] = await db.select({ publicKey: county.directoryKey }).from(county);
    const [seed] = await db.select().from(directorySeed);
    const key = await guardiansKey(db).catch(() => null);
    const certified = await certifiedInForce(db);
    return {
      directory: await directoryInForce(db),
      certified: [...certified.members.values(), ...certified.keys.values()].map((one) => one.recipient),
      publicKey: info?.publicKey ?? null,
      seed: seed ? { unitKeyId: seed.unitKeyId, wrapped: toBase64(seed.wrapped) } : null,
      guardiansKey: key && { unitKeyId: key.id, recipient: key.recipient },
      proposal: await waitingProposal(db),
      guardians: [...certified.members.values()].filter(({ unitIds }) => key !== null && unitIds.includes(key.unitId))
        .length,
      hasReserve: (await openedInForce(db))?.reserve != null,
      names: await memberNames(db),
      draft: await directoryDraft(db, today),
      routing: await routingPage(db, today),
      grants: await grantsOf(db, actor.memberId),
    };
  });
}

async function memberNames(db: Db): Promise<Record<string, string>> {
  const rows = await db.select({ id: member.id, name: member.name }).from(member);
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]));
}

async function waitingProposal(db: Db): Promise<WaitingProposal | null> {
  const [row] = await db
    .select({ proposal: directoryProposal, proposer: member.name })
    .from(directoryProposal)
    .innerJoin(member, eq(member.id, directoryProposal.proposedBy));
  return row ? { ...row.proposal, proposer: row.proposer } : null;
}

async function guardiansKey(db: Db | Tx) {
  const [row] = await db.select({ id: unit.id }).from(unit).where(eq(unit.kind, 'guardians'));
  if (!row) throw new Refusal('notOpen');
  const { unitId, unitKeyId: id, recipient } = await currentUnitKey(db, row.id);
  return { id, unitId, recipient };
}

/** The number of a version that one guardian has signed, who signed it and when; null where none waits. */
export async function waitingList(
  db: Db,
): Promise<Pick<WaitingProposal, 'version' | 'proposer' | 'proposedOn'> | null> {
  const waiting = await waitingProposal(db);
  return waiting && { version: waiting.version, proposer: waiting.proposer, proposedOn: waiting.proposedOn };
}
