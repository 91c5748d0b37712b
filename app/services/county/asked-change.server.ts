import { and, eq } from 'drizzle-orm';
import type { Tx } from '#db/client';
import type { holidayChange } from '#db/schema/calendar';
import type { countyChange } from '#db/schema/county-change';
import type { rosterChange } from '#db/schema/duty';
import type { policyChange } from '#db/schema/policy-change';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { isUuid } from '~/domain/uuid';

/** Changes that one person asks for, and that count once a second one agrees. */
type ChangeTable = typeof holidayChange | typeof rosterChange | typeof policyChange | typeof countyChange;

/** The change that waits under this id, locked until the act ends. Refusals: `notFound`, `alreadyDone`. */
export async function askedChange<T extends ChangeTable>(
  tx: Tx,
  table: T,
  request: string,
): Promise<T['$inferSelect']> {
  const all: ChangeTable = table;
  const [row] = isUuid(request) ? await tx.select().from(all).where(eq(all.id, request)).for('update') : [];
  if (!row) throw new Refusal('notFound');
  if (row.state !== 'asked') throw new Refusal('alreadyDone');
  return row;
}

/** Writes what became of it. */
export async function decideChange(
  tx: Tx,
  table: ChangeTable,
  { id }: { id: string },
  state: 'confirmed' | 'refused',
  by: { decidedBy: string; decidedOn: IsoDate },
): Promise<void> {
  await tx
    .update(table)
    .set({ state, ...by })
    .where(and(eq(table.id, id), eq(table.state, 'asked')));
}
