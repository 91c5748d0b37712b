import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Db } from '#db/client';
import { caseFile, report, sealedPart } from '#db/schema/casework';
import type { IsoDate } from '~/domain/dates';
import type { SealedFollow } from '~/domain/follow/sealed-follow';
import { isRefusal } from '~/domain/refusal';
import { toBase64 } from '~/envelope/bytes';
import type { Context } from '~/services/context.server';
import { directoryInForce } from '~/services/keys/certified.server';
import { formerDirectories } from '~/services/keys/former-directories.server';
import { threadProofs } from '~/services/keys/renewal-proof.server';
import { signedRouting } from '~/services/keys/signed-routing.server';
import { stampsOf } from '~/services/keys/stamp.server';
import { certifiedKeyOf } from '~/services/keys/unit-key.server';
import { lookAsReporter } from '~/services/look.server';
import { cardOf, reporterWraps } from '~/services/report/reporter-parts.server';
import type { RewardForReporter } from '~/services/reward/reward-page.server';
import { nextFilePlace } from './follow-files.server';

export type MessageRow = {
  sequence: number;
  from: 'reporter' | 'staff';
  on: IsoDate;
  keyEpoch: number;
  authorId: string | null;
  bytes: Uint8Array | null;
};

/** The thread as it is stored, in order. */
export async function messageRows(ctx: Context, reportId: string): Promise<MessageRow[]> {
  const ofThread = and(
    eq(sealedPart.reportId, reportId),
    inArray(sealedPart.kind, ['reporterMessage', 'staffMessage']),
  );
  const rows = await lookAsReporter(ctx, reportId, (db) =>
    db.select().from(sealedPart).where(ofThread).orderBy(asc(sealedPart.sequence)),
  );
  return rows.map(({ sequence, kind, madeOn, keyEpoch, authorId, bytes }) => {
    const from = kind === 'staffMessage' ? 'staff' : 'reporter';
    return { sequence, from, on: madeOn, keyEpoch, authorId, bytes };
  });
}

/** Numbers of the lists that a reporter's browser already has; 0 for none. */
export type KnownLists = { directory: number; routing: number };

/**
 * Everything sealed of a reporter's page, for the browser that holds the code; `known` are the lists that it already
 * has.
 */
export function sealedFollow(ctx: Context, reportId: string, shown: Shown): Promise<SealedFollow> {
  return lookAsReporter(ctx, reportId, (db) => sealedIn(ctx, db, reportId, shown));
}

type Shown = { rows: readonly MessageRow[]; reward: RewardForReporter | null; known: KnownLists };

async function sealedIn(ctx: Context, db: Db, reportId: string, { rows, reward, known }: Shown): Promise<SealedFollow> {
  const directory = await directoryInForce(db);
  const routing = await signedRouting(db);
  const routingVersion = routing?.version ?? 0;
  const hasDirectory = directory?.version === known.directory;
  const [own] = await db
    .select({
      nextSequence: report.nextSequence,
      reportRecipient: report.reportRecipient,
      keyEpoch: caseFile.keyEpoch,
    })
    .from(report)
    .innerJoin(caseFile, eq(caseFile.id, report.caseId))
    .where(eq(report.id, reportId));
  const wraps = await reporterWraps(ctx, reportId);
  const renewals = await threadProofs(db, reportId);
  const authors = [...rows, ...renewals].map(({ authorId }) => authorId);
  return {
    reportId,
    nextSequence: own?.nextSequence ?? 1,
    keyEpoch: own?.keyEpoch ?? 0,
    wraps: wraps.map(({ keyEpoch, bytes }) => ({ keyEpoch: keyEpoch ?? 0, bytes: toBase64(bytes) })),
    renewals: renewals.map(({ keyEpoch, bytes }) => ({ keyEpoch, bytes: toBase64(bytes) })),
    messages: rows.map(({ sequence, from, keyEpoch, bytes }) => ({
      sequence,
      from,
      keyEpoch,
      bytes: bytes && toBase64(bytes),
    })),
    reward: reward && { id: reward.id, rewardId: reward.rewardId, steps: toBase64(reward.steps) },
    card: await cardOf(ctx, reportId),
    reportRecipient: own?.reportRecipient ?? null,
    directoryVersion: directory?.version ?? 0,
    directory: hasDirectory ? null : directory,
    routingVersion,
    // With another list, its guardians' stamps are different ones too.
    routing: hasDirectory && routingVersion === known.routing ? null : routing,
    stamps: await stampsOf(db),
    former: await formerDirectories(db, authors, directory),
    payeeKeys: reward?.state === 'approved' ? await payeeKeys(db) : null,
    files: await nextFilePlace(db, reportId),
  };
}

async function payeeKeys(db: Db): Promise<SealedFollow['payeeKeys']> {
  try {
    const [finance, guardians] = [await certifiedKeyOf(db, 'finance'), await certifiedKeyOf(db, 'guardians')];
    return { finance: finance.unitKeyId, guardians: guardians.unitKeyId };
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}
