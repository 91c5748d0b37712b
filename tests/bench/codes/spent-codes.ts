import { randomUUID } from 'node:crypto';
import { askDeletion } from '~/services/case/deletion.server';
import { openByCode } from '~/services/follow/follow.server';
import { withdrawalOf, withdrawReport } from '~/services/follow/follow-withdraw.server';
import type { House } from '~/services/house.server';
import { reportFire } from '../../services/case-desk';
import { confirmDeletion } from '../../services/decided-as-shown';
import type { County } from '../../services/fixtures';

/** Receipt codes by what became of their report; `anew`: the same form was sent again, which voids the first code. */
export type SpentCodes = Record<'live' | 'withdrawn' | 'shredded' | 'anew', string>;

/** Where the site's process leaves them, in the data folder. */
export const CODES_FILE = 'codes.json';

export async function spentCodes(house: House, { actor }: Pick<County, 'actor'>): Promise<SpentCodes> {
  const live = await reportFire(house);
  const withdrawn = await reportFire(house);
  await takeBack(house, withdrawn.code);
  const shredded = await reportFire(house);
  const request = await askDeletion(house, actor('fire.lead'), shredded.caseId, 'courtOrder');
  await confirmDeletion(house, actor('guardians.1'), request);
  const formToken = randomUUID();
  const anew = await reportFire(house, { formToken });
  await reportFire(house, { formToken });
  return { live: live.code, withdrawn: withdrawn.code, shredded: shredded.code, anew: anew.code };
}

async function takeBack(house: House, code: string): Promise<void> {
  const session = house.followSessions.read(await openByCode(house, code));
  if (!session?.seed) throw new Error('The code did not open its page');
  const open = { reportId: session.reportId, seed: session.seed };
  await withdrawReport(house, open.reportId, await withdrawalOf(house, open));
}
