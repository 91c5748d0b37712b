import { and, desc, eq, gte, inArray, isNull, like, lte, or, sql } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { policy } from '#db/schema/reward';
import type { Actor } from '~/domain/acts/permission';
import { retentionNotice } from '~/domain/case/retention-notice';
import { accidentGrades2007 } from '~/domain/county/policies/accident-grades-2007';
import { blacklist2017, blacklist2023 } from '~/domain/county/policies/blacklist-2023';
import { ceremony2026 } from '~/domain/county/policies/ceremony-2026';
import { fujianInsider, henanInsider2025 } from '~/domain/county/policies/insider-examples';
import { localRewards } from '~/domain/county/policies/local-empty';
import { nationalReward2018 } from '~/domain/county/policies/national-reward-2018';
import { retention2026 } from '~/domain/county/policies/retention-2026';
import { timeLimits2023 } from '~/domain/county/policies/time-limits-2023';
import {
  layerReward,
  type Policy,
  type PolicyData,
  parsePolicyOf,
  policySchema,
  type RetentionPolicy,
  type RewardPolicy,
  withInsiderUplift,
} from '~/domain/county/policy';
import { draftedPolicy, type PolicyDraft, policyBegun } from '~/domain/county/policy-form';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { requireShown } from '~/domain/shown-entry';
import { type Context, today } from '~/services/context.server';
import { look } from '~/services/look.server';
import { perform } from '~/services/perform.server';

/**
 * The jurisdiction of the installation's own rules, which the operator enters and which are laid over the national
 * ones.
 */
export const COUNTY = 'county';
const NATIONAL = 'national';

const SHIPPED: readonly PolicyData[] = [
  nationalReward2018,
  ...localRewards,
  henanInsider2025,
  fujianInsider,
  timeLimits2023,
  accidentGrades2007,
  blacklist2017,
  blacklist2023,
  retention2026,
  ceremony2026,
];

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
    const rows = missing.map(rowOf);
    const made = await tx.insert(policy).values(rows).onConflictDoNothing().returning({ id: policy.id });
    if (made.length === 0) return nothing(undefined);
    record({ policies: made.map(({ id }) => id) });
    return undefined;
  });
}

/**
 * Enters a new policy version, such as the county's own reward rule (jurisdiction `COUNTY`). A version is never
 * changed: enter the next one under its own id. Refusals: `invalid` (field of the data), `alreadyDone`; for retention
 * also those of `retentionNotice`.
 */
export async function enterPolicy(
  ctx: Context,
  actor: Actor,
  data: PolicyData,
  mayFollow: (tx: Tx, day: IsoDate) => Promise<void> = async () => undefined,
): Promise<void> {
  const read = policySchema.safeParse(data);
  if (!read.success) throw new Refusal('invalid', { field: read.error.issues[0]?.path.join('.') ?? 'data' });
  await perform(ctx, actor, 'policy.edit', `policy:${data.id}`, async ({ tx, record, today: day }) => {
    await mayFollow(tx, day);
    if (read.data.kind === 'retention' && data.jurisdiction === COUNTY) await requireNotice(tx, read.data, day);
    const made = await tx.insert(policy).values(rowOf(data)).onConflictDoNothing().returning({ id: policy.id });
    if (made.length === 0) throw new Refusal('alreadyDone', { field: 'id' });
    record({ kind: data.kind, jurisdiction: data.jurisdiction, effectiveFrom: data.effectiveFrom });
  });
  ctx.publicChanged();
}

async function requireNotice(tx: Tx, next: RetentionPolicy, day: IsoDate): Promise<void> {
  const standing: RetentionPolicy[] = [];
  for (const on of [day, next.effectiveFrom]) {
    const one = await inForce(tx, 'retention', [COUNTY, NATIONAL], on);
    if (one) standing.push(one);
  }
  const refused = retentionNotice(next, standing, day);
  if (refused) throw refused;
}

