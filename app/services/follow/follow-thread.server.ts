import { eq } from 'drizzle-orm';
import { report } from '#db/schema/casework';
import { openFirstThreadKey, openThreadKeys, type Signers, type ThreadKeys } from '~/contract/sealed/follow-thread';
import type { KeptProof } from '~/contract/sealed/renewal-proof';
import { keyNamed, openReporterCard, type ReporterCard } from '~/contract/sealed/reporter-card';
import { Refusal } from '~/domain/refusal';
import { fromBase64 } from '~/envelope/bytes';
import { isEnvelopeError } from '~/envelope/errors';
import { openFormer } from '~/envelope/keys/directory-history';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';
import { reporterSigningKey } from '~/envelope/report/reporter-signing';
import type { Context } from '~/services/context.server';
import { type DirectoryVersion, directoryInForce, openedInForce } from '~/services/keys/certified.server';
import { formerDirectories } from '~/services/keys/former-directories.server';
import { threadProofs } from '~/services/keys/renewal-proof.server';
import { lookAsReporter } from '~/services/look.server';
import { cardOf, reporterWraps } from '~/services/report/reporter-parts.server';

/** A session without scripts: the seed of the receipt code is in memory for one request. */
export type OpenSession = { reportId: string; seed: Uint8Array };

/** Who may have signed what stands in a thread; `signed` names the officers of its messages and renewed keys. */
export async function signersOf(
  ctx: Context,
  { reportId, seed }: OpenSession,
  signed: readonly { authorId: string | null }[],
): Promise<Signers> {
  const reporterKey = reporterSigningKey(seed).publicKey;
  if (signed.length === 0) return { current: { members: [] }, former: [], reporterKey };
  const authors = signed.map(({ authorId }) => authorId);
  const { former, current } = await lookAsReporter(ctx, reportId, async (db) => ({
    former: await formerDirectories(db, authors, await directoryInForce(db)),
    current: await openedInForce(db),
  }));
  return {
    current: current ?? { members: [] },
    former: current ? former.flatMap((one) => opened(one, current) ?? []) : [],
    reporterKey,
  };
}

function opened(signed: DirectoryVersion, inForce: DirectoryStatement) {
  try {
    return openFormer(signed, inForce);
  } catch (error) {
    if (isEnvelopeError(error)) return null;
    throw error;
  }
}

/**
 * The opened thread, null once the report is past retention. Throws Refusal `expired` when the seed is not the
 * report's.
 */
export async function threadKeys(
  ctx: Context,
  { reportId, seed: reporterSeed }: OpenSession,
  proofs: readonly KeptProof[],
  signers: Signers,
): Promise<ThreadKeys | null> {
  const wraps = await reporterWraps(ctx, reportId);
  if (wraps.length === 0) return null;
  const thread = { reportId, reporterSeed, proofs, wraps };
  return orExpired(async () => (await openThreadKeys(await openFirstThreadKey(thread), thread, signers)).keys);
}

/** The keys to which the session's own messages are sealed: never the recipient that the row names. */
export async function ownThreadKeys(ctx: Context, session: OpenSession): Promise<ThreadKeys | null> {
  const { reportId } = session;
  const proofs = await lookAsReporter(ctx, reportId, (db) => threadProofs(db, reportId));
  return threadKeys(ctx, session, proofs, await signersOf(ctx, session, proofs));
}

/**
 * What the reporter's card holds from the time of sending, the report key among it. Refusal `expired` when it no longer
 * exists.
 */
export async function ownCard(
  ctx: Context,
  { reportId, seed }: OpenSession,
): Promise<ReporterCard & { reportRecipient: string }> {
  const card = await cardOf(ctx, reportId);
  const [row] = await lookAsReporter(ctx, reportId, (db) =>
    db.select({ named: report.reportRecipient }).from(report).where(eq(report.id, reportId)),
  );
  const wraps = await reporterWraps(ctx, reportId);
  if (card === null || wraps.length === 0) throw new Refusal('expired');
  return orExpired(async () => {
    const thread = await openFirstThreadKey({ reportId, wraps, reporterSeed: seed });
    const opened = await openReporterCard(reportId, fromBase64(card), thread, { by: 'reporter', seed });
    return { ...opened, reportRecipient: keyNamed(opened.reportKey, row?.named ?? null) };
  });
}

async function orExpired<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isEnvelopeError(error) ? new Refusal('expired') : error;
  }
}
