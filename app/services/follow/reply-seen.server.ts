import { and, eq, isNull } from 'drizzle-orm';
import { report } from '#db/schema/casework';
import { addCaseEvent } from '~/services/case/case-record.server';
import type { Context } from '~/services/context.server';
import { perform } from '~/services/perform.server';
import { type OwnReport, ownReport } from './follow-facts.server';
import { lockOwn } from './follow-files.server';

/**
 * Called when the reporter's page is about to be shown: the first look at it after a reply is the receipt of the reply,
 * from which the days to object count. The caller has proved the receipt code.
 */
export async function noteReplySeen(ctx: Context, reportId: string): Promise<OwnReport> {
  const found = await ownReport(ctx, reportId);
  const { report: own, caseFile: row } = found;
  if (row.repliedOn === null || own.replySeenOn !== null || own.threadRecipient === null) return found;
  const actor = { kind: 'reporter', reportId } as const;
  await perform(ctx, actor, 'report.seeReply', `report:${reportId}`, async (p) => {
    p.within({ reportId });
    const { row: now } = await lockOwn(p.tx, reportId);
    const unseen = and(eq(report.id, reportId), isNull(report.replySeenOn));
    const seen = await p.tx.update(report).set({ replySeenOn: p.today }).where(unseen).returning({ id: report.id });
    // Where two pages were opened at once, the first look counts.
    if (seen.length === 0) return;
    const event = { caseId: now.id, act: 'report.seeReply', actor, unitId: now.responsibleUnitId, onDay: p.today };
    await addCaseEvent(p.tx, event);
  });
  return ownReport(ctx, reportId);
}
