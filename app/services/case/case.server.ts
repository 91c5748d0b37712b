import { and, desc, eq } from 'drizzle-orm';
import { sealedPart } from '#db/schema/casework';
import { member as memberTable } from '#db/schema/staff';
import type { CaseInput } from '~/contract/posted/case-act';
import type { CaseActName } from '~/domain/acts/case-acts';
import type { Actor } from '~/domain/acts/permission';
import { isRefusal, Refusal, type RefusalCode } from '~/domain/refusal';
import type { Context } from '~/services/context.server';
import type { ActOptions } from './case-act.server';
import { requireExtendable } from './case-extension.server';
import { type ActInput, actByRow } from './case-parts.server';
import { beginReply, requireContent, requireNoPart, requireOutsideReview } from './case-review.server';
import { requireSuperiorFor } from './case-superior.server';
import { transferCase } from './case-transfer.server';

type Before = NonNullable<ActOptions['before']>;
type Body<A extends CaseActName> = (
  ctx: Context,
  actor: Actor,
  caseId: string,
  input: CaseInput<A>,
) => Promise<unknown>;

/** What an act of a case does beyond its row, by its name; all other acts are done by their row alone. */
export const BODIES: { readonly [A in CaseActName]?: Body<A> } = {
  assign: (ctx, actor, caseId, { officer }) => assignCase(ctx, actor, caseId, officer),
  confirmVerdict: (ctx, actor, caseId, input) => confirmVerdict(ctx, actor, caseId, input),
  askExtension: (ctx, actor, caseId, input) =>
    actByRow(ctx, actor, caseId, 'askExtension', input, { before: requireExtendable(ctx) }),
  extend: (ctx, actor, caseId, input) =>
    actByRow(ctx, actor, caseId, 'extend', input, { before: requireExtendable(ctx) }),
  reply: (ctx, actor, caseId, input) =>
    actByRow(ctx, actor, caseId, 'reply', input, { after: ({ p }) => beginReply(p.tx, caseId) }),
  upholdOnReview: (ctx, actor, caseId, input) =>
    actByRow(ctx, actor, caseId, 'upholdOnReview', input, { before: requireNoPart }),
  changeOnReview: (ctx, actor, caseId, input) =>
    actByRow(ctx, actor, caseId, 'changeOnReview', input, { before: requireNoPart }),
  verifyOnReview: (ctx, actor, caseId, input) =>
    actByRow(ctx, actor, caseId, 'verifyOnReview', input, { before: requireNoPart }),
  askReopening: (ctx, actor, caseId, input) =>
    actByRow(ctx, actor, caseId, 'askReopening', input, { before: requireContent }),
  reopen: (ctx, actor, caseId, input) => actByRow(ctx, actor, caseId, 'reopen', input, { before: requireContent }),
  enterReview: (ctx, actor, caseId, input) =>
    actByRow(ctx, actor, caseId, 'enterReview', input, { before: requireOutsideReview(ctx) }),
  sendUp: (ctx, actor, caseId, input) =>
    actByRow(ctx, actor, caseId, 'sendUp', input, { before: ({ p }) => requireSuperiorFor(p.tx, input.sentAs) }),
  transfer: (ctx, actor, caseId, { transfer, part }) => transferCase(ctx, actor, caseId, { ...transfer, note: part }),
};

/** Assigns the case to an officer (role handler) of the same unit. */
export async function assignCase(ctx: Context, actor: Actor, caseId: string, officer: string): Promise<void> {
  await actByRow(ctx, actor, caseId, 'assign', { officer }, { before: requireHandler(officer) });
}

const requireHandler =
  (officer: string): Before =>
  async ({ p, row }) => {
    const [found] = await p.tx
      .select({ roles: memberTable.roles })
      .from(memberTable)
      .where(
        and(
          eq(memberTable.id, officer),
          eq(memberTable.unitId, row.responsibleUnitId),
          eq(memberTable.status, 'enrolled'),
        ),
      );
    if (!found?.roles.includes('handler')) throw new Refusal('invalid', { field: 'officer' });
  };

const LEFT_AS_THEY_ARE: readonly RefusalCode[] = ['stageForbids', 'alreadyDone', 'notFound'];

/** Assigns many cases; those not at a stage for it (or gone from the unit) are left as they are and counted. */
export async function assignCases(
  ctx: Context,
  actor: Actor,
  caseIds: readonly string[],
  officerId: string,
): Promise<{ assigned: number; left: number }> {
  let assigned = 0;
  for (const caseId of caseIds.slice(0, 100)) {
    try {
      await assignCase(ctx, actor, caseId, officerId);
      assigned += 1;
    } catch (error) {
      if (!isRefusal(error) || !LEFT_AS_THEY_ARE.includes(error.code)) throw error;
    }
  }
  return { assigned, left: caseIds.length - assigned };
}

/**
 * The lead's signature on another's verdict, for the finding that the lead opened and read; only the lead's own browser
 * knows what it says. Refusals: `samePerson`, `conflict` (finding) for another finding than the newest, and where the
 * row has another verdict.
 */
export async function confirmVerdict(
  ctx: Context,
  actor: Actor,
  caseId: string,
  { finding, verdict }: ActInput<'confirmVerdict'>,
): Promise<void> {
  const before: Before = async ({ p }) => {
    const [newest] = await p.tx
      .select({ id: sealedPart.id })
      .from(sealedPart)
      .where(and(eq(sealedPart.caseId, caseId), eq(sealedPart.kind, 'finding')))
      .orderBy(desc(sealedPart.order))
      .limit(1);
    if (newest?.id !== finding) throw new Refusal('conflict', { field: 'finding' });
  };
  await actByRow(ctx, actor, caseId, 'confirmVerdict', { finding, verdict }, { data: { verdict }, before });
}
