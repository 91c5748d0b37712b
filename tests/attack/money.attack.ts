import { and, eq } from 'drizzle-orm';
import { beforeAll, expect } from 'vitest';
import { ledgerLine, reward } from '#db/schema/reward';
import { member } from '#db/schema/staff';
import type { Member } from '~/domain/acts/permission';
import type { Role } from '~/domain/vocabulary';
import { cashCodeOf } from '~/services/reward/cash-code.server';
import { findCash } from '~/services/reward/cash-find.server';
import { payReward as payFound } from '~/services/reward/payout.server';
import type { BareSite } from '../e2e/site';
import type { Cast } from '../services/ceremony-play';
import { payReward, releaseBatch } from '../services/decided-as-shown';
import { guardianShares, waitingPayment } from '../services/payout-play';
import { approveFromWorkspace, confirmedCase, proposeFrom } from '../services/reward-play';
import { attack } from './attack';
import { castOf } from './cast';
import { copyOfDemo, ownerOfDemo } from './demo';
import { PAYEE, TOWN } from './openings-about';

let site: BareSite;
let cast: Cast;
beforeAll(async () => {
  site = await copyOfDemo();
  cast = await castOf(ownerOfDemo());
});

/** The same person after somebody in the database gave them these roles too. */
async function alsoAs(login: string, ...roles: Role[]): Promise<{ person: Member; cast: Cast }> {
  const known = cast.of(login);
  const all = [...known.roles, ...roles];
  await site.owner.db.update(member).set({ roles: all }).where(eq(member.id, known.memberId));
  const person = { ...known.actor, roles: all };
  const of = (one: string) => (one === login ? { ...known, roles: all, actor: person } : cast.of(one));
  return { person, cast: { of, actor: (one) => ({ ...of(one).actor }) } };
}

attack('One person alone pays nothing', 'each step of a payment by whoever did the one before', async ({ note }) => {
  const { ctx } = site;
  const booked = () => ctx.db.$count(ledgerLine);
  // Somebody in the database also makes the handler who proposes a lead.
  const handler = await alsoAs('fire.handler', 'lead');
  const filed = await confirmedCase(ctx, cast, { town: TOWN });
  const proposalId = await proposeFrom(ctx, cast, filed);
  const before = await booked();
  const approved = (by: Cast, login: string) => approveFromWorkspace(ctx, by, { ...filed, proposalId }, login);
  await expect(approved(handler.cast, 'fire.handler')).rejects.toMatchObject({ code: 'samePerson' });
  expect(await booked()).toBe(before);
  // The control: another member approves the very same.
  await approved(cast, 'fire.lead');
  expect(await booked()).toBeGreaterThan(before);
  const { rewardId, batchId } = await waitingPayment(ctx, cast, PAYEE, { town: TOWN });
  const finance = await alsoAs('finance.1', 'guardian');
  const pay = () => payReward(ctx, finance.person, { rewardId, voucher: 'BK-ALONE-1' });
  await expect(pay()).rejects.toMatchObject({ code: 'stageForbids' });
  // Finance plays the guardian too, without the guardians' key.
  await expect(releaseBatch(ctx, finance.person, batchId, [])).rejects.toMatchObject({ code: 'invalid' });
  await releaseBatch(ctx, cast.actor('guardians.1'), batchId, await guardianShares(ctx, cast, batchId));
  await pay();
  await expect(pay()).rejects.toMatchObject({ code: 'alreadyDone' });
  note('propose and approve, batch and release or pay, pay twice');
});

attack('One person alone pays nothing', 'cash by guessed codes, and by what a colleague was told', async ({ note }) => {
  const { ctx } = site;
  const [guesser, colleague] = [cast.actor('finance.1'), cast.actor('finance.2')];
  const waiting = and(eq(reward.state, 'released'), eq(reward.claimMethod, 'cash'));
  const before = await ctx.db.select().from(reward).where(waiting);
  const [payment] = before;
  if (!payment) throw new Error('The demo has no cash that waits');
  const codes = before.map(({ id }) => cashCodeOf(ctx, id));
  const [code = ''] = codes;
  const free = Array.from({ length: 40 + codes.length }, (_, index) => String(index).padStart(8, '0'));
  const wrong = free.filter((one) => !codes.includes(one));
  const guessed = await Promise.allSettled(wrong.map((one) => findCash(ctx, guesser, one)));
  expect(guessed.filter(({ status }) => status === 'fulfilled')).toEqual([]);
  // Of those sent at once thirty were checked; the right one opens nothing any more today.
  await expect(findCash(ctx, guesser, code)).rejects.toMatchObject({ code: 'invalid', data: { triesLeft: 0 } });
  expect(await ctx.db.select().from(reward).where(waiting)).toEqual(before);
  const [told] = await findCash(ctx, colleague, code);
  if (!told) throw new Error('not found');
  const paid = { rewardId: payment.id, voucher: 'XJ-GUESS-1', shown: told.shown };
  for (const found of [told.found, code, '']) {
    await expect(payFound(ctx, guesser, { ...paid, found })).rejects.toMatchObject({ code: 'expired' });
  }
  // The control: the colleague pays by the very same code.
  await payFound(ctx, colleague, { ...paid, found: told.found });
  note(`${wrong.length} codes at once, and the word of the server that a colleague got`);
});
