import { lt } from 'drizzle-orm';
import { upload } from '#db/schema/upload';
import { addDays } from '~/domain/dates';
import { type Context, today } from '~/services/context.server';
import { wakeWorker } from '~/services/outbox.server';
import { forgetUpload } from './upload-room.server';

/** How many whole days an upload waits for its report. */
const WAITING_DAYS = 2;

/** Deletes uploads whose report never came, with their blobs; returns how many. */
export async function expireUploads(ctx: Context): Promise<number> {
  const due = lt(upload.madeOn, addDays(today(ctx), -WAITING_DAYS));
  const orphans = await ctx.db.select({ tokenHash: upload.tokenHash }).from(upload).where(due);
  let expired = 0;
  for (const { tokenHash } of orphans) {
    expired += (await ctx.db.transaction((tx) => forgetUpload(tx, tokenHash))) === null ? 0 : 1;
  }
  if (expired > 0) wakeWorker(ctx);
  return expired;
}
