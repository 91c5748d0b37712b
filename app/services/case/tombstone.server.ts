import { asc, eq } from 'drizzle-orm';
import * as z from 'zod/mini';
import { caseFile } from '#db/schema/casework';
import { tombstone } from '#db/schema/deletion';
import { reward } from '#db/schema/reward';
import { isIsoDate } from '~/domain/dates';
import { isUuid } from '~/domain/uuid';
import type { Context } from '~/services/context.server';
import { perform } from '~/services/perform.server';
import { lockReward } from '~/services/reward/reward-rows.server';
import { lockCase } from './case-record.server';
import { hasContent, purgeCase, shredPayee } from './purge.server';

const line = z.object({
  subject: z.enum(['case', 'payee']),
  id: z.string().check(z.refine(isUuid)),
  rule: z.string().check(z.regex(/^[\w/+-]{1,80}$/)),
  on: z.string().check(z.refine(isIsoDate)),
});

/** What was deleted for good: one line of the file that is stored beside the backups. */
export type Tombstone = z.output<typeof line>;

const CLERK = { kind: 'system', name: 'restore' } as const;

export async function tombstones({ db }: Pick<Context, 'db'>): Promise<Tombstone[]> {
  const rows = await db.select().from(tombstone).orderBy(asc(tombstone.onDay), asc(tombstone.subjectId));
  return rows.flatMap(({ subject, subjectId, rule, onDay }) =>
    subject === 'upload' ? [] : [{ subject, id: subjectId, rule, on: onDay }],
  );
}

/** Reads a line of the tombstone file; null when it is not valid. */
export function parseTombstone(text: string): Tombstone | null {
  try {
    return line.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/**
 * After a restore: deletes again what had been deleted since the backup. Returns how many were there again; cases that
 * the backup does not know are passed over.
 */
export async function replayTombstones(ctx: Context, list: readonly Tombstone[]): Promise<number> {
  let again = 0;
  for (const stone of list) if (await replay(ctx, stone)) again += 1;
  return again;
}

function replay(ctx: Context, { subject, id, rule }: Tombstone): Promise<boolean> {
  return subject === 'case' ? replayCase(ctx, id, rule) : replayPayee(ctx, id, rule);
}

async function replayCase(ctx: Context, caseId: string, rule: string): Promise<boolean> {
  const [known] = await ctx.db.select({ id: caseFile.id }).from(caseFile).where(eq(caseFile.id, caseId));
  if (!known || !(await hasContent(ctx.db, caseId))) return false;
  return perform(ctx, CLERK, 'deletion.carryOut', `case:${caseId}`, async (p) => {
    const row = await lockCase(p.tx, caseId);
    if (!(await hasContent(p.tx, caseId))) return p.nothing(false);
    await purgeCase(p, row, rule);
    p.record({ rule, what: 'content', replayed: true });
    return true;
  });
}

async function replayPayee(ctx: Context, rewardId: string, rule: string): Promise<boolean> {
  const [known] = await ctx.db.select({ payee: reward.payee }).from(reward).where(eq(reward.id, rewardId));
  if (!known?.payee) return false;
  return perform(ctx, CLERK, 'payee.shred', `reward:${rewardId}`, async (p) => {
    const { payee } = await lockReward(p.tx, rewardId);
    if (payee === null) return p.nothing(false);
    await shredPayee(p, rewardId, rule);
    p.record({ rule, replayed: true });
    return true;
  });
}
