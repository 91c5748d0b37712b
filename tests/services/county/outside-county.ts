import { inArray } from 'drizzle-orm';
import { unitKey, unitKeyGrant } from '#db/schema/county';
import { type SuperiorEntry, superiorShown } from '~/domain/county/superior-entry';
import { shownText } from '~/domain/shown-entry';
import type { Context } from '~/services/context.server';
import { draftSuperior } from '~/services/county/superior.server';
import { openedInForce } from '~/services/keys/certified.server';
import { certifyAll } from '~/services/keys/provision.server';
import { signRouting } from '~/services/keys/provision-routing.server';
import type { County } from '../fixtures';

const guardiansOf = (county: County) => [county.of('guardians.1'), county.of('guardians.2')];

/** The level above has no members here any more, nor has discipline inspection: what concerns intake goes outside. */
export async function leaveOutside(ctx: Context, county: County): Promise<void> {
  const { upper, discipline } = county.unitIds;
  const keys = await ctx.db
    .select()
    .from(unitKey)
    .where(inArray(unitKey.unitId, [upper, discipline]));
  const ids = keys.map(({ id }) => id);
  await ctx.db.update(unitKeyGrant).set({ held: null }).where(inArray(unitKeyGrant.unitKeyId, ids));
  await signRouting(ctx, guardiansOf(county), county.directory);
}

/** Two guardians sign a list that says this of the level above. */
export async function signSuperior(ctx: Context, county: County, entry: SuperiorEntry): Promise<void> {
  const before = (await openedInForce(ctx.db))?.superior ?? null;
  await draftSuperior(ctx, county.actor('admin'), {
    ...entry,
    address: entry.address ?? {},
    phone: entry.phone ?? '',
    mail: entry.mail ?? '',
    holders: entry.holders.length === 0 ? [{ post: '', recipient: '' }] : entry.holders,
    fromDay: '',
    shown: shownText(superiorShown(before)),
  });
  await certifyAll(ctx, guardiansOf(county), county.directory);
}
