import { randomUUID } from 'node:crypto';
import { and, desc, eq, isNotNull } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { caseEvent, caseFile, report, sealedPart, wrappedKey } from '#db/schema/casework';
import type { Actor } from '~/domain/acts/permission';
import { dangerDueOn } from '~/domain/case/danger-hours';
import type { TimeLimits } from '~/domain/county/policy';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { clearReasons } from '~/domain/report/claimed-routing';
import type { Routing } from '~/domain/report/routing';
import type { Channel, Matter, Sector } from '~/domain/vocabulary';
import { caseDueBy, timeLimits } from '~/services/case/case-deadline.server';
import {
  addCaseEvent,
  addFirstEvent,
  type CaseRow,
  excludedUnitTag,
  lockCase,
} from '~/services/case/case-record.server';
import type { Context } from '~/services/context.server';
import { joinedLooks } from '~/services/joined-look.server';
import { blobRemovals } from '~/services/outbox.server';
import { type Performing, perform } from '~/services/perform.server';
import type { AttachedPart } from './attachment.server';
import { dropAlert, raiseAlert } from './danger-alert.server';
import { requireOpenReporting } from './open-reporting.server';
import { insertCase, insertReport, type ReportContent } from './report-inserts.server';

export type ReportToStore = ReportContent & {
  clear: { matter: Matter; sector: Sector; urgent: boolean };
  /** The accused unit where the server knows it, for its tag; else null. */
  excludedUnitId: string | null;
  town: string | null;
  channel: Channel;
  routing: Routing;
  /** Files, either stored already or taken over in the same transaction. */
  attached: AttachedPart[] | ((tx: Tx) => Promise<AttachedPart[]>);
  /** A copy of the same form is stored under this case. */
  replaces: boolean;
};

/**
 * Writes all rows of a report in one transaction, the log row among them; a first copy of the same form is voided in
 * it. Every channel ends here, so none can take reports while reporting is closed: Refusal `notOpen`.
 */
export async function storeReport(ctx: Context, actor: Actor, made: ReportToStore): Promise<void> {
  await requireOpenReporting(ctx);
  const limits = await limitsToday(ctx);
  const first = made.channel === 'ledger' ? 'report.import' : 'report.submit';
  const act = made.replaces ? 'report.supersede' : first;
  await perform(ctx, actor, act, `case:${made.caseId}`, async (p) => {
    const { tx, today } = p;
    const values = caseValues(ctx, limits, made, today);
    const attached = typeof made.attached === 'function' ? await made.attached(tx) : made.attached;
    if (made.replaces) await voidFirstCopy(p, made);
    const { responsibleUnitId: unitId } = made.routing;
    const data = { channel: made.channel, urgent: made.clear.urgent };
    // Begun together, so that they travel together; the connection runs them one after the other.
    await Promise.all([
      made.replaces
        ? tx.update(caseFile).set(values).where(eq(caseFile.id, made.caseId))
        : insertCase(tx, { id: made.caseId, ...values }),
      ...insertReport(tx, made, attached, today),
      (made.replaces ? addCaseEvent : addFirstEvent)(tx, {
        caseId: made.caseId,
        act,
        actor,
        unitId,
        onDay: today,
        data,
      }),
    ]);
    p.record({ unit: unitId, ...data });
    if (!made.clear.urgent) return void (made.replaces && (await dropAlert(tx, made.caseId)));
    await raiseAlert(p, ctx, { caseId: made.caseId, hours: limits?.dangerHours ?? null });
  });
}

/** One check for all reports that come at the same moment. */
const limitsToday = joinedLooks((ctx) => timeLimits(ctx.db, ctx));

function caseValues(ctx: Context, limits: TimeLimits | null, made: ReportToStore, today: IsoDate) {
  const { clear, routing } = made;
  const hoursEnd = clear.urgent && limits !== null ? dangerDueOn(ctx.now(), limits.dangerHours) : null;
  const registered = { stage: 'registered', matter: clear.matter, registeredOn: today } as const;
  const due = caseDueBy(limits, ctx, { ...registered, unitId: routing.responsibleUnitId }, hoursEnd);
  return {
    matter: clear.matter,
    sector: clear.sector,
    town: made.town,
    channel: made.channel,
    receivedOn: today,
    urgent: clear.urgent,
    responsibleUnitId: routing.responsibleUnitId,
    assistingUnitIds: routing.assistingUnitIds,
    reasons: clearReasons(routing),
    // There always is one tag, so that rows do not tell which reports are about a department.
    excludedUnitTags: [excludedUnitTag(ctx, made.caseId, made.excludedUnitId ?? randomUUID())],
    stage: 'registered',
    ...due,
    caseRecipient: made.sealed.caseRecipient,
  };
}

/**
 * The same form was sent again: the first copy's content and keys are deleted, and its code no longer opens anything.
 * Refusals: `alreadyDone` (formToken) once staff have done anything or anybody has written, `conflict` when the copy
 * changed since it was looked up.
 */
async function voidFirstCopy({ tx, enqueue }: Performing, made: ReportToStore): Promise<void> {
  const row = await lockCase(tx, made.caseId);
  const [first] = await tx
    .select()
    .from(report)
    .where(and(eq(report.formTokenHash, made.formTokenHash), eq(report.caseId, made.caseId)))
    .for('update');
  if (!first) throw new Refusal('conflict', { field: 'formToken' });
  if (first.nextSequence > 1 || (await staffHaveActed(tx, row)))
    throw new Refusal('alreadyDone', { field: 'formToken' });
  const parts = await tx
    .select({ blob: sealedPart.blob })
    .from(sealedPart)
    .where(and(eq(sealedPart.caseId, made.caseId), isNotNull(sealedPart.blob)));
  await enqueue(...blobRemovals(parts.flatMap(({ blob }) => blob ?? [])));
  await tx.delete(sealedPart).where(eq(sealedPart.caseId, made.caseId));
  await tx.delete(wrappedKey).where(eq(wrappedKey.caseId, made.caseId));
  await tx
    .update(report)
    .set({
      supersededBy: made.reportId,
      formTokenHash: `superseded/${first.id}`,
      lookupHash: null,
      reporterRecipient: null,
      reportRecipient: null,
      threadRecipient: null,
    })
    .where(eq(report.id, first.id));
}

const SENT: readonly string[] = ['report.submit', 'report.import', 'report.supersede'];

/**
 * Is there anything beyond the sending itself: a stage, an act, a part made by a member, another unit? The case is
 * locked.
 */
async function staffHaveActed(tx: Tx, row: CaseRow): Promise<boolean> {
  const events = await tx
    .select({ act: caseEvent.act, unitId: caseEvent.unitId })
    .from(caseEvent)
    .where(eq(caseEvent.caseId, row.id))
    .orderBy(desc(caseEvent.number));
  const [made] = await tx
    .select({ id: sealedPart.id })
    .from(sealedPart)
    .where(and(eq(sealedPart.caseId, row.id), isNotNull(sealedPart.authorId)))
    .limit(1);
  const onlySent = events.every(({ act }) => SENT.includes(act));
  return row.stage !== 'registered' || !onlySent || made !== undefined || events[0]?.unitId !== row.responsibleUnitId;
}
