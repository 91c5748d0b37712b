import { randomUUID } from 'node:crypto';
import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { keptInsert } from '#db/kept-statement';
import { caseEvent, caseFile, report, sealedPart } from '#db/schema/casework';
import type { CasePartKind } from '~/domain/acts/act';
import type { Actor } from '~/domain/acts/permission';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { isUuid } from '~/domain/uuid';
import type { Context } from '~/services/context.server';

export type CaseRow = typeof caseFile.$inferSelect;
export type ReportRow = typeof report.$inferSelect;

/** Kinds of sealed parts that staff add to a case, all under the case key. */

/** Sealed in the officer's browser to the case key, under label (kind, case id, sequence). */
export type NewCasePart = {
  /** Derived from the form's own mark, so that the same thing is recognised when it comes again. */
  id?: string;
  sequence: number;
  bytes: Uint8Array;
  /** Generation of the case or thread key it is sealed to; 0 when left out. */
  keyEpoch?: number;
};
/** Signed and sealed in the officer's browser to one report's thread key; `sequence` is the report's next one. */
export type SealedMessage = NewCasePart & { reportId: string };

const SMALLEST = 100;
const LARGEST = 512 * 1024;
const MAX_SEQUENCE = 2 ** 31 - 1;
/** Every age file begins with this line; anything in the clear is refused before it could be stored. */
const AGE_HEADER = new TextEncoder().encode('age-encryption.org/v1\n');

/** Refusal `invalid` unless these are the bytes of an age file of acceptable size. */
export function requireSealed(bytes: Uint8Array, field: string): void {
  const sized = bytes.length >= SMALLEST && bytes.length <= LARGEST;
  if (!sized || AGE_HEADER.some((byte, index) => bytes[index] !== byte)) throw new Refusal('invalid', { field });
}

/** The keyed tag by which a case remembers which units it is about without naming them. */
export function excludedUnitTag(ctx: Pick<Context, 'secret'>, caseId: string, unitId: string): string {
  return ctx.secret.tag('excluded-unit', `${caseId}|${unitId}`);
}

/** The case's row, to be read only; Refusal `notFound`. */
export async function findCase(tx: Pick<Tx, 'select'>, caseId: string): Promise<CaseRow> {
  const [row] = isUuid(caseId) ? await tx.select().from(caseFile).where(eq(caseFile.id, caseId)) : [];
  if (!row) throw new Refusal('notFound');
  return row;
}

/** The case's row, locked until the transaction ends; Refusal `notFound`. */
export async function lockCase(tx: Tx, caseId: string): Promise<CaseRow> {
  const [row] = isUuid(caseId) ? await tx.select().from(caseFile).where(eq(caseFile.id, caseId)).for('update') : [];
  if (!row) throw new Refusal('notFound');
  return row;
}

/** Reports of a case that can still be answered: not superseded, not past retention. */
export function openReports(tx: Pick<Tx, 'select'>, caseId: string): Promise<ReportRow[]> {
  return tx
    .select()
    .from(report)
    .where(and(eq(report.caseId, caseId), isNull(report.supersededBy), isNotNull(report.threadRecipient)))
    .orderBy(report.order);
}

export type EventData = Record<string, string | number | boolean | null>;

type NewEvent = { caseId: string; act: string; actor: Actor; unitId: string; onDay: IsoDate; data?: EventData };

/** Appends to the case's timeline; the case's row must be locked. Codes only. */
export async function addCaseEvent(tx: Tx, event: NewEvent): Promise<void> {
  const number = sql`(select coalesce(max(number), 0) + 1 from case_event where case_id = ${event.caseId})`;
  await tx.insert(caseEvent).values({ ...eventRow(event), number });
}

/** Begins the timeline of a case that is made in the same transaction. */
export const addFirstEvent = (tx: Tx, event: NewEvent): Promise<void> =>
  insertEvent(tx, { ...eventRow(event), number: 1 });

const insertEvent = keptInsert(caseEvent, ['caseId', 'number', 'act', 'unitId', 'memberId', 'onDay', 'data']);

function eventRow({ actor, data = {}, ...event }: NewEvent) {
  return { ...event, data, memberId: actor.kind === 'member' ? actor.memberId : null };
}

/**
 * Requires that later parts are sealed to the newest keys: Refusal `conflict` when they were renewed after the browser
 * looked.
 */
async function requirePresentEpoch(tx: Tx, caseId: string, keyEpoch: number, field: string): Promise<void> {
  const [row] = await tx.select({ keyEpoch: caseFile.keyEpoch }).from(caseFile).where(eq(caseFile.id, caseId));
  if (row?.keyEpoch !== keyEpoch) throw new Refusal('conflict', { field });
}

/**
 * Refusal `alreadyDone` for something already stored. The case's row is locked, so that of two requests at once the
 * second finds what the first stored.
 */
async function requireNew(tx: Tx, id: string, field: string): Promise<void> {
  if ((await tx.$count(sealedPart, eq(sealedPart.id, id))) > 0) throw new Refusal('alreadyDone', { field });
}

/**
 * Stores a part sealed to the case key. Refusals: `invalid` (field: the kind) when it is no sealed part, `alreadyDone`
 * for one that is stored already.
 */
export async function addCasePart(
  tx: Tx,
  part: NewCasePart & { caseId: string; kind: CasePartKind; authorId: string; madeOn: IsoDate },
): Promise<void> {
  const { id = randomUUID(), caseId, kind, sequence, bytes, authorId, madeOn, keyEpoch = 0 } = part;
  requireSealed(bytes, kind);
  await requireNew(tx, id, kind);
  await requirePresentEpoch(tx, caseId, keyEpoch, kind);
  if (!Number.isInteger(sequence) || sequence < 0 || sequence > MAX_SEQUENCE) {
    throw new Refusal('invalid', { field: kind });
  }
  await tx.insert(sealedPart).values({
    id,
    caseId,
    kind,
    key: 'case',
    scope: caseId,
    sequence,
    keyEpoch,
    bytes,
    size: bytes.length,
    authorId,
    madeOn,
  });
}

/**
 * Stores a staff message and moves the report's sequence on. Refusals: `invalid`, and `conflict` when another message
 * took the number meanwhile (the browser then seals again with the next one).
 */
export async function addStaffMessage(
  tx: Tx,
  message: SealedMessage & { caseId: string; authorId: string; madeOn: IsoDate },
): Promise<void> {
  const { id = randomUUID(), caseId, reportId, sequence, bytes, authorId, madeOn, keyEpoch = 0 } = message;
  requireSealed(bytes, 'message');
  await requireNew(tx, id, 'message');
  await requirePresentEpoch(tx, caseId, keyEpoch, 'message');
  const moved = await tx
    .update(report)
    .set({ nextSequence: sql`${report.nextSequence} + 1` })
    .where(
      and(
        eq(report.id, reportId),
        eq(report.caseId, caseId),
        isNull(report.supersededBy),
        eq(report.nextSequence, sequence),
      ),
    )
    .returning({ id: report.id });
  if (moved.length === 0) throw new Refusal('conflict', { field: 'message' });
  await tx.insert(sealedPart).values({
    id,
    caseId,
    reportId,
    kind: 'staffMessage',
    key: 'thread',
    scope: reportId,
    sequence,
    keyEpoch,
    bytes,
    size: bytes.length,
    authorId,
    madeOn,
  });
}
