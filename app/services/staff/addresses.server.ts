import { asc, eq } from 'drizzle-orm';
import type { Db } from '#db/client';
import { member, passkey } from '#db/schema/staff';
import type { Member } from '~/domain/acts/permission';
import { hostStanding, isMissingAt, isShutOut, type WaysIn } from '~/domain/staff/ways-in';
import type { Context } from '~/services/context.server';
import { look } from '~/services/look.server';
import { hasPassphrase } from './member.server';
import { hostOf, relyingParty, servedHosts } from './passkey.server';

export type AddressMember = WaysIn & { id: string; name: string };

/** The addresses of the site, and who can sign in at which: names, and nothing else of anybody. */
export function addressesPage(ctx: Context, actor: Member) {
  return look(ctx, actor, 'member.read', null, async ({ db }) => {
    const people = await waysIn(db);
    const served = servedHosts(ctx);
    const named = (some: readonly AddressMember[]) => some.map(({ id, name }) => ({ id, name }));
    return {
      addresses: ctx.origins.map((origin, index) => {
        const host = hostOf(origin);
        const { over, missing, shutOutWithout } = hostStanding(people, served, host);
        const lists = { missing: named(missing), shutOutWithout: named(shutOutWithout) };
        return { origin, host, main: index === 0, over: over.length, ...lists };
      }),
      // Who has signed up nowhere with a passkey has nothing to be led over.
      people: people.filter(({ hosts }) => hosts.length > 0),
      shutOut: named(people.filter((one) => isShutOut(one, served))),
    };
  });
}

async function waysIn(db: Db): Promise<AddressMember[]> {
  const rows = await db.select().from(member).where(eq(member.status, 'enrolled')).orderBy(asc(member.login));
  const made = await db.selectDistinct({ memberId: passkey.memberId, rpId: passkey.rpId }).from(passkey);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    passphrase: hasPassphrase(row),
    hosts: made.filter(({ memberId }) => memberId === row.id).map(({ rpId }) => rpId),
  }));
}

/** What a member who has passkeys should do because the site is served at several addresses. */
export type OwnAddresses = {
  /** Add a passkey for this address; there is none, but one for another. */
  here: boolean;
  /** Another address for which there is none yet. */
  elsewhere: string | null;
};

export async function ownAddresses(ctx: Context, db: Db, memberId: string): Promise<OwnAddresses> {
  const made = await db.select({ rpId: passkey.rpId }).from(passkey).where(eq(passkey.memberId, memberId));
  const hosts = made.map(({ rpId }) => rpId);
  const lacking = ctx.origins.filter((origin) => isMissingAt({ hosts }, hostOf(origin)));
  return {
    here: lacking.some((origin) => hostOf(origin) === relyingParty(ctx)),
    elsewhere: lacking.find((origin) => hostOf(origin) !== relyingParty(ctx)) ?? null,
  };
}
