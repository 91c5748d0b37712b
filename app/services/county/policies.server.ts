import { and, desc, eq, gte, inArray, isNull, lte, or } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { unit } from '#db/schema/county';
import { policy } from '#db/schema/reward';
import { accidentGrades2007 } from '~/domain/county/policies/accident-grades-2007';
import { assessment2026 } from '~/domain/county/policies/assessment-2026';
import { blacklist2017, blacklist2023 } from '~/domain/county/policies/blacklist-2023';
import { ceremony2026 } from '~/domain/county/policies/ceremony-2026';
import { nationalReward2018 } from '~/domain/county/policies/national-reward-2018';
import { retention2026 } from '~/domain/county/policies/retention-2026';
import { REWARD_TEMPLATES } from '~/domain/county/policies/reward-templates';
import { timeLimits2023 } from '~/domain/county/policies/time-limits-2023';
import { type Policy, type PolicyData, parsePolicyOf } from '~/domain/county/policy';
import { tierOf, withInsiderUplift } from '~/domain/county/reward-policy';
import { layRewards, type RewardRule, withSituations } from '~/domain/county/reward-tiers';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { type Context, today } from '~/services/context.server';
import { perform } from '~/services/perform.server';

/**
 * The jurisdiction of the installation's own rules, which two people enter and which are laid over the national ones. Of
 * which tier a reward rule is stands in its data.
 */
export const COUNTY = 'county';
export const NATIONAL = 'national';

const SHIPPED: readonly PolicyData[] = [
  nationalReward2018,
  ...REWARD_TEMPLATES,
  timeLimits2023,
  accidentGrades2007,
  blacklist2017,
  blacklist2023,
  retention2026,
  ceremony2026,
  assessment2026,
];

/** Rules of other places, which no computation reads: a county adopts one as a version of its own. */
export const TEMPLATE_IDS: readonly string[] = REWARD_TEMPLATES.map(({ id }) => id);

/**
 * Enters the shipped policies that are not there yet; existing ones are left as they are. Runs at start, after
 * migrations.
 */
export async function seedPolicies(ctx: Context): Promise<void> {
  const ids = SHIPPED.map(({ id }) => id);
  const standing = await ctx.db.select({ id: policy.id }).from(policy).where(inArray(policy.id, ids));
  const missing = SHIPPED.filter(({ id }) => !standing.some((row) => row.id === id));
  if (missing.length === 0) return;
  const clerk = { kind: 'system', name: 'policies' } as const;
  await perform(ctx, clerk, 'policy.edit', 'policy:shipped', async ({ tx, record, nothing }) => {
    const rows = missing.map(policyRow);
    const made = await tx.insert(policy).values(rows).onConflictDoNothing().returning({ id: policy.id });
    if (made.length === 0) return nothing(undefined);
    record({ policies: made.map(({ id }) => id) });
    return undefined;
  });
}

export const policyRow = (data: PolicyData): typeof policy.$inferInsert => ({
  id: data.id,
  kind: data.kind,
  jurisdiction: data.jurisdiction,
  effectiveFrom: data.effectiveFrom,
  effectiveTo: data.effectiveTo,
  legalBasis: data.legalBasis,
  checkedBy: data.checkedBy,
  data,
});

/** The county's policy of a kind in force on a day, else the national one; Refusal `notFound` when there is none. */
export async function policyInForce<K extends Policy['kind']>(
  db: Db | Tx,
  kind: K,
  day: IsoDate,
): Promise<Extract<Policy, { kind: K }>> {
  const found = await inForce(db, kind, [COUNTY, NATIONAL], day);
  if (!found) throw new Refusal('notFound', { data: { kind } });
  return found;
}

/**
 * The reward rule in force on a day: those of all tiers laid together, and the insiders' uplift. A department's detailed
 * rule is heard only where `unitId` is that department. Refusal `notFound` where there is none.
 */
