import { eq } from 'drizzle-orm';
import { penaltyDecision } from '#db/schema/publication';
import { sealCasePart } from '~/browser/case/case-sealing';
import type { Actor } from '~/domain/acts/permission';
import { shownAs } from '~/domain/shown';
import { actByRow } from '~/services/case/case-parts.server';
import { type Context, today } from '~/services/context.server';
import { penaltyShown, publishPenalty, registerPenalty } from '~/services/publication/penalty.server';
import { bytesOf, handler, type Played } from './acts';
import { townCode } from './county';
import type { Plan } from './plans';
import { type Cast, opened } from './players';

/** Returns the decision's number. */
export async function penalise(ctx: Context, cast: Cast, played: Played, plan: Plan): Promise<string> {
  const person = handler(cast, played);
  const workspace = await opened(ctx, person, played.caseId);
  const decisionNumber = `安罚〔${today(ctx).slice(0, 4)}〕${String(plan.number).padStart(3, '0')}号`;
  const details = {
    decisionNumber,
    decidedOn: today(ctx),
    amountYuan: String(plan.story.fineYuan),
    offence: plan.story.offence,
  };
  const part = bytesOf(await sealCasePart(workspace, 'penalty', details));
  await actByRow(ctx, person.actor, played.caseId, 'recordPenalty', { part });
  await registerPenalty(ctx, person.actor, {
    decisionNumber,
    decidedOn: today(ctx),
    offender: plan.story.employer,
    creditCode: null,
    sector: plan.story.sector,
    town: townCode(plan.town),
    offence: plan.story.offence,
    legalBasis: plan.story.legalBasis,
    amount: BigInt(plan.story.fineYuan) * 100n,
  });
  return decisionNumber;
}

export async function publish(ctx: Context, publisher: Actor, decisionNumber: string): Promise<void> {
  const [row] = await ctx.db.select().from(penaltyDecision).where(eq(penaltyDecision.decisionNumber, decisionNumber));
  if (!row) throw new Error('A demo decision was never registered');
  await publishPenalty(ctx, publisher, { id: row.id, shown: shownAs(penaltyShown(row)) });
}
