import { randomUUID } from 'node:crypto';
import { eq, inArray } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { caseFile, sealedPart, wrappedKey } from '#db/schema/casework';
import { county as countyTable } from '#db/schema/county';
import { logEntry } from '#db/schema/log';
import { policy, reward } from '#db/schema/reward';
import { superiorReport } from '#db/schema/superior';
import { retention2026 } from '~/domain/county/policies/retention-2026';
import { addDays } from '~/domain/dates';
import { settleLimits } from '~/services/case/limit-settling.server';
import { applyRetention } from '~/services/case/retention.server';
import { replayTombstones, tombstones } from '~/services/case/tombstone.server';
import { type Context, today } from '~/services/context.server';
import { seedPolicies } from '~/services/county/policies.server';
import { makeCheckpoint } from '~/services/log/log-sequencer.server';
import { logServedAddresses } from '~/services/log/served-addresses.server';
import { expireCeremonies } from '~/services/opening/ceremony-expiry.server';
import { openIdentity } from '~/services/opening/identity-opening.server';
import { enterPenalties, registerPenalty } from '~/services/publication/penalty.server';
import { takesReports } from '~/services/report/open-reporting.server';
import { submitReport } from '~/services/report/report.server';
import { claimReward } from '~/services/reward/claim.server';
import { creditFund } from '~/services/reward/fund.server';
import { enterClaims } from '~/services/reward/reward-enter.server';
import { expireRewards } from '~/services/reward/reward-expiry.server';
import { noteSeen } from '~/services/reward/reward-notice.server';
import { settlePaid } from '~/services/reward/reward-settle.server';
import { refuseCase } from './case-steps';
import { fireDraft, reportFire, sealedMessages, workspace } from './case-workspace';
import { approveFor, askFor } from './ceremony-play';
import { payOut } from './payout-play';
import { playedContext } from './played-context';
import { approve, bankClaim, enterRules, fireFund, proposeBare, reporterOf } from './reward-play';

const { ctx, county } = await playedContext();
const START = '2025-09-15';
const PAYEE = { holder: '王小明', bank: '农业银行安岭支行', account: '6228480000000000018' };
const NAMED = {
  anonymity: 'named',
  identity: { name: '张三', phone: '13812345678', idNumber: '' },
  consent: true,
} as const;
const owner = () => ctx.database.owner.db;

/**
 * Another process, which found out what is due before `first` ran, and locks only then: as when both looked at the same
 * moment.
 */
function behind(first: () => Promise<unknown>): Context {
  let ran: Promise<unknown> | null = null;
  const db = new Proxy(ctx.db, {
    get(target, name) {
      if (name !== 'transaction') return Reflect.get(target, name, target);
      return async (...given: Parameters<typeof target.transaction>) => {
        ran ??= first();
        await ran;
        return target.transaction(...given);
      };
    },
  });
  return { ...ctx, db };
}

/** The acts in the log since, by name. */
async function loggedBy(run: () => Promise<unknown>): Promise<string[]> {
  const before = await ctx.db.select({ id: logEntry.id }).from(logEntry);
  await run();
  const known = new Set(before.map(({ id }) => id));
  return (await ctx.db.select().from(logEntry)).filter(({ id }) => !known.has(id)).map(({ act }) => act);
}

/** One process does it while the other one is on its way to the same: what both together leave in the log. */
const byTwo = (run: (by: Context) => Promise<unknown>) => loggedBy(() => run(behind(() => run({ ...ctx }))));

const claimed = async () => {
  const proposalId = await proposeBare(ctx, county, 5_000_000n);
  const rewardId = await approve(ctx, county, proposalId);
  await claimReward(ctx, await reporterOf(ctx, proposalId), bankClaim(PAYEE));
  return rewardId;
};

