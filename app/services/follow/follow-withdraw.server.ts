import { randomUUID } from 'node:crypto';
import { and, eq, ne } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { caseFile, report, sealedPart } from '#db/schema/casework';
import { sealWithdrawal } from '~/contract/sealed/withdrawal';
import type { IsoDate } from '~/domain/dates';
import { type WithdrawalOutcome, withdrawal } from '~/domain/follow/withdrawal';
import { isRefusal, Refusal } from '~/domain/refusal';
import type { Stage } from '~/domain/vocabulary';
import { reporterSigningKey } from '~/envelope/report/reporter-signing';
import { NO_DUE } from '~/services/case/case-deadline.server';
import { addCaseEvent, requireSealed } from '~/services/case/case-record.server';
import type { Context } from '~/services/context.server';
import { perform } from '~/services/perform.server';
import { standing } from './follow-facts.server';
import { lockOwn } from './follow-files.server';
import { type OpenSession, ownCard } from './follow-thread.server';

/** The reporter's signed statement, sealed to the report key: without scripts it is made here. Refusal `expired`. */
export async function withdrawalOf(ctx: Context, session: OpenSession): Promise<Uint8Array> {
  const { reportRecipient } = await ownCard(ctx, session);
  return sealWithdrawal(session.reportId, reportRecipient, reporterSigningKey(session.seed).seed);
}

/** One header and one signature, padded. */
const MAX_BYTES = 16 * 1024;

/**
 * Withdraws a report for its reporter, and tells whether the case closes or the department goes on, by the rule of
 * domain/follow/withdrawal.ts. `word` is the reporter's signed statement, from which officers' browsers know that
 * nobody else did it. Refusals: `alreadyDone`, `tooLate`, `notFound`, `invalid` (withdrawal).
 */
export async function withdrawReport(ctx: Context, reportId: string, word: Uint8Array): Promise<WithdrawalOutcome> {
  requireSealed(word, 'withdrawal');
  if (word.length > MAX_BYTES) throw new Refusal('invalid', { field: 'withdrawal' });
  const actor = { kind: 'reporter', reportId } as const;
  return perform(ctx, actor, 'report.withdraw', `report:${reportId}`, async ({ tx, today, within, record }) => {
    within({ reportId });
    const { own, row } = await lockOwn(tx, reportId);
    const others = and(eq(report.caseId, row.id), ne(report.id, reportId), standing);
    const outcome = withdrawal({
      stage: row.stage as Stage,
      urgent: row.urgent,
      withdrawn: own.withdrawnOn !== null,
      otherReports: await tx.$count(report, others),
    });
    if (isRefusal(outcome)) throw outcome;
    await tx.update(report).set({ withdrawnOn: today }).where(eq(report.id, reportId));
    await keepWord(tx, { reportId, caseId: row.id, madeOn: today }, word);
    if (outcome === 'closed') {
      const closed = { stage: 'closed', closedOn: today, ...NO_DUE } as const;
      await tx.update(caseFile).set(closed).where(eq(caseFile.id, row.id));
    }
    const event = { caseId: row.id, act: 'report.withdraw', actor, unitId: row.responsibleUnitId, onDay: today };
    await addCaseEvent(tx, { ...event, data: { outcome } });
    record({ outcome });
    return outcome;
  });
}

async function keepWord(tx: Tx, of: { reportId: string; caseId: string; madeOn: IsoDate }, bytes: Uint8Array) {
  await tx.insert(sealedPart).values({
    ...of,
    id: randomUUID(),
    kind: 'withdrawal',
    key: 'report',
    scope: of.reportId,
    sequence: 0,
    bytes,
    size: bytes.length,
  });
}
