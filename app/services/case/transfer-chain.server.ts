import { asc, desc, eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { caseTransfer } from '#db/schema/casework';
import type { Member } from '~/domain/acts/permission';
import { Refusal } from '~/domain/refusal';
import type { SignedStep } from '~/envelope/case/case-transfer';
import { linkHash, linkOf, type SignedLink, type TransferChain, vouchedHead } from '~/envelope/case/transfer-chain';
import type { Context } from '~/services/context.server';
import { certifiedInForce, directoryInForce } from '~/services/keys/certified.server';
import { formerDirectories } from '~/services/keys/former-directories.server';
import { stampsOf } from '~/services/keys/stamp.server';
import { look } from '~/services/look.server';
import type { TransferHead } from './noted-transfers.server';

type Reading = Pick<Db | Tx, 'select'>;
type Noting = Pick<Context, 'notedTransfers' | 'log'>;

/** Any number that no other lock of the program uses; this one is "tra" in ASCII. */
const CHAIN_LOCK = 0x747261;

/**
 * Every step of the county as browsers follow it, with the signatures that vouch for it. What names a step is read before
 * the steps: otherwise one kept in between would be named and missing, which browsers take for a removed one.
 */
export async function transferChain(ctx: Noting, db: Db | Tx): Promise<TransferChain> {
  const noted = ctx.notedTransfers.read()?.head ?? null;
  const stamps = await stampsOf(db);
  const rows = await db.select().from(caseTransfer).orderBy(asc(caseTransfer.number));
  const newest = rows.at(-1);
  const people = [newest?.memberId ?? null, ...stamps.map(({ memberId }) => memberId)];
  return {
    links: rows.map((row) => linkOf(row, row.memberId)),
    last: newest ? { memberId: newest.memberId, signature: newest.signature } : null,
    stamps,
    noted,
    former: await formerDirectories(db, people, await directoryInForce(db)),
  };
}

/** The chain for a member's browser; like the signed lists beside which it is read, it is no secret from staff. */
export const transfersForMember = (ctx: Context, actor: Member): Promise<TransferChain> =>
  look(ctx, actor, 'member.readOwn', `member:${actor.memberId}`, ({ db }) => transferChain(ctx, db));

const signedLink = (row: SignedStep): SignedLink => {
  const { number, previous, memberId, signature } = row;
  return { number, previous, ...linkOf(row, memberId), memberId, signature };
};
const hashOf = (row: SignedStep): string => linkHash(row.number, row.previous, linkOf(row, row.memberId));

async function newestStep(db: Reading): Promise<SignedStep | null> {
  const [row] = await db.select().from(caseTransfer).orderBy(desc(caseTransfer.number)).limit(1);
  return row ?? null;
}

/** The hash of the chain at a place; null where there is none. */
async function hashAt(db: Reading, number: number): Promise<string | null> {
  const [row] = await db.select().from(caseTransfer).where(eq(caseTransfer.number, number));
  return row ? hashOf(row) : null;
}

/**
 * The newest step with its signature, and the hash at another place, which members' browsers compare with their memory.
 */
export async function transfersView(ctx: Noting, db: Db | Tx, at: number) {
  const newest = await newestStep(db);
  const lost = await transfersLost(ctx, db);
  if (newest !== null && !lost) await noteIfSigned(ctx, db, newest);
  return {
    last: newest && signedLink(newest),
    at: at > 0 ? await hashAt(db, at) : null,
    lost,
    former: newest ? await formerDirectories(db, [newest.memberId], await directoryInForce(db)) : [],
  };
}

/** Is a transfer that the site noted outside the database missing from the database? */
export async function transfersLost({ notedTransfers, log }: Noting, db: Reading): Promise<boolean> {
  const noted = notedTransfers.read();
  const lost = noted !== null && (await hashAt(db, noted.sequence)) !== noted.head;
  if (lost) log('transfers.lost', { sequence: noted.sequence });
  return lost;
}

/**
 * Catches up after a crash between commit and noting. A step that no certified member signed is not noted, since
 * somebody may remove it again.
 */
async function noteIfSigned(ctx: Noting, db: Db | Tx, newest: SignedStep): Promise<void> {
  if ((ctx.notedTransfers.read()?.sequence ?? 0) >= newest.number) return;
  const { members } = await certifiedInForce(db);
  const entry = members.get(newest.memberId);
  const head = entry && vouchedHead(signedLink(newest), [{ members: [entry] }]);
  if (head) noteTransfer(ctx, head);
}

/**
 * Notes a step that was committed just now. The step stands whether or not this can be written, because the next look
 * tries again.
 */
export function noteTransfer({ notedTransfers, log }: Noting, head: TransferHead): void {
  try {
    notedTransfers.note(head);
  } catch {
    log('transfers.notNoted', { sequence: head.sequence });
  }
}

/**
 * Appends a step to the county's chain, one at a time. Refusal `conflict`: data.rule `transferMoved` where another case
 * was transferred meanwhile, so that the signer has to sign again at the next place; `transferLost` where the chain
 * lacks what the site noted.
 */
export async function appendTransfer(ctx: Noting, tx: Tx, step: SignedStep): Promise<TransferHead> {
  // Held to the end of the transaction, so that two steps never follow the same one.
  await tx.execute(sql`select pg_advisory_xact_lock(${CHAIN_LOCK})`);
  const newest = await newestStep(tx);
  const refuse = (rule: string) => new Refusal('conflict', { field: 'unit', data: { rule } });
  if (await transfersLost(ctx, tx)) throw refuse('transferLost');
  const next = { number: (newest?.number ?? 0) + 1, previous: newest === null ? '' : hashOf(newest) };
  if (step.number !== next.number || step.previous !== next.previous) throw refuse('transferMoved');
  await tx.insert(caseTransfer).values({ ...step, proofs: [...step.proofs] });
  return { sequence: step.number, head: hashOf(step) };
}