export async function rewardPolicyOn(db: Db | Tx, day: IsoDate, unitId: string | null = null): Promise<RewardRule> {
  const all = await rewardsInForce(db, day);
  const departments = all.some((one) => one.unit !== null);
  const code = unitId !== null && departments ? await codeOf(db, unitId) : null;
  const layers = new Map<string, (typeof all)[number]>();
  for (const one of all) {
    if (one.unit !== null && one.unit !== code) continue;
    const tier = tierOf(one);
    if (!layers.has(tier)) layers.set(tier, one);
  }
  if (layers.size === 0) throw new Refusal('notFound', { data: { kind: 'reward' } });
  const decides = (await inForce(db, 'rewardTiers', [COUNTY], day))?.decides;
  const rule = layRewards([...layers.values()], decides);
  const insider = await inForce(db, 'insider', [COUNTY], day);
  const situations = await inForce(db, 'situations', [COUNTY], day);
  return withSituations(insider ? withInsiderUplift(rule, insider) : rule, situations);
}

/** Departments with a detailed rule of their own, and its document. */
export async function departmentRules(db: Db | Tx, day: IsoDate) {
  const rules = (await rewardsInForce(db, day)).filter((one) => one.unit !== null);
  const newest = rules.filter((one, i) => rules.findIndex(({ unit: code }) => code === one.unit) === i);
  const codes = newest.flatMap(({ unit: code }) => code ?? []);
  const units = codes.length === 0 ? [] : await db.select().from(unit).where(inArray(unit.code, codes));
  return newest.flatMap(({ unit: code, legalBasis }) => {
    const of = units.find((one) => one.code === code);
    return of ? [{ unitId: of.id, code: of.code, names: of.names, legalBasis }] : [];
  });
}

async function codeOf(db: Db | Tx, unitId: string): Promise<string | null> {
  const [row] = await db.select({ code: unit.code }).from(unit).where(eq(unit.id, unitId));
  return row?.code ?? null;
}

/** What everybody may know about rewards, today or on another day: the rule, the days to claim, and its grades. */
export async function publicRewardRule(ctx: Context, day: IsoDate = today(ctx), unitId: string | null = null) {
  const [rule, { claimDays }, { grades }, departments] = await Promise.all([
    rewardPolicyOn(ctx.db, day, unitId),
    policyInForce(ctx.db, 'timeLimits', day),
    policyInForce(ctx.db, 'accidentGrades', day),
    departmentRules(ctx.db, day),
  ]);
  return { policy: rule, claimDays, grades, departments };
}

/** The time limits in force today, for everybody. */
export const publicTimeLimits = (ctx: Context) => policyInForce(ctx.db, 'timeLimits', today(ctx));

/** What everybody may know about how long things are kept today. */
export const publicRetention = (ctx: Context) => policyInForce(ctx.db, 'retention', today(ctx));

/** Newest first: of several versions of one tier, the first one stands. */
const rewardsInForce = async (db: Db | Tx, day: IsoDate) =>
  (await allInForce(db, 'reward', [COUNTY, NATIONAL], day)).map((data) => parsePolicyOf('reward', data));

/** Where several jurisdictions have one, the county's takes precedence. */
export async function inForce<K extends Policy['kind']>(db: Db | Tx, kind: K, jurisdictions: string[], day: IsoDate) {
  const [data] = await allInForce(db, kind, jurisdictions, day, 1);
  return data === undefined ? null : parsePolicyOf(kind, data);
}

async function allInForce(db: Db | Tx, kind: Policy['kind'], jurisdictions: string[], day: IsoDate, most = 500) {
  const rows = await db
    .select({ data: policy.data })
    .from(policy)
    .where(
      and(
        eq(policy.kind, kind),
        inArray(policy.jurisdiction, jurisdictions),
        lte(policy.effectiveFrom, day),
        or(isNull(policy.effectiveTo), gte(policy.effectiveTo, day)),
      ),
    )
    .orderBy(desc(eq(policy.jurisdiction, COUNTY)), desc(policy.effectiveFrom), desc(policy.id))
    .limit(most);
  return rows.map(({ data }) => data);
}
