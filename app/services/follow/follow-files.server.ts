import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { report, sealedPart } from '#db/schema/casework';
import { Refusal } from '~/domain/refusal';
import { MAX_SEALED_UPLOAD } from '~/domain/report/upload-limits';
import { isUuid } from '~/domain/uuid';
import { OPEN_STAGES } from '~/domain/vocabulary';
import { reporterSigningKey } from '~/envelope/report/reporter-signing';
import {
  addCaseEvent,
  type CaseRow,
  lockCase,
  type ReportRow,
  requireSealed,
} from '~/services/case/case-record.server';
import type { Context } from '~/services/context.server';
import { lookAsReporter } from '~/services/look.server';
import { type Performing, perform } from '~/services/perform.server';
import {
  type AttachedPart,
  attach,
  type CleanFile,
  removeBlobs,
  sealedAtMost,
} from '~/services/report/attachment.server';
import { uploadTokenHash } from '~/services/report/upload.server';
import { takeUpload } from '~/services/report/upload-take.server';
import { actId } from './act-id.server';
import { type OpenSession, ownCard } from './follow-thread.server';

/** Where a report's later files go on: after the last manifest and the last file. */
export type FilePlace = { nextManifest: number; nextIndex: number };

export async function nextFilePlace(db: Db | Tx, reportId: string): Promise<FilePlace> {
  const { kind, scope, sequence } = sealedPart;
  const [last] = await db
    .select({
      manifest: sql<number | null>`max(${sequence}) filter (where ${kind} = 'fileManifest')`,
      index: sql<number | null>`max(split_part(${scope}, ':', 2)::integer) filter (where ${kind} = 'file')`,
    })
    .from(sealedPart)
    .where(isOfFiles(reportId));
  return { nextManifest: (last?.manifest ?? -1) + 1, nextIndex: (last?.index ?? -1) + 1 };
}

const isOfFiles = (reportId: string) =>
  and(eq(sealedPart.reportId, reportId), inArray(sealedPart.kind, ['file', 'fileManifest']));

/** Most rows of one report's files and manifests: 2 GB, and some hundred small deliveries beside them. */
const MAX_ROWS = 2_000;

/** Keeps all deliveries of a report together within the limit of a single one. Refusal `invalid` (files). */
async function requireWithinReport(db: Db | Tx, reportId: string, more: { bytes: number; rows: number }) {
  const [held] = await db
    .select({ bytes: sql<string>`coalesce(sum(${sealedPart.size}), 0)`, rows: sql<number>`count(*)::integer` })
    .from(sealedPart)
    .where(isOfFiles(reportId));
  const bytes = Number(held?.bytes ?? 0) + more.bytes;
  const rows = (held?.rows ?? 0) + more.rows;
  if (bytes > MAX_SEALED_UPLOAD || rows > MAX_ROWS) {
    throw new Refusal('invalid', { field: 'files', data: { rule: 'full' } });
  }
}

/** Files that the reporter's browser sealed and uploaded, with the manifest that names them. */
export type SealedDelivery = {
  /** Made in the browser, so that the same delivery sent twice is stored once. */
  deliveryId: string;
  uploadToken: string;
  /** The manifest's place among the report's manifests. */
  sequence: number;
  manifest: Uint8Array;
};

/**
 * Adds files sealed in the reporter's browser. Refusals: `invalid` (files; also when the report has too many),
 * `conflict` when another delivery took the places meanwhile, `tooLate` once the case has ended, `notFound`.
 */
export async function addSealedFiles(ctx: Context, reportId: string, delivery: SealedDelivery): Promise<void> {
  const { deliveryId, sequence, manifest } = delivery;
  if (!isUuid(deliveryId)) throw new Refusal('invalid', { field: 'files' });
  requireSealed(manifest, 'files');
  const hash = uploadTokenHash(delivery.uploadToken);
  if (await lookAsReporter(ctx, reportId, (db) => isKept(db, reportId, deliveryId))) return;
  await deliver(ctx, reportId, async ({ tx }) => {
    if (await isKept(tx, reportId, deliveryId)) return null;
    const { nextManifest } = await nextFilePlace(tx, reportId);
    if (sequence !== nextManifest) throw new Refusal('conflict', { field: 'files', data: { next: nextManifest } });
    const files = await takeUpload(tx, hash, { reportId });
    if (files.length === 0) throw new Refusal('invalid', { field: 'files' });
    return [...files, manifestPart(reportId, deliveryId, sequence, manifest)];
  });
}

