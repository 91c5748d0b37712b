import { sql } from 'drizzle-orm';
import { type BlobRef, midnightOf } from '~/services/blob-store.server';
import type { Context } from '~/services/context.server';
import { shuffled } from '~/services/shuffle.server';

const DAY_MS = 86_400_000;
/** How many blobs one statement asks about. */
const ASKED_AT_ONCE = 5_000;
/**
 * Blobs without a row come singly, of a part whose answer got lost. Where they are many, and more than one in twenty,
 * the rows are rather those of another site or of an old backup, and nothing is removed.
 */
const FEW = 20;
const ONE_IN = 20;

/**
 * Removes blobs that lie in the store for longer than a day, and that no row names: what a process left behind that ended,
 * or a store whose answer got lost, between the blob and its row. Those whose removal is queued are left to it. Any number of
 * processes may do it at once. Returns how many went.
 */
export async function removeUnnamed(ctx: Context, signal?: AbortSignal): Promise<number> {
  const before = new Date(midnightOf(ctx.now()).getTime() - DAY_MS);
  const unnamed: BlobRef[] = [];
  let seen = 0;
  for await (const refs of inParts(ctx.blobs.listBefore(before))) {
    if (signal?.aborted) return 0;
    seen += refs.length;
    unnamed.push(...(await unnamedOf(ctx, refs)));
  }
  if (unnamed.length > FEW && unnamed.length * ONE_IN > seen) {
    ctx.log('blobs.manyUnnamed', { blobs: unnamed.length, all: seen });
    return 0;
  }
  for (const ref of shuffled(unnamed)) await ctx.blobs.remove(ref);
  if (unnamed.length > 0) ctx.log('blobs.unnamedRemoved', { blobs: unnamed.length });
  return unnamed.length;
}

/** In one statement, because a part goes from an upload to a report while this looks. */
async function unnamedOf({ db }: Context, refs: readonly BlobRef[]): Promise<BlobRef[]> {
  const rows = await db.execute<{ ref: string }>(sql`
    select ref from jsonb_array_elements_text(${JSON.stringify(refs)}::jsonb) as asked (ref)
    except select blob from sealed_part where blob is not null
    except select blob from upload_part
    except select payload ->> 'blob' from outbox where kind = 'blob.remove' and done_on is null and failed is null`);
  return rows.map(({ ref }) => ref);
}

async function* inParts(refs: AsyncIterable<BlobRef>): AsyncGenerator<BlobRef[]> {
  let part: BlobRef[] = [];
  for await (const ref of refs) {
    if (part.push(ref) < ASKED_AT_ONCE) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}
