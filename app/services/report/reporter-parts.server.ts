import { and, eq } from 'drizzle-orm';
import { sealedPart, wrappedKey } from '#db/schema/casework';
import type { KeyWrap } from '~/contract/sealed/key-wraps';
import { toBase64 } from '~/envelope/bytes';
import type { Context } from '~/services/context.server';

/** The reporter's own wraps of the thread key; none once past retention. */
export async function reporterWraps({ db }: Context, reportId: string): Promise<KeyWrap[]> {
  const own = and(eq(wrappedKey.reportId, reportId), eq(wrappedKey.key, 'thread'), eq(wrappedKey.holder, 'reporter'));
  return db.select().from(wrappedKey).where(own);
}

/** The reporter's card as it was sealed, URL-safe Base64. */
export async function cardOf({ db }: Context, reportId: string): Promise<string | null> {
  const [card] = await db
    .select({ bytes: sealedPart.bytes })
    .from(sealedPart)
    .where(and(eq(sealedPart.reportId, reportId), eq(sealedPart.kind, 'reporterCard')));
  return card?.bytes ? toBase64(card.bytes) : null;
}
