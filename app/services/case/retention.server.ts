import { and, eq, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import { caseEvent, caseFile, report, wrappedKey } from '#db/schema/casework';
import { ceremony } from '#db/schema/ceremony';
import { reward, rewardProposal } from '#db/schema/reward';
import { superiorReport } from '#db/schema/superior';
import { MONEY_OPEN, payeeDueOn, type RetentionFacts, retentionDue } from '~/domain/case/retention';
import type { RetentionPolicy } from '~/domain/county/policy';
import { addDays, type IsoDate } from '~/domain/dates';
import type { Stage } from '~/domain/vocabulary';
import { type Context, today } from '~/services/context.server';
import { policyInForce } from '~/services/county/policies.server';
import { type Performing, perform } from '~/services/perform.server';
import { lockReward } from '~/services/reward/reward-rows.server';
import { type CaseRow, lockCase } from './case-record.server';
import { purgeCase, purgeIdentity, shredPayee } from './purge.server';

const CLERK = { kind: 'system', name: 'retention' } as const;
/** Cases looked at in one run; the rest wait for the next run. */
const BATCH = 200;

export type Kept = { content: number; identities: number; payees: number; handedOn: number };

/** Deletes what must be deleted today by the retention policy in force, one act for each; returns how many of each. */
export async function applyRetention(ctx: Context): Promise<Kept> {
  const policy = await policyInForce(ctx.db, 'retention', today(ctx));
  const done: Kept = { content: 0, identities: 0, payees: 0, handedOn: 0 };
  for (const caseId of await endedCases(ctx, policy)) {
    const what = await purgeIfDue(ctx, caseId, policy);
    if (what === 'content') done.content += 1;
    if (what === 'identity') done.identities += 1;
  }
  for (const rewardId of await paidLongAgo(ctx, policy)) {
    if (await shredIfDue(ctx, rewardId, policy)) done.payees += 1;
  }
  for (const number of await handedOnLongAgo(ctx, policy)) {
    if (await deleteHandedOn(ctx, number, policy)) done.handedOn += 1;
  }
  return done;
}

/** Ended cases that may be past one of their terms; the rule itself checks again under the case's lock. */
async function endedCases({ db, now }: Context, { ends }: RetentionPolicy): Promise<string[]> {
  const day = today({ now });
  const lastActOn = sql<string>`(select max(on_day) from case_event where case_event.case_id = ${caseFile.id})`;
  const kept = sql`exists (select from report where report.case_id = ${caseFile.id}
    and superseded_by is null and withdrawn_on is null)`;
  const identity = sql`exists (select from wrapped_key where wrapped_key.case_id = ${caseFile.id} and key = 'identity')`;
  const before = (days: 'contentDays' | 'identityDays') => sql`(case
    when not ${kept} then ${addDays(day, -ends.withdrawn[days])}
    when ${caseFile.stage} = 'closed' then ${addDays(day, -ends.closed[days])}
    else ${addDays(day, -ends.notAccepted[days])} end)::date`;
  const rows = await db
    .select({ id: caseFile.id })
    .from(caseFile)
    .where(
      and(
        inArray(caseFile.stage, ['closed', 'notAccepted']),
        isNull(caseFile.purgedOn),
        sql`(${lastActOn} < ${before('contentDays')} or (${identity} and ${lastActOn} < ${before('identityDays')}))`,
        sql`not exists (select from reward_proposal p where p.case_id = ${caseFile.id} and p.state in ${[...MONEY_OPEN]})`,
        sql`not exists (select from ceremony where ceremony.case_id = ${caseFile.id} and state in ('asked', 'approved'))`,
      ),
    )
    .orderBy(caseFile.order)
    .limit(BATCH);
  return rows.map(({ id }) => id);
}

function purgeIfDue(ctx: Context, caseId: string, policy: RetentionPolicy) {
  return perform(ctx, CLERK, 'deletion.carryOut', `case:${caseId}`, async (p) => {
    const row = await lockCase(p.tx, caseId);
    const due = retentionDue(await factsOf(p, row), policy, p.today);
    if (due === null) return p.nothing(due);
    if (due === 'content') await purgeCase(p, row, policy.id);
    if (due === 'identity') await purgeIdentity(p, caseId);
    p.record({ rule: policy.id, what: due });
    return due;
  });
}

async function factsOf({ tx }: Performing, row: CaseRow): Promise<RetentionFacts> {
  const caseId = row.id;
  const [last] = await tx
    .select({ onDay: sql<IsoDate>`max(${caseEvent.onDay})` })
    .from(caseEvent)
    .where(eq(caseEvent.caseId, caseId));
  const reports = await tx
    .select({ withdrawnOn: report.withdrawnOn })
    .from(report)
    .where(and(eq(report.caseId, caseId), isNull(report.supersededBy)));
  const money = await tx
    .select({ id: rewardProposal.id })
    .from(rewardProposal)
    .where(and(eq(rewardProposal.caseId, caseId), inArray(rewardProposal.state, [...MONEY_OPEN])))
    .limit(1);
  const asked = await tx
    .select({ id: ceremony.id })
    .from(ceremony)
    .where(and(eq(ceremony.caseId, caseId), inArray(ceremony.state, ['asked', 'approved'])))
    .limit(1);
  const identity = await tx
    .select({ id: wrappedKey.id })
    .from(wrappedKey)
    .where(and(eq(wrappedKey.caseId, caseId), eq(wrappedKey.key, 'identity')))
    .limit(1);
  return {
    stage: row.stage as Stage,
    lastActOn: last?.onDay ?? row.receivedOn,
    withdrawn: reports.length > 0 && reports.every(({ withdrawnOn }) => withdrawnOn !== null),
    moneyOpen: money.length > 0,
    ceremonyOpen: asked.length > 0,
    purgedOn: row.purgedOn,
    identityGone: identity.length === 0,
  };
}

async function paidLongAgo({ db, now }: Context, { payeeDays }: RetentionPolicy): Promise<string[]> {
  const rows = await db
    .select({ id: reward.id })
    .from(reward)
    .where(
      and(eq(reward.state, 'paid'), isNotNull(reward.payee), lt(reward.paidOn, addDays(today({ now }), -payeeDays))),
    )
    .orderBy(reward.paidOn)
    .limit(BATCH);
  return rows.map(({ id }) => id);
}

function shredIfDue(ctx: Context, rewardId: string, policy: RetentionPolicy): Promise<boolean> {
  return perform(ctx, CLERK, 'payee.shred', `reward:${rewardId}`, async (p) => {
    const row = await lockReward(p.tx, rewardId);
    if (row.paidOn === null || row.payee === null || p.today < payeeDueOn(row.paidOn, policy)) return p.nothing(false);
    await shredPayee(p, rewardId, policy.id);
    p.record({ rule: policy.id });
    return true;
  });
}

/**
 * Reports for the level above that were handed on: what this county keeps then is a copy that it cannot open, with the
 * reporter's identity in it if there is one. It stays as long as the identity in a report that was not accepted here, should
 * the level above say that it never came; one that waits stays whatever its age.
 */
async function handedOnLongAgo({ db, now }: Context, policy: RetentionPolicy): Promise<string[]> {
  const rows = await db
    .select({ number: superiorReport.number })
    .from(superiorReport)
    .where(lt(superiorReport.sentOn, handedOnBefore(today({ now }), policy)))
    .orderBy(superiorReport.sentOn)
    .limit(BATCH);
  return rows.map(({ number }) => number);
}

const handedOnBefore = (day: IsoDate, { ends }: RetentionPolicy): IsoDate =>
  addDays(day, -ends.notAccepted.identityDays);

function deleteHandedOn(ctx: Context, number: string, policy: RetentionPolicy): Promise<boolean> {
  return perform(ctx, CLERK, 'superiorReport.delete', `superiorReport:${number}`, async (p) => {
    const due = and(eq(superiorReport.number, number), lt(superiorReport.sentOn, handedOnBefore(p.today, policy)));
    const gone = await p.tx.delete(superiorReport).where(due).returning({ id: superiorReport.id });
    if (gone.length === 0) return p.nothing(false);
    p.record({ rule: policy.id });
    return true;
  });
}
