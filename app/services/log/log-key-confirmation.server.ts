import { county } from '#db/schema/county';
import { logKeyConfirmation } from '#db/schema/log';
import type { Member } from '~/domain/acts/permission';
import { Refusal } from '~/domain/refusal';
import { type LogKey, logKeyProblems, verifyLogKeyConfirmation } from '~/envelope/keys/log-key';
import type { Context } from '~/services/context.server';
import { countyKeyIntact } from '~/services/keys/county-key.server';
import { look } from '~/services/look.server';
import { perform } from '~/services/perform.server';
import { logKeysOf, logKeyVouchers } from './log-keys.server';

/** The oldest key of the log after a break-in for which no guardian has vouched yet; null when there is none. */
export async function unconfirmedLogKey(ctx: Context, actor: Member): Promise<LogKey | null> {
  return look(ctx, actor, 'directory.certify', null, async ({ db }) => {
    const keys = await logKeysOf(db);
    const { confirmations, countyKey } = await logKeyVouchers(db);
    const first = logKeyProblems(keys, confirmations, countyKey).find(({ kind }) => kind === 'unconfirmed');
    return keys.find(({ number }) => number === first?.number) ?? null;
  });
}

/**
 * Stores a guardian's confirmation: the guardian compared the log key with what the rotation printed, and signed it
 * with the county key. Refusals: `notFound` (no such key after a break-in), `alreadyDone`, `invalid` (the signature
 * does not hold), `notOpen` (no county key, or not the one that this installation was given).
 */
export async function confirmLogKey(
  ctx: Context,
  actor: Member,
  { number, signature }: { number: number; signature: string },
): Promise<void> {
  await perform(ctx, actor, 'log.confirmKey', null, async ({ tx, today, record }) => {
    const key = (await logKeysOf(tx)).find((one) => one.number === number && one.reason === 'breakIn');
    if (!key) throw new Refusal('notFound');
    const [row] = await tx.select({ countyKey: county.directoryKey }).from(county);
    const countyKey = row?.countyKey ?? null;
    if (countyKey === null || !(await countyKeyIntact(ctx, tx))) throw new Refusal('notOpen');
    if (!verifyLogKeyConfirmation(key, signature, countyKey)) throw new Refusal('invalid');
    const made = { number, countyKey, signature, memberId: actor.memberId, onDay: today };
    const stored = await tx.insert(logKeyConfirmation).values(made).onConflictDoNothing().returning();
    if (stored.length === 0) throw new Refusal('alreadyDone');
    record({ key: key.keyId });
  });
}
