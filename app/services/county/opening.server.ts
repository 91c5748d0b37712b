import { eq, isNotNull, isNull, ne } from 'drizzle-orm';
import type { Db } from '#db/client';
import { directoryProposal, unitKey, unitKeyGrant } from '#db/schema/county';
import { routingProposal } from '#db/schema/routing';
import { member } from '#db/schema/staff';
import type { Member } from '~/domain/acts/permission';
import { type AdvisedStep, advisedSteps } from '~/domain/county/opening-advised';
import { type OpeningFacts, type OpeningStep, type OpeningUnit, openingSteps } from '~/domain/county/opening-steps';
import type { IsoDate } from '~/domain/dates';
import type { Localized } from '~/domain/localized';
import { type Post, postsOf } from '~/domain/staff/role-matrix';
import { isKeyedKind, isReportKind, keyRoleIn, OPENING_KINDS, type UnitKind } from '~/domain/staff/unit-kinds';
import type { Role } from '~/domain/vocabulary';
import type { Context } from '~/services/context.server';
import { certifiedInForce, isListed } from '~/services/keys/certified.server';
import { holdersBySignature } from '~/services/keys/signed-held-keys.server';
import { look } from '~/services/look.server';
import { countyIfAny, readiness, reportingOpen, type UnitRow, units } from './county.server';
import { advisedFacts } from './opening-advised.server';

/** A post of a unit that nobody has yet: its place among the unit's posts, and what its holder may do. */
type Vacancy = { post: number; roles: readonly Role[]; login: string };
type OpeningPlace = {
  id: string;
  names: Localized;
  kind: UnitKind;
  /** Reporting cannot open without it. */
  opens: boolean;
  people: { id: string; name: string; roles: Role[]; status: 'invited' | 'enrolled'; linkExpired: boolean }[];
  vacancies: Vacancy[];
  /** Certified members who state that they hold its key; null where it has no key of reports. */
  holders: number | null;
};
export type OpeningPage = {
  open: boolean;
  openedOn: IsoDate | null;
  steps: OpeningStep[];
  places: OpeningPlace[];
  /** Units that reporting needs, and that have fewer than two holders although it has been open. */
  lost: string[];
  /** Whoever invites. */
  mayInvite: boolean;
  /** What it should have besides: the level above, a duty roster, a printed reserve key, a backup key. */
  advised: AdvisedStep[];
};

/** What is done and who has to do what next, for everybody of the staff; only administrators invite. */
export function openingPage(ctx: Context, actor: Member): Promise<OpeningPage> {
  return look(ctx, actor, 'setup.read', 'county:only', async ({ db, today }) => {
    const { facts, places } = await openingFacts(db, today);
    const [info, { open }, advised] = await Promise.all([countyIfAny(db), reportingOpen(db), advisedFacts(db, today)]);
    const openedOn = info?.openedOn ?? null;
    const few = places.filter(({ opens, holders }) => opens && (holders ?? 0) < 2);
    return {
      open,
      openedOn,
      steps: openingSteps(facts),
      places,
      lost: openedOn === null ? [] : few.map(({ id }) => id),
      mayInvite: actor.roles.includes('administrator'),
      advised: advisedSteps(facts, advised),
    };
  });
}

/** For the home page: how far it is, and what can be done now; null once reporting has opened. */
export async function openingNews(ctx: Context, actor: Member) {
  return look(ctx, actor, 'setup.read', 'county:only', async ({ db, today }) => {
    if ((await countyIfAny(db))?.openedOn !== null) return null;
    const { facts, places } = await openingFacts(db, today);
    const steps = openingSteps(facts);
    const all = [...steps, ...advisedSteps(facts, await advisedFacts(db, today))];
    return {
      done: all.filter(({ state }) => state === 'done').length,
      total: all.length,
      next: steps.filter(({ state }) => state === 'next'),
      places: places.map(({ id, names }) => ({ id, names })),
    };
  });
}

type MemberRow = typeof member.$inferSelect;

