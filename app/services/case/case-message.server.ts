import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { report, sealedPart } from '#db/schema/casework';
import type { Actor } from '~/domain/acts/permission';
import type { IsoDate } from '~/domain/dates';
import { addCaseEvent, type CaseRow } from './case-record.server';

type Message = {
  row: CaseRow;
  reportId: string;
  sequence: number;
  keyEpoch: number;
  bytes: Uint8Array;
  actor: Actor;
  /** What the reporter does with it. */
  act: 'report.message' | 'report.object';
  madeOn: IsoDate;
  /** Made in the reporter's browser, so that the same message sent twice is recognised. */
  id?: string;
};

/** Stores a reporter's sealed message and moves the thread on; case and report must be locked. */
export async function addReporterMessage(tx: Tx, message: Message): Promise<void> {
  const { row, reportId, sequence, keyEpoch, bytes, act, actor, madeOn, id = randomUUID() } = message;
  await tx
    .update(report)
    .set({ nextSequence: sequence + 1 })
    .where(eq(report.id, reportId));
  await tx.insert(sealedPart).values({
    id,
    caseId: row.id,
    reportId,
    kind: 'reporterMessage',
    key: 'thread',
    scope: reportId,
    sequence,
    bytes,
    size: bytes.length,
    madeOn,
    keyEpoch,
  });
  const unitId = row.responsibleUnitId;
  await addCaseEvent(tx, { caseId: row.id, act, actor, unitId, onDay: madeOn });
}
