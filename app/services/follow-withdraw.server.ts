import { and, eq, ne } from 'drizzle-orm';
import { caseFile, report } from '#db/schema/casework';
import { isRefusal } from '~/domain/refusal';
import type { Stage } from '~/domain/vocabulary';
import { type WithdrawalOutcome, withdrawal } from '~/domain/withdrawal';
import { addCaseEvent } from './case-record.server';
import { standing } from './follow-facts.server';
import { lockOwn } from './follow-files.server';
import type { House } from './house.server';
import { perform } from './perform.server';

/**
 * The reporter takes the report back; tells whether the case closes or the department goes on, by the rule of
 * domain/withdrawal. Refusals: `alreadyDone`, `tooLate`, `notFound`.
 */
export function withdrawReport(house: House, reportId: string): Promise<WithdrawalOutcome> {
  const actor = { kind: 'reporter', reportId } as const;
  return perform(house, actor, 'report.withdraw', `report:${reportId}`, async ({ tx, today, within, record }) => {
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
    if (outcome === 'closed') {
      const closed = { stage: 'closed', closedOn: today, dueOn: null } as const;
      await tx.update(caseFile).set(closed).where(eq(caseFile.id, row.id));
    }
    const event = { caseId: row.id, act: 'report.withdraw', actor, unitId: row.responsibleUnitId, onDay: today };
    await addCaseEvent(tx, { ...event, data: { outcome } });
    record({ outcome });
    return outcome;
  });
}
