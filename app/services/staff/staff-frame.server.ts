import { eq } from 'drizzle-orm';
import type { Db } from '#db/client';
import { unit } from '#db/schema/county';
import { member } from '#db/schema/staff';
import { holdsRoleFor, type Member } from '~/domain/acts/permission';
import type { Act } from '~/domain/acts/table';
import { Refusal } from '~/domain/refusal';
import { keyRoleIn } from '~/domain/staff/unit-kinds';
import { toBase64 } from '~/envelope/bytes';
import type { Context } from '~/services/context.server';
import { countyInfo } from '~/services/county/county.server';
import { countyKeyIntact } from '~/services/keys/county-key.server';
import { unacknowledgedGrants } from '~/services/keys/held-key.server';
import { memoryOf } from '~/services/keys/trust.server';
import { look } from '~/services/look.server';
import { mustRenewAuthenticator } from './member.server';
import { passkeysOf, servedHosts } from './passkey.server';

/** The staff pages, in the order of the navigation, each with the act that opens it. */
const PAGES = {
  alerts: 'alert.read',
  queue: 'queue.read',
  ledger: 'report.import',
  hazards: 'hazard.read',
  oversight: 'oversight.read',
  orders: 'order.read',
  outgoing: 'superiorReport.read',
  ceremonies: 'ceremony.read',
  rewards: 'reward.propose',
  penalties: 'penalty.publish',
  supervisions: 'supervision.publish',
  releases: 'release.ask',
  payouts: 'payout.read',
  funds: 'fund.read',
  units: 'unit.draft',
  superior: 'superior.draft',
  areas: 'area.import',
  duties: 'duty.set',
  roster: 'roster.read',
  calendar: 'calendar.read',
  county: 'county.read',
  employers: 'employer.create',
  boards: 'signboard.print',
  policies: 'policy.read',
  setup: 'setup.import',
  keys: 'unit.makeKey',
  directory: 'directory.certify',
  marks: 'accused.confirm',
  deletions: 'deletion.confirm',
  removals: 'keyRemoval.confirm',
  opening: 'member.create',
  members: 'member.read',
  address: 'member.read',
  log: 'log.read',
} as const satisfies Record<string, Act>;

export type StaffPage = keyof typeof PAGES;

/** Who proposes, approves, or approves for the level above. */
const REWARD_PAGE = ['reward.propose', 'reward.approve', 'reward.approveHigher'] as const;

/** The pages that somebody with these roles can use. */
export function pagesOf(actor: Member, kind: string): StaffPage[] {
  return (Object.entries(PAGES) as [StaffPage, Act][])
    .filter(([page, act]) => {
      if (page === 'rewards') return REWARD_PAGE.some((one) => holdsRoleFor(actor, one));
      if (page === 'penalties') return holdsRoleFor(actor, act) || holdsRoleFor(actor, 'penalty.register');
      if (page === 'alerts') return holdsRoleFor(actor, act) || holdsRoleFor(actor, 'alert.oversee');
      if (page === 'keys') return keyRoleIn(actor.roles, kind);
      return holdsRoleFor(actor, act);
    })
    .map(([page]) => page);
}

/**
 * What every staff page's frame needs: who and where, which pages, and the wrapped keys that passphrase or passkey
 * opens.
 */
export function staffFrame(ctx: Context, actor: Member) {
  return look(ctx, actor, 'member.readOwn', `member:${actor.memberId}`, ({ db }) => frameOf(ctx, db, actor));
}

async function frameOf(ctx: Context, db: Db, actor: Member) {
  const [row] = await db
    .select({
      login: member.login,
      name: member.name,
      wrappedKeys: member.wrappedKeys,
      totpSealed: member.totpSealed,
      totpMadeOn: member.totpMadeOn,
      kind: unit.kind,
      names: unit.names,
    })
    .from(member)
    .innerJoin(unit, eq(unit.id, member.unitId))
    .where(eq(member.id, actor.memberId));
  if (!row) throw new Refusal('notFound');
  const hosts = servedHosts(ctx);
  const passkeys = (await passkeysOf(db, actor.memberId)).filter(({ rpId }) => hosts.includes(rpId));
  const { salt } = await countyInfo(db);
  return {
    member: { id: actor.memberId, name: row.name, renewAuthenticator: mustRenewAuthenticator(row) },
    unit: { names: row.names },
    pages: pagesOf(actor, row.kind),
    /** Unit keys for which the member's browser has not yet signed that the member holds them. */
    unacknowledged: await unacknowledgedGrants(db, actor.memberId),
    trust: { memory: await memoryOf(db, actor.memberId), countyKeyChanged: !(await countyKeyIntact(ctx, db)) },
    unlockable: {
      memberId: actor.memberId,
      login: row.login,
      salt: toBase64(salt),
      /** The keys as the passphrase wraps them; null where there is no passphrase. */
      wrappedKeys: row.wrappedKeys && toBase64(row.wrappedKeys),
      passkeys: passkeys.map(({ id, rpId, prfSalt, wrappedKeys }) => ({
        id,
        rpId,
        prfSalt: toBase64(prfSalt),
        wrappedKeys: toBase64(wrappedKeys),
      })),
    },
  };
}
