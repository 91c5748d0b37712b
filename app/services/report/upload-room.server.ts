import { eq, sql } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { upload, uploadPart } from '#db/schema/upload';
import type { Context } from '~/services/context.server';
import { blobRemovals, queueJobs, wakeWorker } from '~/services/outbox.server';
import type { UploadOwners } from './upload-owners.server';

type Waiting = { hash: string; bytes: number; madeOn: string };

/**
 * Makes room for that many more bytes: of the network that holds most, the oldest upload that no report has claimed is
 * deleted first, and so on. The one being sent now stays. False when there is nothing left to delete.
 */
export async function makeRoom(ctx: Context, own: string, bytes: number, most: number): Promise<boolean> {
  const [sum] = await ctx.db.select({ bytes: sql<string>`coalesce(sum(${upload.bytes}), 0)` }).from(upload);
  let over = Number(sum?.bytes ?? 0) + bytes - most;
  if (over <= 0) return true;
  // What had a row before and has none now was claimed, withdrawn or deleted.
  const seen = ctx.uploadOwners.all();
  const waiting: Waiting[] = await ctx.db
    .select({ hash: upload.tokenHash, bytes: upload.bytes, madeOn: upload.madeOn })
    .from(upload);
  const left = new Map(waiting.map((one) => [one.hash, one]));
  for (const hash of seen) if (!left.has(hash)) ctx.uploadOwners.forget(hash);
  while (over > 0) {
    const goes = firstToGo([...left.values()], own, ctx.uploadOwners);
    if (!goes) return false;
    left.delete(goes.hash);
    over -= (await ctx.db.transaction((tx) => forgetUpload(tx, goes.hash))) ?? 0;
  }
  wakeWorker(ctx);
  return true;
}

function firstToGo(waiting: readonly Waiting[], own: string, owners: UploadOwners): Waiting | null {
  const held = new Map<string, number>();
  for (const { hash, bytes } of waiting) {
    const { mark } = owners.of(hash);
    held.set(mark, (held.get(mark) ?? 0) + bytes);
  }
  const before = (a: Waiting, b: Waiting): number => {
    const [first, second] = [owners.of(a.hash), owners.of(b.hash)];
    const heavier = (held.get(second.mark) ?? 0) - (held.get(first.mark) ?? 0);
    return heavier || a.madeOn.localeCompare(b.madeOn) || first.order - second.order;
  };
  const [goes] = waiting.filter(({ hash }) => hash !== own).sort(before);
  return goes ?? null;
}

/**
 * Deletes an upload that no report has claimed, with its blobs; returns the number of bytes that it held, null when it
 * was gone already.
 */
export async function forgetUpload(tx: Tx, hash: string): Promise<number | null> {
  // Locked first: a report that takes it at this moment wins, and then there is nothing to remove.
  const [row] = await tx.select().from(upload).where(eq(upload.tokenHash, hash)).for('update');
  if (!row) return null;
  const parts = await tx.delete(uploadPart).where(eq(uploadPart.tokenHash, hash)).returning({ blob: uploadPart.blob });
  await tx.delete(upload).where(eq(upload.tokenHash, hash));
  await queueJobs(tx, blobRemovals(parts.map(({ blob }) => blob)));
  return row.bytes;
}