async function isKept(db: Db | Tx, reportId: string, deliveryId: string): Promise<boolean> {
  const same = and(eq(sealedPart.id, deliveryId), eq(sealedPart.reportId, reportId));
  return (await db.$count(sealedPart, same)) > 0;
}

const manifestPart = (reportId: string, id: string, sequence: number, bytes: Uint8Array): AttachedPart => ({
  id,
  kind: 'fileManifest',
  key: 'report',
  scope: reportId,
  sequence,
  bytes,
  blob: null,
  size: bytes.length,
});

/**
 * Adds files that came with a plain form. They are cleaned already; they are sealed here in memory to the report key
 * that the reporter's card names, and signed with the receipt code's key. The same files are stored once, however often
 * they are posted.
 */
export async function addFiles(ctx: Context, session: OpenSession, files: readonly CleanFile[]): Promise<void> {
  const { reportId, seed } = session;
  if (files.length === 0) throw new Refusal('invalid', { field: 'files', data: { rule: 'missing' } });
  const words = files.flatMap(({ name, bytes }) => [name, bytes]);
  const manifestId = actId(seed, 'files', words);
  const place = await lookAsReporter(ctx, reportId, async (db) => {
    if (await isKept(db, reportId, manifestId)) return null;
    const [own] = await db.select().from(report).where(eq(report.id, reportId));
    if (!own?.reportRecipient) throw new Refusal('expired');
    await requireWithinReport(db, reportId, { bytes: sealedAtMost(files), rows: files.length });
    return nextFilePlace(db, reportId);
  });
  if (place === null) return;
  const { reportRecipient } = await ownCard(ctx, session);
  const { seed: signingSeed } = reporterSigningKey(seed);
  const attached = await attach(ctx, { reportId, reportRecipient, signingSeed, files, place, manifestId });
  let kept = false;
  try {
    await deliver(ctx, reportId, async ({ tx }) => {
      // The form was sent a second time while the files of the first were being sealed.
      if (await isKept(tx, reportId, manifestId)) return null;
      const now = await nextFilePlace(tx, reportId);
      if (now.nextManifest !== place.nextManifest || now.nextIndex !== place.nextIndex) {
        throw new Refusal('conflict', { field: 'files' });
      }
      kept = true;
      return attached.parts;
    });
  } catch (error) {
    await removeBlobs(ctx, attached.blobs);
    throw error;
  }
  if (!kept) await removeBlobs(ctx, attached.blobs);
}

/**
 * The act behind both ways: locks, asks for the parts to add (null: they are stored already), writes them and the
 * timeline.
 */
function deliver(ctx: Context, reportId: string, parts: (p: Performing) => Promise<AttachedPart[] | null>) {
  const actor = { kind: 'reporter', reportId } as const;
  return perform(ctx, actor, 'report.addFiles', `report:${reportId}`, async (p) => {
    p.within({ reportId });
    const { own, row } = await lockOwn(p.tx, reportId);
    if (own.reportRecipient === null) throw new Refusal('expired', { field: 'files' });
    if (!OPEN_STAGES.some((stage) => stage === row.stage)) throw new Refusal('tooLate', { field: 'files' });
    const made = await parts(p);
    if (made === null) return;
    const { tx, today: madeOn } = p;
    await requireWithinReport(tx, reportId, {
      bytes: made.reduce((sum, { size }) => sum + size, 0),
      rows: made.length,
    });
    await tx.insert(sealedPart).values(made.map((part) => ({ ...part, caseId: row.id, reportId, madeOn })));
    const files = new Set(made.flatMap(({ kind, scope }) => (kind === 'file' ? [scope] : []))).size;
    const event = { caseId: row.id, act: 'report.addFiles', actor, unitId: row.responsibleUnitId, onDay: madeOn };
    await addCaseEvent(tx, { ...event, data: { files } });
    p.record({ files });
  });
}

/** The reporter's own report and its case, locked in the order in which every act locks them. Refusal `notFound`. */
export async function lockOwn(tx: Tx, reportId: string): Promise<{ own: ReportRow; row: CaseRow }> {
  const [found] = await tx.select({ caseId: report.caseId }).from(report).where(eq(report.id, reportId));
  if (!found) throw new Refusal('notFound');
  const row = await lockCase(tx, found.caseId);
  const [own] = await tx.select().from(report).where(eq(report.id, reportId)).for('update');
  if (!own || own.supersededBy !== null) throw new Refusal('notFound');
  return { own, row };
}
