import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { caseEvent, report } from '#db/schema/casework';
import type { CaseActRule } from '~/domain/acts/act';
import { type CaseStep, onCase } from '~/domain/acts/case-acts';
import type { Member } from '~/domain/acts/permission';
import { isLevelAbove } from '~/domain/opening/ceremony-scope';
import { Refusal } from '~/domain/refusal';
import type { Context } from '~/services/context.server';
import { units } from '~/services/county/county.server';
import { routingInForce } from '~/services/keys/signed-routing.server';
import type { ActOptions } from './case-act.server';
import type { CaseRow } from './case-record.server';
import { transferTargets } from './case-transfer.server';

type Before = NonNullable<ActOptions['before']>;
type Reads = Db | Tx;

/** Acts by which somebody takes part in a verification or its verdict. */
const TOOK_PART = [
  'case.visit',
  'case.askExtension',
  'case.proposeVerdict',
  'case.findVerdict',
  'case.confirmVerdict',
  'case.returnVerdict',
];

/** Did this member have a part in what is under review, whoever was officer in the end? */
async function tookPart(tx: Reads, caseId: string, memberId: string): Promise<boolean> {
  const own = and(eq(caseEvent.caseId, caseId), eq(caseEvent.memberId, memberId), inArray(caseEvent.act, TOOK_PART));
  return (await tx.$count(caseEvent, own)) > 0;
}

/** Refusal `samePerson` for whoever had a part in the verification or verdict that is reviewed. */
export const requireNoPart: Before = async ({ p, row, member }) => {
  if (await tookPart(p.tx, row.id, member.memberId)) throw new Refusal('samePerson');
};

/** Is there nobody here, above the unit that gave the verdict, who could review it? Then the decision comes on paper. */
async function isReviewedOutside(tx: Reads, ctx: Context, row: CaseRow): Promise<boolean> {
  if (row.stage !== 'objected' || row.objectedUnitId === null) return false;
  const [all, at] = [await units(tx), row.objectedUnitId];
  if (isLevelAbove(all, row.responsibleUnitId, at)) return false;
  const table = (await routingInForce(tx))?.table;
  const reads = new Set(table?.units.flatMap(({ id, takesReports }) => (takesReports ? [id] : [])));
  return !(await transferTargets(tx, ctx, row)).some(
    ({ unitId }) => reads.has(unitId) && isLevelAbove(all, unitId, at),
  );
}

/**
 * A decision on paper is entered only where nobody here could review, and, where the list names who stands above, after
 * the case was sent there for it, with the first objection to the reply. Refusals: `conflict` (data.rule reviewInside), `stageForbids` (data.rule notSentUp).
 */
export const requireOutsideReview =
  (ctx: Context): Before =>
  async ({ p, row }) => {
    if (row.stage !== 'objected') return;
    if (!(await isReviewedOutside(p.tx, ctx, row))) throw new Refusal('conflict', { data: { rule: 'reviewInside' } });
    if (!(await namesSuperior(p.tx))) return;
    const acts = await p.tx
      .select({ act: caseEvent.act, data: caseEvent.data })
      .from(caseEvent)
      .where(and(eq(caseEvent.caseId, row.id), inArray(caseEvent.act, ['case.sendUp', 'case.reply', 'report.object'])))
      .orderBy(desc(caseEvent.number));
    const sinceReply = acts.slice(
      0,
      acts.findIndex(({ act }) => act === 'case.reply'),
    );
    // What was sent before anybody objected asked for no review of an objection.
    const objected = sinceReply.slice(
      0,
      Math.max(
        0,
        sinceReply.findLastIndex(({ act }) => act === 'report.object'),
      ),
    );
    const sent = objected.some(({ data }) => data.sentFor === 'review');
    if (!sent) throw new Refusal('stageForbids', { data: { rule: 'notSentUp' } });
  };

const namesSuperior = async (tx: Reads): Promise<boolean> =>
  ((await routingInForce(tx))?.directory.superior ?? null) !== null;

/** Every reporter may object anew to a new reply, from the day on which they see it. */
export async function beginReply(tx: Tx, caseId: string): Promise<void> {
  await tx.update(report).set({ replySeenOn: null, objectedOn: null }).where(eq(report.caseId, caseId));
}

/** Refusal `tooLate` once the content is deleted: nobody could read what is taken up again. */
export const requireContent: Before = ({ row }) => {
  if (row.purgedOn !== null) throw new Refusal('tooLate');
};

/** Leaves out what the member may not do in a review, or what is not done in one here. */
export async function reviewable(
  tx: Reads,
  ctx: Context,
  row: CaseRow,
  by: Member,
  next: readonly CaseStep[],
): Promise<CaseStep[]> {
  if (row.purgedOn !== null) return [];
  if (row.stage !== 'objected') return [...next];
  const [outside, part] = [await isReviewedOutside(tx, ctx, row), await tookPart(tx, row.id, by.memberId)];
  return next.filter((act) => {
    if (act === 'transfer') return !outside;
    if (act === 'enterReview') return outside;
    return !part || !(onCase[act] as CaseActRule).otherThanFirst;
  });
}
