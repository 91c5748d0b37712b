import { randomUUID } from 'node:crypto';
import { askDeletion } from '~/services/case/deletion.server';
import type { Context } from '~/services/context.server';
import { openByCode } from '~/services/follow/follow.server';
import { withdrawalOf, withdrawReport } from '~/services/follow/follow-withdraw.server';
import { reportFire } from '../../services/case-workspace';
import { confirmDeletion } from '../../services/decided-as-shown';
import type { County } from '../../services/fixtures';

/** Receipt codes by what became of their report; `anew`: the same form was sent again, which voids the first code. */
export type SpentCodes = Record<'live' | 'withdrawn' | 'shredded' | 'anew', string>;

/** Where the site's process leaves them, in the data folder. */
export const CODES_FILE = 'codes.json';

export async function spentCodes(ctx: Context, { actor }: Pick<County, 'actor'>): Promise<SpentCodes> {
  const live = await reportFire(ctx);
  const withdrawn = await reportFire(ctx);
  await takeBack(ctx, withdrawn.code);
  const shredded = await reportFire(ctx);
  const request = await askDeletion(ctx, actor('fire.lead'), shredded.caseId, 'courtOrder');
  await confirmDeletion(ctx, actor('guardians.1'), request);
  const formToken = randomUUID();
  const anew = await reportFire(ctx, { formToken });
  await reportFire(ctx, { formToken });
  return { live: live.code, withdrawn: withdrawn.code, shredded: shredded.code, anew: anew.code };
}

async function takeBack(ctx: Context, code: string): Promise<void> {
  const session = ctx.followSessions.read(await openByCode(ctx, code));
  if (!session?.seed) throw new Error('The code did not open its page');
  const open = { reportId: session.reportId, seed: session.seed };
  await withdrawReport(ctx, open.reportId, await withdrawalOf(ctx, open));
}
