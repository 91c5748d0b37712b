import { desc, eq, notInArray } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { boardFace, routingProposal, routingVersion, townRegister } from '#db/schema/routing';
import type { Member } from '~/domain/acts/permission';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { isEnvelopeError } from '~/envelope/errors';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';
import { openRouting, openRoutingProposal, ROUTING, type RoutingStatement } from '~/envelope/keys/routing-statement';
import { openUnattested, seenOf } from '~/envelope/keys/signed-statement';
import type { Context } from '~/services/context.server';
import type { RoutingDraft } from '~/services/county/routing-draft.server';
import { perform } from '~/services/perform.server';
import type { Confirming, Proposing } from './certification.server';
import { openedInForce } from './certified.server';
import { lockCounty, orInvalid } from './county-lock.server';
import { endDraftDay, offeredDraft } from './offered-draft.server';
import { agrees } from './routing-page.server';
import { allRegisters, signedRouting } from './signed-routing.server';
import { forgetFreshness, keepStamps } from './stamp.server';

const STATEMENT_MOST = 8_000_000;

/**
 * One guardian proposes the next routing, after a list is in force; it replaces one that waited. Everything but who
 * takes reports must be what our rows say. Refusals: `invalid` (forged or false), `conflict` (not the next version),
 * `notOpen` (no list).
 */
export async function proposeRouting(ctx: Context, actor: Member, proposing: Proposing): Promise<number> {
  if (proposing.statement.length > STATEMENT_MOST) throw new Refusal('invalid');
  return perform(ctx, actor, 'routing.propose', 'routing:list', async ({ tx, today, record }) => {
    const publicKey = await lockCounty(tx);
    const proposal = { ...proposing, publicKey, proposedBy: actor.memberId };
    const { version } = orInvalid(() => openUnattested(ROUTING, proposal));
    if (version !== (await lastVersion(tx)) + 1) throw new Refusal('conflict');
    const directory = await listInForce(tx);
    const before = await lastStatement(tx, publicKey);
    const statement = orInvalid(() => openRoutingProposal(proposal, directory, before));
    await keepTexts(tx, await requireTrue(tx, statement, today));
    await tx.delete(routingProposal);
    const { statement: text, signature, attestation, stamp = null } = proposing;
    const proposed = { proposedBy: actor.memberId, proposedOn: today };
    const row = { version, statement: text, signature, attestation, stamp, ...proposed };
    await tx.insert(routingProposal).values(row);
    record({ version, ...countsOf(statement) });
    return version;
  });
}

/**
 * A second guardian, who read what changes, puts the waiting routing in force with a signature of their own, exactly as
 * both read it; what was drafted since waits for the next one. Refusals: `notFound`, `samePerson`, `invalid`
 * (signatures do not hold).
 */
export async function certifyRouting(ctx: Context, actor: Member, confirmed: Confirming): Promise<number> {
  await perform(ctx, actor, 'routing.certify', 'routing:list', async ({ tx, today, record, enqueue }) => {
    const publicKey = await lockCounty(tx);
    const [waiting] = await tx.select().from(routingProposal).where(eq(routingProposal.version, confirmed.version));
    if (!waiting || waiting.version !== (await lastVersion(tx)) + 1) throw new Refusal('notFound');
    if (waiting.proposedBy === actor.memberId) throw new Refusal('samePerson');
    const { version, statement: text, signature, proposedBy } = waiting;
    const attestations = [
      { memberId: proposedBy, signature: waiting.attestation },
      { memberId: actor.memberId, signature: confirmed.attestation },
    ];
    const directory = await listInForce(tx);
    const before = await lastStatement(tx, publicKey);
    const signed = { statement: text, signature, publicKey, attestations };
    const statement = orInvalid(() => openRouting(signed, directory, before && seenOf(ROUTING, before)));
    const listVersion = directory.version;
    const made = { madeBy: actor.memberId, madeOn: today };
    await tx.insert(routingVersion).values({ version, listVersion, statement: text, signature, attestations, ...made });
    await tx.delete(routingProposal);
    await dropFormerTexts(tx, statement);
    await endDraftDay(tx, today);
    const stamped = await keepStamps({ tx, today, enqueue }, [waiting.stamp, confirmed.stamp]);
    record({ version, proposedBy, stamped, effectiveFrom: today, ...countsOf(statement) });
  });
  forgetFreshness(ctx);
  ctx.publicChanged();
  return confirmed.version;
}

