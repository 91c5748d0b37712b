import { eq } from 'drizzle-orm';
import { unit } from '#db/schema/county';
import type { Member } from '~/domain/acts/permission';
import { Refusal } from '~/domain/refusal';
import { isKeyedKind, keyRoleIn } from '~/domain/staff/unit-kinds';
import { casesToRenew } from '~/services/case/case-renewal.server';
import type { Context } from '~/services/context.server';
import { look } from '~/services/look.server';
import { directoryInForce } from './certified.server';
import { grantsOf, unitKeyPage } from './unit-key.server';
import { rewrapState } from './unit-rewrap.server';
import { rotationOf } from './unit-rotation.server';

/** The page of a unit's key. `work` is for those who have a part in it; everybody else is told that they have none. */
export async function keysPage(ctx: Context, actor: Member) {
  const [row] = await look(ctx, actor, 'member.readOwn', `member:${actor.memberId}`, ({ db }) =>
    db.select().from(unit).where(eq(unit.id, actor.unitId)),
  );
  if (!row) throw new Refusal('notFound');
  const mine = keyRoleIn(actor.roles, row.kind);
  return { unit: row, keyed: isKeyedKind(row.kind), work: mine ? await keyWork(ctx, actor) : null };
}

function keyWork(ctx: Context, actor: Member) {
  return look(ctx, actor, 'unit.makeKey', `unit:${actor.unitId}`, async ({ db, within }) => {
    within({ unitId: actor.unitId });
    const page = await unitKeyPage(db, actor);
    const grants = await grantsOf(db, actor.memberId);
    return {
      ...page,
      grant: grants.find(({ unitKeyId }) => unitKeyId === page.key?.id) ?? null,
      directory: await directoryInForce(db),
      rotation: await rotationOf(db, actor.unitId),
      rewrap: await rewrapState(ctx, db, actor.unitId),
      cases: await casesToRenew(db, actor.unitId),
      keepers: page.holders.filter(({ eligible }) => eligible).map(({ memberId, name }) => ({ memberId, name })),
    };
  });
}
