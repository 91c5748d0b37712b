import { and, asc, count, eq, gt, inArray, isNotNull, sql } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { caseFile } from '#db/schema/casework';
import { county, unit } from '#db/schema/county';
import { logKey } from '#db/schema/log';
import { reward } from '#db/schema/reward';
import { member, staffSession } from '#db/schema/staff';
import { lockSiteAlone } from '#db/site-lock';
import { directoryFingerprint } from '~/envelope/keys/directory';
import type { LogKey } from '~/envelope/keys/log-key';
import { excludedUnitTag } from '~/services/case/case-record.server';
import type { Context } from '~/services/context.server';
import { waitingOf } from '~/services/hand-over.server';
import { countyKeyIntact, countyKeyTag } from '~/services/keys/county-key.server';
import { perform } from '~/services/perform.server';
import { openTotp, sealTotp } from '~/services/staff/totp.server';
import { newToken } from '~/services/token.server';
import { checkpointKey } from './log-chain.server';
import { logKeysOf, ownLogKey, signedLogKey } from './log-keys.server';
import { chainHead, sequenceLog } from './log-sequencer.server';
import { adoptStaged, stagedSecret } from './secret-file.server';
import { type ServerSecret, secretOf } from './server-secret.server';

export type SecretRotation = {
  /** `breakIn`: others may know the old secret, so nothing that it alone vouches for is believed. */
  reason: 'rotation' | 'breakIn';
  /** After a break-in, the fingerprint as somebody read it from a printed board; spaces and case do not matter. */
  fingerprint?: string | undefined;
  /** Counts and checks only, also beside a running site, and changes nothing. */
  dryRun?: boolean;
  /**
   * Makes the next secret durable. It is called once it is certain that nobody else rotates, before anything is made
   * with it.
   */
  stage: () => void;
};

export type Rotated = {
  reason: SecretRotation['reason'];
  key: Pick<LogKey, 'number' | 'keyId' | 'publicKey' | 'fromDay'>;
  /** How many things of each kind were made anew. */
  authenticators: number;
  /** Logins whose authenticator secret the old server secret does not open; their members must set up a new one. */
  unreadable: string[];
  caseTags: number;
  /** Rewards that wait for payment in cash; from now on their codes are different. */
  cashCodes: number;
  sessionsEnded: number;
};

const SYSTEM = { kind: 'system', name: 'secret' } as const;
const BATCH = 2_000;

/** Carries the finished work out of a transaction that is to be rolled back. */
class DryRun extends Error {
  readonly rotated: Rotated;

  constructor(rotated: Rotated) {
    super('dry run');
    this.rotated = rotated;
  }
}

/**
 * Makes everything that the server secret made anew under the next one, in one transaction; when it commits, the next
 * one is the installation's secret. Throws an Error for people while a site runs on this database, when the county key
 * is not the one that was given, or when the fingerprint differs.
 */
export async function rotateSecret(ctx: Context, next: ServerSecret, rotation: SecretRotation): Promise<Rotated> {
  if (!rotation.dryRun) await sequenceLog(ctx, { everything: true });
  try {
    return await perform(ctx, SYSTEM, 'secret.rotate', null, async ({ tx, today, record }) => {
      if (!rotation.dryRun && !(await lockSiteAlone(tx))) {
        throw new Error('The site is running on this database. Stop every web process first; nothing was changed.');
      }
      // This also refuses when another rotation was just finished: then this process's secret is not the present one.
      await ownLogKey(ctx, tx);
      await requireCountyKey(ctx, tx, rotation);
      if (!rotation.dryRun) rotation.stage();
      const key = await beginKey(ctx, next, tx, { reason: rotation.reason, fromDay: today });
      const rotated = { reason: rotation.reason, key, ...(await remake(ctx, next, tx, rotation)) };
      if (rotation.dryRun) throw new DryRun(rotated);
      const { authenticators, caseTags, cashCodes } = rotated;
      record({ reason: rotation.reason, key: key.keyId, authenticators, caseTags, cashCodes });
      return rotated;
    });
  } catch (error) {
    if (error instanceof DryRun) return error.rotated;
    throw error;
  }
}

/**
 * Repairs after a crash in the middle. Where the database already belongs to the staged secret, that one takes over;
 * where it does not, the secret in use still is the right one, and the staged one waits to be overwritten.
 */
export async function settleSecret(dataFolder: string, db: Db): Promise<void> {
  const staged = stagedSecret(dataFolder);
  if (staged?.length !== 32) return;
  const newest = (await logKeysOf(db)).at(-1);
  if (newest?.keyId === checkpointKey({ secret: secretOf(staged) }).keyId) adoptStaged(dataFolder);
}

async function requireCountyKey(ctx: Context, tx: Tx, { reason, fingerprint }: SecretRotation): Promise<void> {
  const [row] = await tx.select({ key: county.directoryKey }).from(county);
  if (!row?.key) return;
  if (!(await countyKeyIntact(ctx, tx))) {
    throw new Error('The county key in the database is not the one this installation was given; nothing was changed.');
  }
  // Whoever knew the old secret could have put another key and its tag into the row, so only people can tell now.
  if (reason === 'breakIn' && !samePrint(fingerprint ?? '', directoryFingerprint(row.key))) {
    throw new Error(
      'After a break-in the county fingerprint must be given as it stands on a printed board (--fingerprint). The one in ' +
        `the database is ${directoryFingerprint(row.key)}; nothing was changed.`,
    );
  }
}

