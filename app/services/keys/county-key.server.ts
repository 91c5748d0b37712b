import type { Db, Tx } from '#db/client';
import { county } from '#db/schema/county';
import type { Context } from '~/services/context.server';

/** The tag stored beside the county key. Whoever changes the row in the database alone cannot make it. */
export const countyKeyTag = ({ secret }: Pick<Context, 'secret'>, publicKey: string): string =>
  secret.tag('county-directory-key', publicKey);

/** Is the county key the one that this installation was given? True also before there is one. */
export async function countyKeyIntact(ctx: Pick<Context, 'secret' | 'db'>, db: Db | Tx = ctx.db): Promise<boolean> {
  const { directoryKey, directoryKeyTag } = county;
  const [row] = await db.select({ directoryKey, directoryKeyTag }).from(county);
  return row === undefined || isIntact(ctx, row);
}

/** Whether the county key in this row, if there is one, bears its tag. */
export function isIntact(
  ctx: Pick<Context, 'secret'>,
  { directoryKey, directoryKeyTag }: Pick<typeof county.$inferSelect, 'directoryKey' | 'directoryKeyTag'>,
): boolean {
  if (directoryKey === null && directoryKeyTag === null) return true;
  return directoryKey !== null && directoryKeyTag === countyKeyTag(ctx, directoryKey);
}
