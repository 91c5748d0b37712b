import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { unit } from '#db/schema/county';
import { fund, reward } from '#db/schema/reward';
import type { Actor } from '~/domain/acts/permission';
import { addDays } from '~/domain/dates';
import type { Role } from '~/domain/vocabulary';
import { unitRecords } from '~/services/case/unit-record.server';
import { today } from '~/services/context.server';
import { type TestContext, testContext } from '../test-context';

const [fire, housing, idle] = [randomUUID(), randomUUID(), randomUUID()];
const member = (role: Role): Actor => ({ kind: 'member', memberId: randomUUID(), unitId: fire, roles: [role] });
let ctx: TestContext;

type Past = { unitId?: string; received: number; accepted?: number; confirmed?: number };

/** A case by how many days ago each thing happened. */
function aCase(past: Past, more: Partial<typeof caseFile.$inferInsert> = {}): typeof caseFile.$inferInsert {
  const ago = (days: number | undefined) => (days === undefined ? null : addDays(today(ctx), -days));
  return {
    id: randomUUID(),
    matter: 'hazard',
    sector: 'fire',
    channel: 'web',
    receivedOn: addDays(today(ctx), -past.received),
    responsibleUnitId: past.unitId ?? fire,
    assistingUnitIds: [],
    reasons: [],
    excludedUnitTags: [],
    stage: 'accepted',
    acceptedOn: ago(past.accepted),
    confirmedOn: ago(past.confirmed),
    ...more,
  };
}

const aReward = (fundId: string, state: 'claimed' | 'paid', paidOn: string | null): typeof reward.$inferInsert => ({
  id: randomUUID(),
  fundId,
  amount: 100n,
  state,
  proposedBy: randomUUID(),
  approvedBy: randomUUID(),
  claimMethod: 'cash',
  enteredOn: addDays(today(ctx), -20),
  paidOn,
});

beforeAll(async () => {
  ctx = await testContext();
  const names = (zh: string) => ({ zh, en: zh });
  await ctx.db.insert(unit).values([
    { id: fire, code: 'a', kind: 'department', names: names('消防') },
    { id: housing, code: 'b', kind: 'department', names: names('住建') },
    { id: idle, code: 'c', kind: 'department', names: names('林业') },
  ]);
  const day = today(ctx);
  const found = { verdict: 'substantiated', stage: 'closed' };
  await ctx.db
    .insert(caseFile)
    .values([
      aCase({ received: 20, accepted: 18, confirmed: 8 }, { ...found, struckOffOn: day, repliedOn: day }),
      aCase({ received: 20, accepted: 16, confirmed: 10 }, { ...found, verdict: 'unsubstantiated' }),
      aCase({ received: 30, accepted: 29 }),
      aCase({ received: 9 }, { stage: 'registered' }),
      aCase({ received: 10 }, { stage: 'notAccepted' }),
      aCase({ received: 40, accepted: 10, confirmed: 5 }, found),
      aCase({ unitId: housing, received: 15 }, { stage: 'registered' }),
    ]);
  const fundId = randomUUID();
  await ctx.db.insert(fund).values({ id: fundId, unitId: fire, year: 2026, source: 'fiscal', balance: 0n });
  await ctx.db
    .insert(reward)
    .values([
      aReward(fundId, 'paid', day),
      aReward(fundId, 'paid', addDays(day, -40)),
      aReward(fundId, 'claimed', null),
    ]);
});

describe('what units did with the reports of a period', () => {
  test('is counted by the day on which they came, with open cases in the times', async () => {
    const { records } = await unitRecords(ctx, member('supervisor'), 31);
    const [first, second, ...others] = records;
    expect(others).toEqual([]);
    // To acceptance after 1, 2 and 4 days, and one that has waited for 9; to the verdict after 6 and 10, and 29 so far.
    expect(first).toEqual({
      unitId: fire,
      names: { zh: '消防', en: '消防' },
      received: 5,
      notAccepted: 1,
      acceptance: { half: 2, most: null },
      verification: { half: 10, most: null },
      verified: 2,
      substantiated: 1,
      struckOff: 1,
      replied: 1,
      rewardsPaid: 1,
      rewardsWaiting: 1,
      hazardsOpen: 0,
      hazardsLate: 0,
      hazardsMajor: 0,
    });
    expect(second).toMatchObject({
      unitId: housing,
      received: 1,
      acceptance: { half: null, most: null },
      rewardsWaiting: 0,
    });
  });

  test('reaches further back in a longer period', async () => {
    const [first] = (await unitRecords(ctx, member('auditor'), 92)).records;
    expect(first).toMatchObject({ received: 6, substantiated: 2, rewardsPaid: 2, acceptance: { half: 4 } });
  });

  test('is at most five minutes old, and says of when it is', async () => {
    const before = await unitRecords(ctx, member('supervisor'), 31);
    await ctx.db.insert(caseFile).values(aCase({ unitId: idle, received: 0 }, { stage: 'registered' }));
    expect(await unitRecords(ctx, member('supervisor'), 31)).toEqual(before);
    ctx.advance(5 * 60_000);
    const { at, records } = await unitRecords(ctx, member('supervisor'), 31);
    expect(at - before.at).toBeGreaterThanOrEqual(5 * 60_000);
    expect(records.map(({ unitId }) => unitId)).toEqual([fire, housing, idle]);
  });

  test('is for supervisors and auditors', async () => {
    await expect(unitRecords(ctx, member('lead'), 31)).rejects.toMatchObject({ code: 'notAllowed' });
  });
});