describe('of two processes that do the same by the clock, the one that does nothing logs nothing', () => {
  test('the rules that come with the program', async () => {
    expect(await byTwo(seedPolicies)).toEqual(['policy.edit']);
    expect(await ctx.db.$count(policy)).toBeGreaterThan(5);
    await enterRules(ctx);
    await fireFund(ctx, county, 1_000_000n);
  });

  test('deleting by the retention policy, and again after a restore', async () => {
    const { caseId } = await submitReport(ctx, { draft: fireDraft() });
    const lead = county.of('fire.lead');
    const messages = await sealedMessages((await workspace(ctx, lead, caseId)).opened, '缺少线索', lead);
    await refuseCase(ctx, lead.actor, caseId, { reason: 'noClearTarget', messages });
    const parts = await ctx.db.select().from(sealedPart).where(eq(sealedPart.caseId, caseId));
    const wraps = await ctx.db.select().from(wrappedKey).where(eq(wrappedKey.caseId, caseId));
    const handedOn = { id: randomUUID(), number: '1', formTokenHash: '1', sealed: new Uint8Array(1), listVersion: 1 };
    await ctx.db.insert(superiorReport).values({ ...handedOn, receivedOn: START, sentOn: START, way: 'carried' });
    const rewardId = await claimed();
    ctx.setNow(addDays(START, 1));
    await enterClaims(ctx);
    const paid = await ctx.db.select().from(reward).where(eq(reward.id, rewardId));
    await ctx.db.update(reward).set({ state: 'paid', paidOn: START, voucher: 'V-1' }).where(eq(reward.id, rewardId));
    const { ends, payeeDays } = retention2026;
    const terms = [ends.notAccepted.contentDays, ends.notAccepted.identityDays, payeeDays];
    ctx.setNow(addDays(START, Math.max(...terms) + 1));
    const acts = ['deletion.carryOut', 'payee.shred', 'superiorReport.delete'];
    expect((await byTwo(applyRetention)).sort()).toEqual(acts);

    const stones = await tombstones(ctx);
    await ctx.db.insert(sealedPart).values(parts.map(({ order: _, ...part }) => part));
    await ctx.db.insert(wrappedKey).values(wraps);
    await ctx.db.update(caseFile).set({ purgedOn: null }).where(eq(caseFile.id, caseId));
    const { payee = null, payeeRecipient = null, payeeSignature = null } = paid[0] ?? {};
    await ctx.db.update(reward).set({ payee, payeeRecipient, payeeSignature }).where(eq(reward.id, rewardId));
    expect((await byTwo((by) => replayTombstones(by, stones))).sort()).toEqual(['deletion.carryOut', 'payee.shred']);
    ctx.setNow(START);
  });

  test('what is entered by night: claims, payments told to their cases, penalties', async () => {
    const rewardId = await claimed();
    await registerPenalty(ctx, county.actor('fire.handler'), {
      decisionNumber: '安消罚〔2025〕1号',
      decidedOn: '2025-09-01',
      offender: '某服装厂',
      creditCode: null,
      sector: 'fire',
      town: '500200101',
      offence: '堵塞疏散通道',
      legalBasis: '消防法第六十条',
      amount: 2_000_000n,
    });
    ctx.setNow(addDays(START, 1));
    expect(await byTwo(enterClaims)).toEqual(['reward.enter']);
    expect(await byTwo(enterPenalties)).toEqual(['penalty.enter']);
    await payOut(ctx, county, rewardId, 'V-2');
    ctx.setNow(addDays(START, 2));
    expect(await byTwo(settlePaid)).toEqual(['reward.settle']);
    ctx.setNow(START);
  });

  test('what lapses: rewards, requests to open an identity, and approvals that served', async () => {
    await creditFund(ctx, county.actor('finance.1'), {
      fundId: (await ctx.db.select().from(reward))[0]?.fundId ?? '',
      amount: 1_000_000n,
      voucher: 'BK-2',
    });
    const proposalId = await proposeBare(ctx, county, 5_000_000n);
    await approve(ctx, county, proposalId);
    await noteSeen(ctx, (await reporterOf(ctx, proposalId)).reportId);
    const [asked, served] = [await reportFire(ctx, NAMED), await reportFire(ctx, NAMED)];
    await askFor(ctx, county, asked);
    const id = await askFor(ctx, county, served);
    await approveFor(ctx, county, id);
    await openIdentity(ctx, county.actor('custodians.1'), id);
    ctx.setNow(addDays(START, 90));
    expect(await byTwo(expireRewards)).toEqual(['reward.expire']);
    expect(await byTwo(expireCeremonies)).toEqual(['ceremony.expire', 'ceremony.expire']);
    ctx.setNow(START);
  });

  test('last days that are counted anew', async () => {
    const { caseId } = await reportFire(ctx);
    const provisional = { dueOn: '2025-10-01', dueProvisional: true };
    await ctx.db
      .update(caseFile)
      .set(provisional)
      .where(inArray(caseFile.id, [caseId]));
    expect(await byTwo(settleLimits)).toEqual(['limits.settle']);
  });

  test('the day’s signed head, the addresses that are served, and that reporting has opened', async () => {
    expect(await byTwo(makeCheckpoint)).toEqual(['log.checkpoint']);
    const served = [ctx.origin, 'https://jubao.example'] as const;
    expect(await byTwo((by) => logServedAddresses({ ...by, origins: served }))).toEqual(['origin.serve']);
    await owner().update(countyTable).set({ openedOn: null });
    expect(await byTwo((by) => takesReports(by))).toEqual(['reporting.open']);
    expect((await ctx.db.select().from(countyTable))[0]?.openedOn).toBe(today(ctx));
  });
});
