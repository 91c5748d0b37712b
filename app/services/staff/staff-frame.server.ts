import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Db } from '#db/client';
import { unit, unitKey, unitKeyGrant } from '#db/schema/county';
import { payoutBatch, reward, rewardProposal } from '#db/schema/reward';
import { member } from '#db/schema/staff';
import { holdsRoleFor, type Member } from '~/domain/acts/permission';
import type { Act } from '~/domain/acts/table';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { keyRoleIn } from '~/domain/staff/unit-kinds';
import { toBase64 } from '~/envelope/bytes';
import type { Context } from '~/services/context.server';
import { countyInfo, readiness } from '~/services/county/county.server';
import { routingDraft } from '~/services/county/routing-draft.server';
import { certifiedInForce, openedInForce } from '~/services/keys/certified.server';
import { countyKeyIntact } from '~/services/keys/county-key.server';
import { directoryDraft } from '~/services/keys/directory-draft.server';
import { unsaidGrants } from '~/services/keys/held-key.server';
import { heldWords } from '~/services/keys/held-words.server';
import { isRoutingDue } from '~/services/keys/routing-page.server';
import { waitingCount } from '~/services/keys/routing-waiting.server';
import { isStampDue } from '~/services/keys/stamp-page.server';
import { memoryOf } from '~/services/keys/trust.server';
import { unitKeyPage } from '~/services/keys/unit-key.server';
import { look } from '~/services/look.server';
import { ceremoniesWaiting } from '~/services/opening/ceremony-page.server';
import { penaltiesWaiting } from '~/services/publication/penalty.server';
import { mustRenewAuthenticator } from './member.server';
import { passkeysOf } from './passkey.server';

/** The staff pages, in the order of the navigation, each with the act that opens it. */
const PAGES = {
  queue: 'queue.read',
  oversight: 'oversight.read',
  ceremonies: 'ceremony.read',
  rewards: 'reward.propose',
  penalties: 'penalty.publish',
  payouts: 'payout.read',
  funds: 'fund.read',
  duties: 'duty.set',
  employers: 'employer.create',
  boards: 'signboard.print',
  policies: 'policy.edit',
  keys: 'unit.makeKey',
  directory: 'directory.certify',
  marks: 'accused.confirm',
  deletions: 'deletion.confirm',
  removals: 'keyRemoval.confirm',
  members: 'member.read',
  log: 'log.read',
} as const satisfies Record<string, Act>;

export type StaffPage = keyof typeof PAGES;

/** The pages that somebody with these roles can use. */
function pagesOf(actor: Member, kind: string): StaffPage[] {
  return (Object.entries(PAGES) as [StaffPage, Act][])
    .filter(([page, act]) => {
      if (page === 'rewards') return holdsRoleFor(actor, act) || holdsRoleFor(actor, 'reward.approve');
      if (page === 'keys') return keyRoleIn(actor.roles, kind);
      return holdsRoleFor(actor, act);
    })
    .map(([page]) => page);
}

/** What every staff page's frame needs: who, where, which pages, and the wrapped keys that passphrase or passkey open. */
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
  const passkeys = await passkeysOf(db, actor.memberId);
  const { salt } = await countyInfo(db);
  return {
    member: { id: actor.memberId, name: row.name, renewAuthenticator: mustRenewAuthenticator(row) },
    unit: { names: row.names },
    pages: pagesOf(actor, row.kind),
    /** Unit keys whose holding the member's browser has not yet signed for. */
    unsaid: await unsaidGrants(db, actor.memberId),
    trust: { memory: await memoryOf(db, actor.memberId), countyKeyChanged: !(await countyKeyIntact(ctx, db)) },
    unlockable: {
      memberId: actor.memberId,
      login: row.login,
      salt: toBase64(salt),
      /** Null: no passphrase is set up. */
      wrappedKeys: row.wrappedKeys && toBase64(row.wrappedKeys),
      passkeys: passkeys.map(({ id, prfSalt, wrappedKeys }) => ({
        id,
        prfSalt: toBase64(prfSalt),
        wrappedKeys: toBase64(wrappedKeys),
      })),
    },
  };
}

