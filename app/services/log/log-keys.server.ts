import { asc } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { county } from '#db/schema/county';
import { logKey, logKeyConfirmation } from '#db/schema/log';
import { CHAIN_GENESIS } from '~/domain/log/log';
import {
  type LogKey,
  type LogKeyConfirmation,
  type LogKeyStatement,
  logKeyId,
  signLogKey,
} from '~/envelope/keys/log-key';
import { signingKeyFromSeed } from '~/envelope/signing';
import { type Context, today } from '~/services/context.server';
import { checkpointSeed } from './log-chain.server';
import type { ServerSecret } from './server-secret.server';

type Reader = Pick<Db | Tx, 'select'>;

/** Every key of the log, oldest first. */
export const logKeysOf = (db: Reader): Promise<LogKey[]> => db.select().from(logKey).orderBy(asc(logKey.number));

/** Guardians' confirmations, and the county key that must have signed them. */
export async function logKeyVouchers(
  db: Reader,
): Promise<{ confirmations: LogKeyConfirmation[]; countyKey: string | null }> {
  const confirmations = await db.select().from(logKeyConfirmation);
  const [row] = await db.select({ key: county.directoryKey }).from(county);
  return { confirmations, countyKey: row?.key ?? null };
}

/** A key's row, signed by the key itself and, for a rotation, by the secret before. */
export function signedLogKey(
  statement: Omit<LogKeyStatement, 'publicKey'>,
  secret: ServerSecret,
  before: ServerSecret | null,
): LogKey {
  const { seed, publicKey } = signingKeyFromSeed(checkpointSeed({ secret }));
  const whole = { ...statement, publicKey };
  return {
    ...whole,
    keyId: logKeyId(publicKey),
    signature: signLogKey(whole, seed),
    previousSignature: before === null ? null : signLogKey(whole, checkpointSeed({ secret: before })),
  };
}

/** The server secret at hand is not the one from which the newest key was made. The message is for people. */
export class WrongSecretError extends Error {
  readonly wrongSecret = true as const;
}

/**
 * The newest key of the log, which must be this installation's own. The first one is entered where there is none yet.
 * Throws WrongSecretError.
 */
export async function ownLogKey(ctx: Pick<Context, 'db' | 'secret' | 'now'>, db: Db | Tx = ctx.db): Promise<LogKey> {
  const first = signedLogKey(
    { number: 1, reason: 'first', fromDay: today(ctx), afterSequence: 0, head: CHAIN_GENESIS, previous: '' },
    ctx.secret,
    null,
  );
  const before = (await logKeysOf(db)).at(-1);
  if (!before) await db.insert(logKey).values(first).onConflictDoNothing();
  const newest = before ?? (await logKeysOf(db)).at(-1);
  if (newest?.keyId !== first.keyId) {
    throw new WrongSecretError(
      'The server secret in the data folder is not the one this database was used with. Nothing was changed: ' +
        'put back the right "server-secret" file (docs/operations.md, "The server secret").',
    );
  }
  return newest;
}
