import { asc, eq } from 'drizzle-orm';
import { siteAddress } from '#db/schema/county';
import { member, passkey, staffSession } from '#db/schema/staff';
import { lockSiteAlone } from '#db/site-lock';
import { type Context, today } from '~/services/context.server';
import { countyIfAny } from '~/services/county/county.server';
import { perform } from '~/services/perform.server';
import { hasPassphrase } from '~/services/staff/member.server';
import { hostOf, relyingParty } from '~/services/staff/passkey.server';

/** The address given at start is not the one that this site has. The message is for people. */
export class WrongAddressError extends Error {
  readonly wrongAddress = true as const;
}

/**
 * Checks that the address of the site is the one it has, because at another host name no passkey works. One that
 * differs only in scheme or port is taken over, and so is any while there is no county. Throws WrongAddressError.
 */
export async function settleAddress(ctx: Context): Promise<void> {
  const { origin } = ctx;
  await ctx.db
    .insert(siteAddress)
    .values({ origin, fromDay: today(ctx) })
    .onConflictDoNothing();
  const [known] = await ctx.db.select().from(siteAddress);
  if (!known || known.origin === origin) return;
  if (relyingParty(known) !== relyingParty(ctx) && (await countyIfAny(ctx.db))) {
    throw new WrongAddressError(
      `The address of this site is ${known.origin} (since ${known.fromDay}), and ANSHAO_ORIGIN says ${origin}. Start it with ` +
        'the former, or move it with "anshao change-origin" (docs/operations.md, "The public address").',
    );
  }
  await ctx.db.update(siteAddress).set({ origin, fromDay: today(ctx) });
}

export type Move = {
  /** `https://…` without a trailing slash. */
  to: string;
  /** Moves even though some members will not be able to sign in. */
  force?: boolean;
  dryRun?: boolean;
  /** The former address stays served (`ANSHAO_OTHER_ORIGINS`), so that its passkeys go on serving. */
  both?: boolean;
};

export type Moved = {
  from: string;
  to: string;
  /** Logins of enrolled members without a passphrase, who cannot sign in at the new address. */
  lockedOut: string[];
  /** Logins whose passphrase was not used for a quarter of a year. */
  unproven: string[];
  /** Passkeys that are lost: they work only at the old address. */
  passkeys: number;
  sessionsEnded: number;
};

const PROVEN_MS = 92 * 86_400_000;

/** Carries what was found out of a transaction that is to be rolled back. */
class DryRun extends Error {
  readonly moved: Moved;

  constructor(moved: Moved) {
    super('dry run');
    this.moved = moved;
  }
}

/**
 * Gives the site another address, in one transaction; nothing signed or sealed names an address, so all of that stays
 * as it is. Throws an Error for people while a web process runs, before the first start, for the same address, and,
 * unless forced, while members without a passphrase would be locked out.
 */
export async function changeOrigin(
  ctx: Context,
  { to, force = false, dryRun = false, both = false }: Move,
): Promise<Moved> {
  try {
    return await perform(ctx, { kind: 'system', name: 'origin' }, 'origin.change', null, async ({ tx, record }) => {
      if (!dryRun && !(await lockSiteAlone(tx))) {
        throw new Error('The site is running on this database. Stop every web process first; nothing was changed.');
      }
      const [known] = await tx.select().from(siteAddress).for('update');
      if (!known) throw new Error('The site was not started yet: just start it with the ANSHAO_ORIGIN it shall have.');
      if (known.origin === to) throw new Error(`The address is ${to} already; nothing was changed.`);
      const sameHost = relyingParty(known) === relyingParty({ origin: to });
      const staff = await tx.select().from(member).where(eq(member.status, 'enrolled')).orderBy(asc(member.login));
      const made = await tx.select({ memberId: passkey.memberId, rpId: passkey.rpId }).from(passkey);
      const stay = both ? [to, known.origin] : [to];
      const there = new Set(
        made.filter(({ rpId }) => stay.some((origin) => rpId === hostOf(origin))).map((one) => one.memberId),
      );
      const stays = sameHost ? [] : staff.filter((row) => !there.has(row.id));
      const proven = new Date(ctx.now() - PROVEN_MS).toISOString().slice(0, 10);
      const moved: Moved = {
        from: known.origin,
        to,
        lockedOut: stays.filter((row) => !hasPassphrase(row)).map(({ login }) => login),
        unproven: stays
          .filter((row) => hasPassphrase(row) && (row.passphraseUsedOn ?? '') < proven)
          .map(({ login }) => login),
        passkeys: sameHost || both ? 0 : made.filter(({ rpId }) => rpId === relyingParty(known)).length,
        sessionsEnded: await tx.$count(staffSession),
      };
      if (dryRun) throw new DryRun(moved);
      if (moved.lockedOut.length > 0 && !force) {
        throw new Error(
          `These members have no passphrase and could not sign in at the new address: ${moved.lockedOut.join(', ')}. They set ` +
            'one on My keys first; --force moves all the same. Nothing was changed.',
        );
      }
      await tx.delete(staffSession);
      await tx.update(siteAddress).set({ origin: to, fromDay: today(ctx) });
      record({ from: moved.from, to, lockedOut: moved.lockedOut.length });
      return moved;
    });
  } catch (error) {
    if (error instanceof DryRun) return error.moved;
    throw error;
  }
}
