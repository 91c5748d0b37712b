import { type Stamp, type Stamped, signStamp, stampOf } from '~/envelope/keys/stamp';
import { type Context, today } from '~/services/context.server';
import { openedInForce } from './certified.server';
import type { EnrolledMember } from './enrolled-member.server';
import { routingInForce } from './signed-routing.server';
import { stampList } from './stamp.server';

/** A guardian's statement that list and routing are the newest ones, as their browser signs it. */
export function stampBy(
  ctx: Context,
  { memberId, keys }: EnrolledMember,
  { countyKey, head = '', ...stamped }: Stamped & { countyKey: string; head?: string },
): Stamp {
  const by = { countyKey, memberId };
  const stamp = stampOf(stamped, { ...by, head, day: today(ctx) });
  return { ...stamp, memberId, signature: signStamp(stamp, by, keys.signing.seed) };
}

/** Stamps what is in force, as an act of its own. */
export async function stampAs(ctx: Context, guardian: EnrolledMember, countyKey: string): Promise<void> {
  const directory = await openedInForce(ctx.db);
  if (!directory) throw new Error('There is no list to stamp.');
  const routing = (await routingInForce(ctx.db))?.statement ?? null;
  await stampList(ctx, guardian.actor, stampBy(ctx, guardian, { directory, routing, countyKey }));
}
