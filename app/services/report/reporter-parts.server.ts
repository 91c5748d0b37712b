import { and, eq } from 'drizzle-orm';
import { sealedPart, wrappedKey } from '#db/schema/casework';
import type { KeyWrap } from '~/contract/sealed/key-wraps';
import { toBase64 } from '~/envelope/bytes';
import type { Context } from '~/services/context.server';
import { lookAsReporter } from '~/services/look.server';

/** The reporter's own wraps of the thread key; empty once past retention. */
export async function reporterWraps(ctx: Context, reportId: string): Promise<KeyWrap[]> {
  const own = and(eq(wrappedKey.reportId, reportId), eq(wrappedKey.key, 'thread'), eq(wrappedKey.holder, 'reporter'));
  return lookAsReporter(ctx, reportId, (db) => db.select().from(wrappedKey).where(own));
}

/** The reporter's card as it was sealed, URL-safe Base64. */
export async function cardOf(ctx: Context, reportId: string): Promise<string | null> {
  const own = and(eq(sealedPart.reportId, reportId), eq(sealedPart.kind, 'reporterCard'));
  const [card] = await lookAsReporter(ctx, reportId, (db) =>
    db.select({ bytes: sealedPart.bytes }).from(sealedPart).where(own),
  );
  return card?.bytes ? toBase64(card.bytes) : null;
}
