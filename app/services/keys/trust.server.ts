import { asc, desc, eq, gte } from 'drizzle-orm';
import type { Db } from '#db/client';
import { county, directoryVersion } from '#db/schema/county';
import { logLink } from '#db/schema/log';
import { member } from '#db/schema/staff';
import type { TrustAnswer } from '~/contract/answers/trust';
import type { Member } from '~/domain/acts/permission';
import { Refusal } from '~/domain/refusal';
import { isEnvelopeError } from '~/envelope/errors';
import { openMemory, textHashOf } from '~/envelope/keys/memory';
import type { SeenVersion } from '~/envelope/keys/signed-statement';
import { marksView } from '~/services/case/mark-chain.server';
import { transfersView } from '~/services/case/transfer-chain.server';
import type { Context } from '~/services/context.server';
import { latestCheckpoint } from '~/services/log/log-sequencer.server';
import { perform } from '~/services/perform.server';
import { lockMember } from '~/services/staff/member.server';
import { signedRouting } from './signed-routing.server';

/**
 * What a member's browser compares with its memory: every version since `version` (only the newest where nothing was
 * seen, version 0), the hashes that the chains of log, marks and transfers have at `sequence`, `marks` and `transfers`,
 * and the routing where it is not the one seen. All of it is public.
 */
export async function trustAnswer(
  ctx: Context,
  seen: { version: number; sequence: number; marks: number; transfers: number; routing: SeenVersion },
): Promise<TrustAnswer> {
  const { db } = ctx;
  const [info] = await db.select({ publicKey: county.directoryKey }).from(county);
  const rows = await (seen.version > 0
    ? db
        .select()
        .from(directoryVersion)
        .where(gte(directoryVersion.version, seen.version))
        .orderBy(asc(directoryVersion.version))
    : db.select().from(directoryVersion).orderBy(desc(directoryVersion.version)).limit(1));
  const [link] = await db.select({ hash: logLink.hash }).from(logLink).where(eq(logLink.sequence, seen.sequence));
  const head = await latestCheckpoint(db);
  const publicKey = info?.publicKey ?? null;
  return {
    chain:
      publicKey === null
        ? []
        : rows.map(({ statement, signature, attestations }) => ({ statement, signature, publicKey, attestations })),
    log: { head: head && { sequence: head.sequence, head: head.head }, at: link?.hash ?? null },
    marks: await marksView(db, seen.marks),
    transfers: await transfersView(ctx, db, seen.transfers),
    routing: await routingSince(db, seen.routing),
  };
}

async function routingSince(db: Db, seen: SeenVersion): Promise<TrustAnswer['routing']> {
  const newest = await signedRouting(db);
  if (newest === null) return null;
  const { version, ...signed } = newest;
  return version === seen.version && textHashOf(signed.statement) === seen.textHash ? 'same' : signed;
}

/** What the member's browsers have seen, as the member signed it; null before the first time. */
export async function memoryOf(db: Db, memberId: string): Promise<string | null> {
  const [row] = await db.select({ memory: member.memory }).from(member).where(eq(member.id, memberId));
  return row?.memory ?? null;
}

/** Stores what the member's browser has seen. Refusal `invalid` unless this member signed it. */
export async function remember(ctx: Context, actor: Member, memory: string): Promise<void> {
  if (memory.length > 2_000) throw new Refusal('invalid');
  await perform(ctx, actor, 'member.remember', `member:${actor.memberId}`, async ({ tx, within, record }) => {
    const row = await lockMember(tx, actor.memberId);
    within({ memberId: row.id });
    const { version, logSequence } = opened(memory, row.id, row.signingKey ?? '');
    await tx.update(member).set({ memory }).where(eq(member.id, row.id));
    record({ version, sequence: logSequence });
  });
}

function opened(memory: string, memberId: string, signingKey: string) {
  try {
    return openMemory(memory, memberId, signingKey);
  } catch (error) {
    throw isEnvelopeError(error) ? new Refusal('invalid') : error;
  }
}
