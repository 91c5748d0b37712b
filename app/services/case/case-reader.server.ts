import { and, eq, isNotNull } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { ceremony } from '#db/schema/ceremony';
import type { Member } from '~/domain/acts/permission';
import type { CaseRow } from './case-record.server';

/**
 * Does the member only read this case, because a review handed its keys to the member's unit? Such a unit reads the
 * narrative, files and casework, but no messages (threads have no escrow), and it does nothing in the case.
 */
export async function readsAlong(tx: Tx, row: Pick<CaseRow, 'id' | 'responsibleUnitId'>, by: Member): Promise<boolean> {
  if (row.responsibleUnitId === by.unitId) return false;
  const [review] = await tx
    .select({ id: ceremony.id })
    .from(ceremony)
    .where(
      and(
        eq(ceremony.caseId, row.id),
        eq(ceremony.askedUnitId, by.unitId),
        eq(ceremony.kind, 'escrow'),
        eq(ceremony.purpose, 'review'),
        isNotNull(ceremony.takenOn),
      ),
    )
    .limit(1);
  return review !== undefined;
}
