import { and, desc, eq, lte } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { rosterChange } from '#db/schema/duty';
import type { RosterEntry } from '~/domain/county/roster';
import type { IsoDate } from '~/domain/dates';

type Reads = Pick<Db | Tx, 'selectDistinctOn'>;

/** The roster as it stands on a day: of each entry its newest confirmed change that holds by then. */
export async function rosterOn(db: Reads, day: IsoDate): Promise<RosterEntry[]> {
  const rows = await db
    .selectDistinctOn([rosterChange.entryId], { id: rosterChange.entryId, line: rosterChange.line })
    .from(rosterChange)
    .where(and(eq(rosterChange.state, 'confirmed'), lte(rosterChange.fromDay, day)))
    .orderBy(rosterChange.entryId, desc(rosterChange.fromDay), desc(rosterChange.order));
  return rows.flatMap(({ id, line }) => (line === null ? [] : [{ id, ...line }]));
}
