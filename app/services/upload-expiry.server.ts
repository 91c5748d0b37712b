import { and, eq, lt } from 'drizzle-orm';
import { upload, uploadPart } from '#db/schema/upload';
import { addDays } from '~/domain/dates';
import { type House, today } from './house.server';
import { wakeWorker } from './outbox.server';
import { queueRemoval } from './upload.server';

/** Whole days that an upload waits for its report. */
const WAITING_DAYS = 2;

/** Forgets uploads whose report never came, with their blobs; returns how many. */
export async function expireUploads(house: House): Promise<number> {
  const due = lt(upload.madeOn, addDays(today(house), -WAITING_DAYS));
  const orphans = await house.db.select({ tokenHash: upload.tokenHash }).from(upload).where(due);
  let expired = 0;
  for (const { tokenHash } of orphans) {
    expired += await house.db.transaction(async (tx) => {
      // Locked first: a report that takes it at this moment wins, and then there is nothing to remove.
      const [row] = await tx
        .select()
        .from(upload)
        .where(and(eq(upload.tokenHash, tokenHash), due))
        .for('update');
      if (!row) return 0;
      const parts = await tx
        .delete(uploadPart)
        .where(eq(uploadPart.tokenHash, tokenHash))
        .returning({ blob: uploadPart.blob });
      await tx.delete(upload).where(eq(upload.tokenHash, tokenHash));
      await queueRemoval(
        tx,
        parts.map(({ blob }) => blob),
      );
      return 1;
    });
  }
  if (expired > 0) wakeWorker(house);
  return expired;
}
