import { and, eq, inArray, lt } from 'drizzle-orm';
import { ceremony, ceremonyShare } from '#db/schema/ceremony';
import { isOverdue } from '~/domain/opening/ceremony';
import { units } from '~/services/county/county.server';
import { type House, today } from '~/services/house.server';
import { perform } from '~/services/perform.server';
import { codesOf } from './ceremony.server';
import { destroyShares, lockCeremony, stateOf } from './ceremony-rows.server';

const CLERK = { kind: 'system', name: 'ceremony' } as const;

/**
 * Ends asks and approvals whose last day is past, one act each, and destroys consents that can serve no more, also those
 * of openings whose outcome nobody told. Returns how many ended.
 */
export async function expireCeremonies(house: House): Promise<number> {
  const day = today(house);
  const due = await house.db
    .select({ id: ceremony.id, kind: ceremony.kind })
    .from(ceremony)
    .where(and(inArray(ceremony.state, ['asked', 'approved']), lt(ceremony.expiresOn, day)));
  for (const { id, kind } of due) {
    await perform(house, CLERK, 'ceremony.expire', `ceremony:${id}`, async ({ tx, today: on, record }) => {
      const row = await lockCeremony(tx, id, kind);
      if (!isOverdue(stateOf(row), on)) return;
      await tx.update(ceremony).set({ state: 'expired' }).where(eq(ceremony.id, id));
      await destroyShares(tx, id);
      record({ ...codesOf(row), was: row.state });
    });
  }
  await destroyLeftOvers(house, day);
  return due.length;
}

async function destroyLeftOvers(house: House, day: string): Promise<void> {
  const left = await house.db
    .selectDistinct({ id: ceremony.id, kind: ceremony.kind })
    .from(ceremony)
    .innerJoin(ceremonyShare, eq(ceremonyShare.ceremonyId, ceremony.id))
    .where(and(eq(ceremony.state, 'opened'), lt(ceremony.expiresOn, day)));
  for (const { id, kind } of left) {
    await perform(house, CLERK, 'ceremony.expire', `ceremony:${id}`, async ({ tx, record }) => {
      const row = await lockCeremony(tx, id, kind);
      await destroyShares(tx, id);
      record({ ...codesOf(row), was: row.state });
    });
  }
}

/** Who is told of an emergency opening: the supervisors' duty address, else that of the upper unit; null without either. */
export async function supervisorsAddress(house: House): Promise<string | null> {
  const all = await units(house.db);
  const order = [all.find(({ kind }) => kind === 'committee'), all.find(({ kind }) => kind === 'upper')];
  return order.find((unit) => unit?.dutyMail)?.dutyMail ?? null;
}

/** The log says that the supervisors were told. */
export function recordEmergencyAlert(house: House, ceremonyId: string, step: string): Promise<void> {
  return perform(house, CLERK, 'report.alertDuty', `ceremony:${ceremonyId}`, async ({ record }) => record({ step }));
}
