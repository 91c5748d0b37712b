import { asc, eq } from 'drizzle-orm';
import { caseFile } from '#db/schema/casework';
import { tombstone } from '#db/schema/deletion';
import { reward } from '#db/schema/reward';
import { type IsoDate, isIsoDate } from '~/domain/dates';
import { isUuid } from '~/domain/uuid';
import type { House } from '~/services/house.server';
import { perform } from '~/services/perform.server';
import { lockReward } from '~/services/reward/reward-rows.server';
import { lockCase } from './case-record.server';
import { hasContent, purgeCase, shredPayee } from './purge.server';

/** What was deleted for good; one line of the file that is kept beside the backups. */
export type Tombstone = { subject: 'case' | 'payee'; id: string; rule: string; on: IsoDate };

const CLERK = { kind: 'system', name: 'restore' } as const;

export async function tombstones({ db }: Pick<House, 'db'>): Promise<Tombstone[]> {
  const rows = await db.select().from(tombstone).orderBy(asc(tombstone.onDay), asc(tombstone.subjectId));
  return rows.flatMap(({ subject, subjectId, rule, onDay }) =>
    subject === 'upload' ? [] : [{ subject, id: subjectId, rule, on: onDay }],
  );
}

/** A line of the tombstone file; null when it is none. */
export function parseTombstone(line: string): Tombstone | null {
  let value: Partial<Tombstone> | null;
  try {
    value = JSON.parse(line) as Partial<Tombstone> | null;
  } catch {
    return null;
  }
  const { subject, id, rule, on } = value ?? {};
  const known = subject === 'case' || subject === 'payee';
  if (!known || typeof id !== 'string' || !isUuid(id)) return null;
  return typeof rule === 'string' && /^[\w/+-]{1,80}$/.test(rule) && typeof on === 'string' && isIsoDate(on)
    ? { subject, id, rule, on }
    : null;
}

/**
 * After a restore: deletes again what had been deleted since the backup. Returns how many were there again; those whose
 * case the backup does not know are passed over.
 */
export async function replayTombstones(house: House, list: readonly Tombstone[]): Promise<number> {
  let again = 0;
  for (const stone of list) if (await replay(house, stone)) again += 1;
  return again;
}

function replay(house: House, { subject, id, rule }: Tombstone): Promise<boolean> {
  return subject === 'case' ? replayCase(house, id, rule) : replayPayee(house, id, rule);
}

async function replayCase(house: House, caseId: string, rule: string): Promise<boolean> {
  const [known] = await house.db.select({ id: caseFile.id }).from(caseFile).where(eq(caseFile.id, caseId));
  if (!known || !(await hasContent(house.db, caseId))) return false;
  return perform(house, CLERK, 'deletion.carryOut', `case:${caseId}`, async (p) => {
    await purgeCase(p, await lockCase(p.tx, caseId), rule);
    p.record({ rule, what: 'content', replayed: true });
    return true;
  });
}

async function replayPayee(house: House, rewardId: string, rule: string): Promise<boolean> {
  const [known] = await house.db.select({ payee: reward.payee }).from(reward).where(eq(reward.id, rewardId));
  if (!known?.payee) return false;
  return perform(house, CLERK, 'payee.shred', `reward:${rewardId}`, async (p) => {
    await lockReward(p.tx, rewardId);
    await shredPayee(p, rewardId, rule);
    p.record({ rule, replayed: true });
    return true;
  });
}