async function openingFacts(db: Db, today: IsoDate): Promise<{ facts: OpeningFacts; places: OpeningPlace[] }> {
  const [rows, people, { routed }, ready] = await Promise.all([
    units(db),
    db.select().from(member).where(ne(member.status, 'disabled')).orderBy(member.createdOn, member.login),
    reportingOpen(db),
    readiness(db),
  ]);
  const open = rows.filter(({ closedOn }) => closedOn === null);
  const info = await countyIfAny(db);
  const [list] = await db.select({ by: directoryProposal.proposedBy }).from(directoryProposal);
  const [routing] = await db.select({ by: routingProposal.proposedBy }).from(routingProposal);
  const opening = OPENING_KINDS.flatMap((kind) => open.find((row) => row.kind === kind) ?? []);
  const holdersOf = (id: string) => ready.find(({ unitId }) => unitId === id)?.holders ?? 0;
  const kinds = open.map(({ kind }) => kind);
  return {
    facts: {
      units: await openingUnits(db, opening, people),
      administrators: people.filter(({ roles }) => roles.includes('administrator')).map(({ name }) => name),
      hasCountyKey: (info?.directoryKey ?? null) !== null,
      listBy: list?.by ?? null,
      routingBy: routing?.by ?? null,
      routed,
    },
    places: [...opening, ...open.filter((row) => !opening.includes(row))].map((row) => ({
      id: row.id,
      names: row.names,
      kind: row.kind,
      opens: opening.includes(row),
      ...placeOf(row, people, postsOf(row.kind, kinds), today),
      holders: isKeyedKind(row.kind) && isReportKind(row.kind) ? holdersOf(row.id) : null,
    })),
  };
}

function placeOf(row: UnitRow, everybody: readonly MemberRow[], posts: readonly Post[], today: IsoDate) {
  const own = everybody.filter(({ unitId }) => unitId === row.id);
  const people = own.map(({ id, name, roles, status, inviteExpiresOn }) => ({
    id,
    name,
    roles: roles as Role[],
    status: status === 'enrolled' ? ('enrolled' as const) : ('invited' as const),
    linkExpired: status === 'invited' && inviteExpiresOn !== null && inviteExpiresOn < today,
  }));
  const taken = (role: Role | undefined) => own.filter(({ roles }) => roles.some((one) => one === role)).length;
  const logins = new Set(everybody.map(({ login }) => login));
  const vacancies = posts.flatMap(({ roles, people: needed }, post): Vacancy[] =>
    Array.from({ length: Math.max(0, needed - taken(roles[0])) }, () => {
      let number = 1;
      while (logins.has(`${row.code}${number}`)) number += 1;
      logins.add(`${row.code}${number}`);
      return { post, roles, login: `${row.code}${number}` };
    }),
  );
  return { people, vacancies };
}

async function openingUnits(db: Db, rows: readonly UnitRow[], people: readonly MemberRow[]): Promise<OpeningUnit[]> {
  const [certified, said] = await Promise.all([certifiedInForce(db), holdersBySignature(db)]);
  const keys = await db.select().from(unitKey).where(isNull(unitKey.retiredOn));
  const printed = await db
    .selectDistinct({ id: unitKey.unitId })
    .from(unitKey)
    .where(isNotNull(unitKey.sharesPrintedOn));
  return Promise.all(
    rows.map(async ({ id, kind }) => {
      const own = keys.filter(({ unitId }) => unitId === id);
      const key = own.find((one) => certified.keys.has(one.id)) ?? own[0];
      const grants = key ? await db.select().from(unitKeyGrant).where(eq(unitKeyGrant.unitKeyId, key.id)) : [];
      const holders = people.filter((one) => one.unitId === id && keyRoleIn(one.roles as Role[], kind));
      const holds = (memberId: string) => {
        if (said.get(key?.id ?? '')?.has(memberId)) return 'yes' as const;
        return grants.some((grant) => grant.memberId === memberId) ? ('given' as const) : ('no' as const);
      };
      return {
        id,
        kind,
        hasKey: key !== undefined,
        keyCertified: key !== undefined && certified.keys.has(key.id),
        sharesPrinted: printed.some((one) => one.id === id),
        people: holders.map((one) => ({
          id: one.id,
          name: one.name,
          enrolled: one.status === 'enrolled',
          certified: isListed(one, certified),
          holds: holds(one.id),
        })),
      };
    }),
  );
}
