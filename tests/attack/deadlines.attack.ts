import { eq } from 'drizzle-orm';
import { beforeAll, expect } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { sealTransfer } from '~/browser/case/case-sealing';
import { fromBase64 } from '~/envelope/bytes';
import { assignCase } from '~/services/case/case.server';
import { transferCase } from '~/services/case/case-transfer.server';
import { unitProgress } from '~/services/case/oversight.server';
import type { BareSite } from '../e2e/site';
import { acceptCase } from '../services/case-steps';
import { giverOf, reportFire, whyGiven, workspace } from '../services/case-workspace';
import type { Cast } from '../services/ceremony-play';
import { attack } from './attack';
import { castOf } from './cast';
import { copyOfDemo, ownerOfDemo } from './demo';
import { TOWN } from './openings-about';

const DAY_MS = 86_400_000;
let site: BareSite;
let cast: Cast;
beforeAll(async () => {
  site = await copyOfDemo();
  cast = await castOf(ownerOfDemo(), { supervisor: 'supervisor' });
});

/** Given away by the unit that has it, as its member's browser seals it. */
async function given(caseId: string, from: string, to: string): Promise<void> {
  const { ctx } = site;
  const giver = cast.of(from);
  const { opened } = await workspace(ctx, giver, caseId);
  const posted = await sealTransfer(opened, cast.of(to).unitId, await giverOf(ctx, giver));
  const wraps = posted.wraps.map((wrap) => ({ ...wrap, bytes: fromBase64(wrap.bytes) }));
  await transferCase(ctx, giver.actor, caseId, { ...posted, wraps, note: await whyGiven(opened) });
}

async function dueOf(caseId: string): Promise<string | null> {
  const [row] = await site.ctx.db.select().from(caseFile).where(eq(caseFile.id, caseId));
  return row?.dueOn ?? null;
}

/** What the safety committee office sees of a unit. */
async function overdueAt(login: string): Promise<number> {
  const units = await unitProgress(site.ctx, cast.actor('supervisor'));
  return units.find(({ unitId }) => unitId === cast.of(login).unitId)?.overdue ?? 0;
}

attack(
  'No missed deadline is hidden',
  'a late case passed to and fro, accepted late, given to others',
  async ({ note }) => {
    const { ctx } = site;
    const before = await overdueAt('emergency.lead');
    const { caseId } = await reportFire(ctx, { town: TOWN });
    const due = await dueOf(caseId);
    expect(due).not.toBeNull();
    expect(await overdueAt('emergency.lead')).toBe(before);
    site.advance(40 * DAY_MS);
    const [fire, bureau] = [await overdueAt('fire.lead'), await overdueAt('emergency.lead')];
    // Each unit through which it passes would like its time to begin anew.
    await given(caseId, 'fire.lead', 'emergency.lead');
    expect([await dueOf(caseId), await overdueAt('fire.lead'), await overdueAt('emergency.lead')]).toEqual([
      due,
      fire - 1,
      bureau + 1,
    ]);
    await given(caseId, 'emergency.lead', 'fire.lead');
    expect([await dueOf(caseId), await overdueAt('fire.lead'), await overdueAt('emergency.lead')]).toEqual([
      due,
      fire,
      bureau,
    ]);
    // When it is accepted late, the next limit begins; whoever then has it changes nothing about that.
    await acceptCase(ctx, cast.actor('fire.lead'), caseId);
    const next = await dueOf(caseId);
    expect(next === null || due === null || next > due).toBe(true);
    site.advance(100 * DAY_MS);
    const late = await overdueAt('fire.lead');
    await assignCase(ctx, cast.actor('fire.lead'), caseId, cast.of('fire.handler').memberId);
    expect([await dueOf(caseId), await overdueAt('fire.lead')]).toEqual([next, late]);
    note(`due on ${due}, then on ${next}, whoever had it`);
  },
);
