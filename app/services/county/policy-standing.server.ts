import { and, asc, desc, eq, gte, inArray, isNull, or } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { unit } from '#db/schema/county';
import { policyChange } from '#db/schema/policy-change';
import { policy } from '#db/schema/reward';
import { member } from '#db/schema/staff';
import { holdsRoleFor, type Member } from '~/domain/acts/permission';
import type { PolicyData } from '~/domain/county/policy';
import { placeOf } from '~/domain/county/policy-form';
import type { IsoDate } from '~/domain/dates';
import type { Localized } from '~/domain/localized';
import { shownAs } from '~/domain/shown';
import { paysRewards, UNIT_KINDS } from '~/domain/staff/unit-kinds';
import type { Context } from '~/services/context.server';
import { look } from '~/services/look.server';
import { COUNTY, NATIONAL, TEMPLATE_IDS } from './policies.server';

export type StandingPolicy = {
  data: PolicyData;
  county: boolean;
  /** `asked`: it waits for a second person. */
  state: 'inForce' | 'later' | 'asked';
};
export type AskedPolicy = { id: string; data: PolicyData; askedByName: string; own: boolean; shown: string };

/** Units that verify and pay, of which each may have a detailed rule. */
export type AskedUnits = { code: string; names: Localized }[];

/**
 * The page of rules: national and county policies in force today, by kind, tier and first day, those that come later,
 * what waits for a second person, and templates that a county may adopt. Refusal `notAllowed`.
 */
export function policiesPage(ctx: Context, actor: Member) {
  return look(ctx, actor, 'policy.read', null, async ({ db, today: day }) => ({
    standing: await standingOn(db, day),
    asked: await askedPolicies(db, actor),
    templates: await templatesOf(db),
    units: await handlingUnits(db),
    may: { ask: holdsRoleFor(actor, 'policy.edit'), confirm: holdsRoleFor(actor, 'policy.confirm') },
  }));
}

/** What the second person is shown of a version, and posts back. */
export const versionShown = ({ data }: { data: unknown }) => ({ version: JSON.stringify(data) });

/** Everything that a form may begin with, newest first. */
export async function standingOn(db: Db | Tx, day: IsoDate): Promise<StandingPolicy[]> {
  const rows = await db
    .select({ data: policy.data, jurisdiction: policy.jurisdiction })
    .from(policy)
    .where(
      and(
        inArray(policy.jurisdiction, [NATIONAL, COUNTY]),
        or(isNull(policy.effectiveTo), gte(policy.effectiveTo, day)),
      ),
    )
    .orderBy(policy.kind, desc(policy.jurisdiction), desc(policy.effectiveFrom), desc(policy.id));
  const seen = new Set<string>();
  const entered = rows.flatMap(({ data: stored, jurisdiction }): StandingPolicy[] => {
    const data = stored as PolicyData;
    const county = jurisdiction === COUNTY;
    if (data.effectiveFrom > day) return [{ data, county, state: 'later' }];
    const place = `${jurisdiction} ${placeOf(data)}`;
    if (seen.has(place)) return [];
    seen.add(place);
    return [{ data, county, state: 'inForce' }];
  });
  const asked = await db
    .select({ data: policyChange.data })
    .from(policyChange)
    .where(eq(policyChange.state, 'asked'))
    .orderBy(desc(policyChange.order));
  return [
    ...asked.map(({ data }) => ({ data: data as PolicyData, county: true, state: 'asked' as const })),
    ...entered,
  ];
}

async function askedPolicies(db: Db, actor: Member): Promise<AskedPolicy[]> {
  const rows = await db
    .select({ row: policyChange, name: member.name })
    .from(policyChange)
    .innerJoin(member, eq(member.id, policyChange.askedBy))
    .where(eq(policyChange.state, 'asked'))
    .orderBy(asc(policyChange.order));
  return rows.map(({ row, name }) => ({
    id: row.id,
    data: row.data as PolicyData,
    askedByName: name,
    own: row.askedBy === actor.memberId,
    shown: shownAs(versionShown(row)),
  }));
}

/** Rules of other places as they came with the program, not checked; nothing reads them before a county adopts one. */
const templatesOf = async (db: Db): Promise<PolicyData[]> =>
  (
    await db
      .select({ data: policy.data })
      .from(policy)
      .where(inArray(policy.id, [...TEMPLATE_IDS]))
      .orderBy(asc(policy.id))
  ).map(({ data }) => data as PolicyData);

const handlingUnits = (db: Db): Promise<AskedUnits> =>
  db
    .select({ code: unit.code, names: unit.names })
    .from(unit)
    .where(and(inArray(unit.kind, UNIT_KINDS.filter(paysRewards)), isNull(unit.closedOn)))
    .orderBy(asc(unit.code));

/** How many versions wait for a second person. */
export const policiesWaiting = (db: Db): Promise<number> => db.$count(policyChange, eq(policyChange.state, 'asked'));