/**
 * Enters the county's next version of a kind; its id is made from kind and first day. `shown` is what its form was
 * filled from. Refusals: as `enterPolicy`, and `conflict` (requireShown: a colleague has entered another one since).
 */
export async function enterCountyPolicy(ctx: Context, actor: Actor, draft: PolicyDraft, shown: string): Promise<void> {
  const stem = `county-${draft.kind.toLowerCase()}-${draft.effectiveFrom}`;
  const ofDay = like(policy.id, `${stem}-%`);
  const number = (await look(ctx, actor, 'policy.edit', null, ({ db }) => db.$count(policy, ofDay))) + 1;
  const next = draftedPolicy(draft, `${stem}-${String(number).padStart(3, '0')}`, COUNTY);
  await enterPolicy(ctx, actor, next, async (tx, day) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('anshao/county-policy'))`);
    requireShown(shown, policyBegun(await standingOn(tx, day), draft.kind));
  });
}

export type StandingPolicy = { data: PolicyData; county: boolean; inForce: boolean };

/**
 * National and county policies in force today, and those that the county has entered for later, by kind and first day.
 * Refusal `notAllowed` for whoever may not enter any.
 */
export async function standingPolicies(ctx: Context, actor: Actor): Promise<StandingPolicy[]> {
  return look(ctx, actor, 'policy.edit', null, ({ db, today: day }) => standingOn(db, day));
}

async function standingOn(db: Db | Tx, day: IsoDate): Promise<StandingPolicy[]> {
  const rows = await db
    .select({ id: policy.id, kind: policy.kind, data: policy.data, jurisdiction: policy.jurisdiction })
    .from(policy)
    .where(
      and(
        inArray(policy.jurisdiction, [NATIONAL, COUNTY]),
        or(isNull(policy.effectiveTo), gte(policy.effectiveTo, day)),
      ),
    )
    .orderBy(policy.kind, desc(policy.jurisdiction), desc(policy.effectiveFrom), desc(policy.id));
  const seen = new Set<string>();
  return rows.flatMap(({ kind, data: stored, jurisdiction }): StandingPolicy[] => {
    const data = stored as PolicyData;
    const county = jurisdiction === COUNTY;
    if (data.effectiveFrom > day) return [{ data, county, inForce: false }];
    const place = `${kind} ${jurisdiction}`;
    if (seen.has(place)) return [];
    seen.add(place);
    return [{ data, county, inForce: true }];
  });
}

const rowOf = (data: PolicyData): typeof policy.$inferInsert => ({
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

/** The reward rule in force on a day: the national one, the county's laid over it, and its insider uplift. */
export async function rewardPolicyOn(db: Db | Tx, day: IsoDate): Promise<RewardPolicy> {
  const national = await inForce(db, 'reward', [NATIONAL], day);
  const local = await inForce(db, 'reward', [COUNTY], day);
  const insider = await inForce(db, 'insider', [COUNTY], day);
  const reward = national && local ? layerReward(national, local) : (national ?? local);
  if (!reward) throw new Refusal('notFound', { data: { kind: 'reward' } });
  return insider ? withInsiderUplift(reward, insider) : reward;
}

/** What everybody may know about rewards, today or on another day: the rule, the days to claim, and its grades. */
export async function publicRewardRule(ctx: Context, day: IsoDate = today(ctx)) {
  const [rule, { claimDays }, { grades }] = await Promise.all([
    rewardPolicyOn(ctx.db, day),
    policyInForce(ctx.db, 'timeLimits', day),
    policyInForce(ctx.db, 'accidentGrades', day),
  ]);
  return { policy: rule, claimDays, grades };
}

/** What everybody may know about how long things are kept today. */
export const publicRetention = (ctx: Context) => policyInForce(ctx.db, 'retention', today(ctx));

/** Where several jurisdictions have one, the county's takes precedence. */
async function inForce<K extends Policy['kind']>(db: Db | Tx, kind: K, jurisdictions: string[], day: IsoDate) {
  const [row] = await db
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
    .limit(1);
  return row ? parsePolicyOf(kind, row.data) : null;
}
