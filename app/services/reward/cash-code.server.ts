import { eq } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { caseFile } from '#db/schema/casework';
import { CASH_CODE_DIGITS } from '~/domain/reward/cash';
import { ruleDay } from '~/domain/reward/rule-day';
import type { Context } from '~/services/context.server';
import { rewardPolicyOn } from '~/services/county/policies.server';

/**
 * The code that a reporter tells at the counter instead of naming an account. It is derived from the server's secret
 * and the reward, not stored: the follow page can show it again, and a copy of the database cannot.
 */
export function cashCodeOf(ctx: Pick<Context, 'secret'>, rewardId: string): string {
  const tag = ctx.secret.tag('cash-code', rewardId);
  const number = BigInt(`0x${tag.slice(0, 16)}`) % 10n ** BigInt(CASH_CODE_DIGITS);
  return String(number).padStart(CASH_CODE_DIGITS, '0');
}

/**
 * Does the rule under which a case is rewarded pay whoever proves themselves by a code alone? Where it rewards only
 * named reporters, whoever fetches cash also shows who they are.
 */
export async function paysByCode(db: Db | Tx, caseId: string): Promise<boolean> {
  const [row] = await db
    .select({ acceptedOn: caseFile.acceptedOn, receivedOn: caseFile.receivedOn, unitId: caseFile.responsibleUnitId })
    .from(caseFile)
    .where(eq(caseFile.id, caseId));
  return row !== undefined && (await rewardPolicyOn(db, ruleDay(row), row.unitId)).anonymousEligible === true;
}
