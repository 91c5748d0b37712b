import { routingDay } from '#db/schema/routing';
import type { Member } from '~/domain/acts/permission';
import { Refusal } from '~/domain/refusal';
import { requireShown } from '~/domain/shown-entry';
import { readFirstDay } from '~/domain/typed/first-day';
import type { Context } from '~/services/context.server';
import { draftDay } from '~/services/keys/offered-draft.server';
import { perform } from '~/services/perform.server';
import { lockDraft } from './register-choices.server';

/** The form value of the draft's day. */
export const dayShown = (day: string | null) => ({ fromDay: day ?? '' });

/**
 * Sets from which day the draft of duties, areas, sectors, employers and boards shall hold: guardians are offered it
 * from then on. Today or nothing: at once. Refusals: `conflict` (requireShown), `invalid` (fromDay, with data.rule).
 */
export async function setDraftDay(
  ctx: Context,
  actor: Member,
  { fromDay, shown }: { fromDay: string; shown: string },
): Promise<void> {
  await perform(ctx, actor, 'duty.day', 'routing:draft', async ({ tx, today, record }) => {
    await lockDraft(tx);
    const read = readFirstDay(fromDay, today);
    if ('problem' in read) throw new Refusal('invalid', { field: 'fromDay', data: { rule: read.problem } });
    requireShown(shown, dayShown(await draftDay(tx, today)));
    await tx.delete(routingDay);
    if (read.day > today) await tx.insert(routingDay).values({ fromDay: read.day });
    record({ effectiveFrom: read.day });
  });
}