/** A guardian withdraws a waiting routing, or rejects another's. Refusal `notFound`. */
export async function withdrawRouting(ctx: Context, actor: Member, version: number): Promise<void> {
  await perform(ctx, actor, 'routing.propose', 'routing:list', async ({ tx, record }) => {
    await lockCounty(tx);
    const gone = await tx.delete(routingProposal).where(eq(routingProposal.version, version)).returning();
    if (gone.length === 0) throw new Refusal('notFound');
    record({ version, withdrawn: true });
  });
}

async function listInForce(tx: Tx): Promise<DirectoryStatement> {
  const directory = await openedInForce(tx);
  if (directory === null) throw new Refusal('notOpen');
  return directory;
}

async function lastVersion(tx: Tx): Promise<number> {
  const { version } = routingVersion;
  const [last] = await tx.select({ version }).from(routingVersion).orderBy(desc(version)).limit(1);
  return last?.version ?? 0;
}

/** The last version's statement, as the county key signed it; its attestations may be by guardians who have left. */
async function lastStatement(tx: Tx, publicKey: string): Promise<RoutingStatement | null> {
  const signed = await signedRouting(tx);
  try {
    return signed && openUnattested(ROUTING, { ...signed, publicKey });
  } catch (error) {
    throw isEnvelopeError(error) ? new Refusal('conflict') : error;
  }
}

/** The server lists what waits; a statement that says anything else than the rows is refused. */
async function requireTrue(tx: Tx, statement: RoutingStatement, today: IsoDate): Promise<RoutingDraft> {
  const draft = await offeredDraft(tx, today);
  if (draft === null) throw new Refusal('notOpen');
  if (!agrees(statement, draft)) throw new Refusal('invalid', { field: 'statement' });
  return draft;
}

/** Stores the texts that the proposal names by their hashes, because rows may change while it waits. */
async function keepTexts(tx: Tx, { texts, faces }: RoutingDraft): Promise<void> {
  const rowsOf = (all: Record<string, string>) => Object.entries(all).map(([hash, text]) => ({ hash, text }));
  for (const rows of inLots(rowsOf(texts))) await tx.insert(townRegister).values(rows).onConflictDoNothing();
  for (const rows of inLots(rowsOf(faces))) await tx.insert(boardFace).values(rows).onConflictDoNothing();
}

/** PostgreSQL takes at most 65,535 values in a statement. */
function inLots<T>(rows: readonly T[], most = 5_000): T[][] {
  return Array.from({ length: Math.ceil(rows.length / most) }, (_, i) => rows.slice(i * most, (i + 1) * most));
}

/** What the routing in force no longer names is no longer served. */
async function dropFormerTexts(tx: Tx, statement: RoutingStatement): Promise<void> {
  const named = statement.registers.map(({ hash }) => hash);
  const faces = (await allRegisters(tx, statement)).flatMap(({ boards }) => boards.map(({ face }) => face));
  await tx.delete(townRegister).where(named.length > 0 ? notInArray(townRegister.hash, named) : undefined);
  await tx.delete(boardFace).where(faces.length > 0 ? notInArray(boardFace.hash, faces) : undefined);
}

const countsOf = ({ rules, takes, registers }: RoutingStatement) => ({
  rules: rules.length,
  takes: takes.length,
  registers: registers.map(({ hash }) => hash),
});