/** Counts on the staff home; a page without a count is null. */
export type HomeCounts = {
  name: string;
  pages: StaffPage[];
  /** Openings by two people in which it is this member's turn. */
  ceremonies: number | null;
  penalties: number | null;
  rewards: number | null;
  payoutsFinance: number | null;
  payoutsGuardian: number | null;
  /** `make`: the unit has no key; a number: members who wait for it. */
  keys: 'make' | number | null;
  directory: number | null;
  members: number | null;
  /** Lines of the draft that guardians have not signed. */
  duties: number | null;
  /** Does it wait for this guardian's word that list and routing are the newest ones? */
  stamp: boolean;
  operator: boolean;
};

/** What this person can do next. */
export function staffHome(ctx: Context, actor: Member): Promise<HomeCounts> {
  const own = `member:${actor.memberId}` as const;
  return look(ctx, actor, 'member.readOwn', own, ({ db, today }) => countsOf(ctx, db, actor, today));
}

async function countsOf(ctx: Context, db: Db, actor: Member, day: IsoDate): Promise<HomeCounts> {
  const [row] = await db
    .select({ name: member.name, kind: unit.kind })
    .from(member)
    .innerJoin(unit, eq(unit.id, member.unitId))
    .where(eq(member.id, actor.memberId));
  if (!row) throw new Refusal('notFound');
  const pages = pagesOf(actor, row.kind);
  const on = <T>(page: StaffPage, body: () => Promise<T>): Promise<T> | null => (pages.includes(page) ? body() : null);
  const finance = actor.roles.includes('finance');
  const guardian = actor.roles.includes('guardian');
  const [ceremonies, penalties, rewards, keys, directory, members, duties] = await Promise.all([
    on('ceremonies', () => ceremoniesWaiting(db, actor, day)),
    on('penalties', () => penaltiesWaiting(db)),
    on('rewards', () =>
      db.$count(rewardProposal, and(eq(rewardProposal.unitId, actor.unitId), eq(rewardProposal.state, 'proposed'))),
    ),
    on('keys', () => keysToDo(db, actor)),
    on('directory', () => waitingForDirectory(db)),
    on('members', async () => (await readiness(db)).filter((one) => one.lack !== null).length),
    on('duties', () => waitingCount(db)),
  ]);
  return {
    name: row.name,
    pages,
    ceremonies,
    penalties,
    rewards,
    payoutsFinance: finance ? await db.$count(reward, inArray(reward.state, ['claimed', 'released'])) : null,
    payoutsGuardian: guardian ? await db.$count(payoutBatch, isNull(payoutBatch.releasedOn)) : null,
    keys,
    directory,
    members,
    duties,
    stamp: guardian && (await isStampDue(ctx, actor)),
    operator: actor.roles.includes('operator'),
  };
}

/** Waiting members count for those only who hold the key and can hand it on. */
async function keysToDo(db: Db, actor: Member): Promise<'make' | number> {
  const page = await unitKeyPage(db, actor);
  if (!page.key) return 'make';
  const [own] = await db
    .select({ id: unitKey.id })
    .from(unitKeyGrant)
    .innerJoin(unitKey, eq(unitKey.id, unitKeyGrant.unitKeyId))
    .where(and(eq(unitKeyGrant.unitKeyId, page.key.id), eq(unitKeyGrant.memberId, actor.memberId)));
  return own ? page.holders.filter((one) => one.eligible && one.certified && !one.holds).length : 0;
}

/** Entries that no guardian has compared, and one more for duties that are not signed, do not hold, or are not what the rows say. */
async function waitingForDirectory(db: Db): Promise<number> {
  const [rows, certified] = await Promise.all([directoryDraft(db), certifiedInForce(db)]);
  const known = new Set([...certified.members.values(), ...certified.keys.values()].map((one) => one.recipient));
  const waiting = [...rows.members, ...rows.keys].filter((one) => !known.has(one.recipient)).length;
  if ((await openedInForce(db)) === null) return waiting;
  const [draft, words] = await Promise.all([routingDraft(db), heldWords(db)]);
  return waiting + ((await isRoutingDue(db, { draft, words })) ? 1 : 0);
}
