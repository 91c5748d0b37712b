import { eq } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { member } from '#db/schema/staff';
import { isLevelAbove } from '~/domain/opening/ceremony-scope';
import { isRefusal, Refusal } from '~/domain/refusal';
import { type CaseRow, lockCase } from '~/services/case/case-record.server';
import { requireTaker } from '~/services/case/case-transfer.server';
import type { Context } from '~/services/context.server';
import { units } from '~/services/county/county.server';
import { certifiedInForce } from '~/services/keys/certified.server';
import type { CeremonyRow } from './ceremony-rows.server';

/**
 * The unit stands above the responsible one, and the case still has its content and, as far as the server knows, is not
 * about the unit. Refusal `notFound` (field order) otherwise, the same as for a number that no case has.
 */
export async function requireAbove(tx: Db | Tx, ctx: Context, row: CaseRow, unitId: string): Promise<void> {
  const above = isLevelAbove(await units(tx), unitId, row.responsibleUnitId);
  if (!above || row.purgedOn !== null) throw new Refusal('notFound', { field: 'order' });
  try {
    await requireTaker(tx, ctx, row, unitId);
  } catch (error) {
    // A unit that the case is about learns nothing about it, not even that it exists.
    throw isRefusal(error) ? new Refusal('notFound', { field: 'order' }) : error;
  }
}

/**
 * Days lie between the steps of an escrow. At each step the asker must still be a certified lead of the unit that
 * asked, and that unit must still stand above the one responsible now. Refusal `conflict` (rule noLongerAbove);
 * ceremonies of other kinds pass.
 */
export async function requireStillAbove(tx: Tx, ctx: Context, row: CeremonyRow): Promise<void> {
  if (row.kind !== 'escrow') return;
  const refused = new Refusal('conflict', { data: { rule: 'noLongerAbove' } });
  const [asker] = await tx.select().from(member).where(eq(member.id, row.askedBy));
  const listed = (await certifiedInForce(tx)).members.get(row.askedBy);
  const stands =
    asker?.status === 'enrolled' &&
    asker.roles.includes('lead') &&
    asker.unitId === row.askedUnitId &&
    listed?.unitIds.includes(row.askedUnitId) === true;
  if (!stands) throw refused;
  const file = await lockCase(tx, row.caseId ?? '');
  await requireAbove(tx, ctx, file, asker.unitId).catch((error: unknown) => {
    throw isRefusal(error) ? refused : error;
  });
}