const samePrint = (typed: string, shown: string): boolean => {
  const bare = (text: string) => text.toLowerCase().replace(/[^0-9a-z]/g, '');
  return bare(typed) === bare(shown);
};

/** The old key's time ends with the chain as it stands. */
async function beginKey(
  ctx: Context,
  next: ServerSecret,
  tx: Tx,
  { reason, fromDay }: { reason: SecretRotation['reason']; fromDay: string },
): Promise<Rotated['key']> {
  const before = await ownLogKey(ctx, tx);
  const head = await chainHead(tx);
  const began = { afterSequence: head.sequence, head: head.hash, previous: before.keyId };
  const statement = { number: before.number + 1, reason, fromDay, ...began };
  const row = signedLogKey(statement, next, reason === 'rotation' ? ctx.secret : null);
  await tx.insert(logKey).values(row);
  const { number, keyId, publicKey } = row;
  return { number, keyId, publicKey, fromDay };
}

async function remake(ctx: Context, next: ServerSecret, tx: Tx, { reason, dryRun = false }: SecretRotation) {
  const [info] = await tx.select({ key: county.directoryKey }).from(county);
  if (info?.key) await tx.update(county).set({ directoryKeyTag: countyKeyTag({ secret: next }, info.key) });
  const totp = await remakeTotp(ctx, next, tx, reason);
  const caseTags = dryRun ? await caseTagsOf(tx) : await remakeCaseTags(ctx, next, tx);
  const waiting = and(eq(reward.claimMethod, 'cash'), inArray(reward.state, ['claimed', 'batched', 'released']));
  const [cash] = await tx.select({ n: count() }).from(reward).where(waiting);
  const ended = reason === 'breakIn' ? await tx.delete(staffSession).returning({ hash: staffSession.hash }) : [];
  return { ...totp, caseTags, cashCodes: (cash?.n ?? 0) + (await cashAtNight(ctx, tx)), sessionsEnded: ended.length };
}

/** After a break-in they open as before but count as known to others: their day is gone until they are renewed. */
/** Claims to cash that finance gets this night. */
async function cashAtNight(ctx: Context, tx: Tx): Promise<number> {
  const claims = await waitingOf(ctx, tx, 'claim');
  return claims.filter(({ content }) => content.method === 'cash').length;
}

async function remakeTotp(ctx: Context, next: ServerSecret, tx: Tx, reason: SecretRotation['reason']) {
  const rows = await tx
    .select({ id: member.id, login: member.login, sealed: member.totpSealed })
    .from(member)
    .where(isNotNull(member.totpSealed))
    .for('update');
  const unreadable: string[] = [];
  for (const { id, login, sealed } of rows) {
    const secret = opened(ctx, sealed ?? '');
    if (secret === null) unreadable.push(login);
    else {
      const { totpSealed } = sealTotp({ secret: next, now: ctx.now }, secret);
      const known = reason === 'breakIn' ? { totpMadeOn: null } : {};
      await tx
        .update(member)
        .set({ totpSealed, ...known })
        .where(eq(member.id, id));
    }
  }
  return { authenticators: rows.length - unreadable.length, unreadable };
}

function opened(ctx: Context, sealed: string): string | null {
  try {
    return openTotp(ctx, sealed);
  } catch {
    return null;
  }
}

async function caseTagsOf(tx: Tx): Promise<number> {
  const [row] = await tx
    .select({ n: sql<number>`coalesce(sum(cardinality(${caseFile.excludedUnitTags})), 0)::int` })
    .from(caseFile);
  return row?.n ?? 0;
}

/** A tag that names no unit of this county was drawn at random to look like one, and is drawn anew. */
async function remakeCaseTags(ctx: Context, next: ServerSecret, tx: Tx): Promise<number> {
  const units = (await tx.select({ id: unit.id }).from(unit)).map(({ id }) => id);
  let made = 0;
  for (let after = ''; ; ) {
    const rows = await tx
      .select({ id: caseFile.id, tags: caseFile.excludedUnitTags })
      .from(caseFile)
      .where(and(sql`cardinality(${caseFile.excludedUnitTags}) > 0`, after ? gt(caseFile.id, after) : undefined))
      .orderBy(asc(caseFile.id))
      .limit(BATCH);
    const renewed = rows.map(({ id, tags }) => {
      const known = new Map(units.map((unitId) => [excludedUnitTag(ctx, id, unitId), unitId]));
      const anew = tags.map((tag) => excludedUnitTag({ secret: next }, id, known.get(tag) ?? newToken()));
      made += anew.length;
      return { id, tags: anew };
    });
    for (const { id, tags } of renewed) {
      await tx.update(caseFile).set({ excludedUnitTags: tags }).where(eq(caseFile.id, id));
    }
    if (rows.length < BATCH) return made;
    after = rows.at(-1)?.id ?? '';
  }
}
