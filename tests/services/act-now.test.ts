import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { caseEvent, sealedPart as partTable } from '#db/schema/casework';
import { sealTransfer } from '~/browser/case/case-sealing';
import type { CaseInput } from '~/contract/posted/case-act';
import type { CaseActName } from '~/domain/acts/case-acts';
import { isRefusal } from '~/domain/refusal';
import { fromBase64 } from '~/envelope/bytes';
import { actNow } from '~/services/act-now.server';
import { assignCase, confirmVerdict } from '~/services/case/case.server';
import { runCaseAct } from '~/services/case/case-acts.server';
import { askDeletion } from '~/services/case/deletion.server';
import { today } from '~/services/context.server';
import { seedPolicies } from '~/services/county/policies.server';
import { refuseReward } from '~/services/reward/reward.server';
import { notifyReward } from '~/services/reward/reward-notice.server';
import { isOwnRepeat, refusalSentence } from '~/words/refused';
import { findingRead, giverOf, reportFire, sealedMessages, sealedPart, workspace } from './case-workspace';
import { makeBatch, payReward, releaseBatch } from './decided-as-shown';
import type { County } from './fixtures';
import { claimedCase, guardianShares } from './payout-play';
import { playedContext } from './played-context';
import { approve, confirmedCase, enterRules, fireFund, night, proposeFrom } from './reward-play';
import type { TestContext } from './test-context';

let ctx: TestContext;
let county: County;
beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await seedPolicies(ctx);
  await enterRules(ctx);
  await fireFund(ctx, county, 2_000_000n);
});

const who = (login: string) => county.of(login);
const actor = (login: string) => county.actor(login);

/** What the page would tell about an act that is refused; null where it was done. */
async function told(run: () => Promise<unknown>) {
  try {
    await run();
    return null;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { code: error.code, now: await actNow(ctx, error) };
  }
}

type Run = (login: string) => Promise<unknown>;
const opened = async (login: string, caseId: string) => (await workspace(ctx, who(login), caseId)).opened;

/** One act on a case as this member's page posts it, sealed anew each time. */
async function post<A extends CaseActName>(login: string, caseId: string, act: A, more: object = {}, once = '') {
  await runCaseAct(ctx, actor(login), caseId, act, { input: { ...more } as CaseInput<A>, once });
}

async function part(login: string, caseId: string, kind: 'note' | 'finding' | 'penalty' | 'evidence') {
  return {
    part: await sealedPart(await opened(login, caseId), kind, { text: '现场拍照三张', verdict: 'substantiated' }),
  };
}
const messages = async (login: string, caseId: string) => ({
  messages: await sealedMessages(await opened(login, caseId), '经查属实。', who(login)),
});

/** The course of a case, act by act: who does it, and which colleague of the same unit presses after them. */
function way(caseId: string): [act: CaseActName, first: string, second: string, run: Run][] {
  const acts: [CaseActName, string, string, Run][] = [
    ['accept', 'fire.lead', 'fire.lead2', (login) => post(login, caseId, 'accept')],
    [
      'assign',
      'fire.lead',
      'fire.lead2',
      (login) => post(login, caseId, 'assign', { officer: who('fire.handler').memberId }),
    ],
    [
      'proposeVerdict',
      'fire.handler',
      'fire.handler',
      async (login) => {
        const more = { verdict: 'substantiated', unvisited: true, ...(await part(login, caseId, 'finding')) };
        await post(login, caseId, 'proposeVerdict', more);
      },
    ],
    [
      'confirmVerdict',
      'fire.lead',
      'fire.lead2',
      async (login) => {
        const { finding, verdict } = await findingRead(ctx, caseId);
        await post(login, caseId, 'confirmVerdict', { finding, verdict });
      },
    ],
    [
      'recordPenalty',
      'fire.handler',
      'fire.lead',
      async (l) => post(l, caseId, 'recordPenalty', await part(l, caseId, 'penalty')),
    ],
    [
      'rectify',
      'fire.handler',
      'fire.lead',
      async (l) => post(l, caseId, 'rectify', await part(l, caseId, 'evidence')),
    ],
    [
      'strikeOff',
      'fire.lead',
      'fire.handler',
      async (l) => post(l, caseId, 'strikeOff', await part(l, caseId, 'evidence')),
    ],
    ['reply', 'fire.handler', 'fire.lead', async (l) => post(l, caseId, 'reply', await messages(l, caseId))],
    ['close', 'fire.lead', 'fire.handler', (login) => post(login, caseId, 'close')],
  ];
  return acts;
}

describe('an act that is done already is told as done', () => {
  it('along the whole way of a case: to whoever presses twice, and to a colleague who presses after', async () => {
    const { caseId } = await reportFire(ctx);
    for (const [act, first, second, run] of way(caseId)) {
      expect(await told(() => run(first))).toBeNull();
      const own = await told(() => run(first));
      expect([act, own?.now]).toEqual([
        act,
        { act: `case.${act}`, last: { act: `case.${act}`, on: today(ctx), by: 'you' } },
      ]);
      expect([act, own && isOwnRepeat(own)]).toEqual([act, true]);
      if (second === first) continue;
      const other = await told(() => run(second));
      expect([act, other?.now?.last]).toEqual([act, { act: `case.${act}`, on: today(ctx), by: 'colleague' }]);
      expect(refusalSentence({ code: 'alreadyDone', ...other }, 'zh')).toMatch(/已经办好：同事在.*不用再办/);
    }
  });

  it('by two at the same moment: one does it, the other is told that a colleague did', async () => {
    const { caseId } = await reportFire(ctx);
    const run = (login: string) => told(() => post(login, caseId, 'accept'));
    const both = await Promise.all([run('fire.lead'), run('fire.lead2')]);
    const [refused] = both.filter((one) => one !== null);
    expect(both.filter((one) => one === null)).toHaveLength(1);
    expect(refused?.now?.last).toMatchObject({ act: 'case.accept', by: 'colleague' });
  });

  it('where something else was done meanwhile, that is told instead', async () => {
    const { caseId } = await reportFire(ctx);
    await post('fire.lead', caseId, 'refuse', { reason: 'noClearTarget', ...(await messages('fire.lead', caseId)) });
    const refused = await told(() => post('fire.lead2', caseId, 'accept'));
    expect(refused?.now).toMatchObject({ act: 'case.accept', last: { act: 'case.refuse', by: 'colleague' } });
    expect(refusalSentence({ code: 'stageForbids', ...refused }, 'zh')).toMatch(/没有办理“受理”：同事在.*“不予受理”/);
  });

  it('also a transfer, after which the case is another unit’s: only to whoever did it', async () => {
    const { caseId } = await reportFire(ctx);
    const before = await opened('fire.lead', caseId);
    const part = await sealedPart(before, 'note', { about: 'transfer', text: '职责' });
    const transfer = await sealTransfer(before, county.unitIds.emergency, await giverOf(ctx, who('fire.lead')));
    const wraps = transfer.wraps.map((wrap) => ({ ...wrap, bytes: fromBase64(wrap.bytes) }));
    // What was sealed once is posted again as it is, because nothing more can be signed for a case that has gone on.
    const give = (login: string) => post(login, caseId, 'transfer', { transfer: { ...transfer, wraps }, part });
    expect(await told(() => give('fire.lead'))).toBeNull();
    const own = await told(() => give('fire.lead'));
    expect(own).toMatchObject({ code: 'notFound', now: { last: { act: 'case.transfer', by: 'you' } } });
    expect(own && isOwnRepeat(own)).toBe(true);
    // About a case that is no longer theirs, a colleague learns nothing.
    expect(await told(() => give('fire.lead2'))).toMatchObject({ code: 'notFound', now: { last: null } });
    expect(await told(() => post('zhenxi.lead', caseId, 'accept'))).toMatchObject({ now: { last: null } });
  });

  it('rewards and payments too', async () => {
    const filed = await confirmedCase(ctx, county);
    const proposalId = await proposeFrom(ctx, county, filed);
    await refuseReward(ctx, actor('fire.lead'), { proposalId, reason: 'wrongInputs' });
    const again = await told(() => refuseReward(ctx, actor('fire.lead2'), { proposalId, reason: 'wrongInputs' }));
    expect(again?.now).toMatchObject({ act: 'reward.refuse', last: { act: 'reward.refuse', by: 'colleague' } });
    const other = await proposeFrom(ctx, county, filed);
    await approve(ctx, county, other);
    const approved = await told(() => approve(ctx, county, other));
    expect(approved?.now?.last).toMatchObject({ act: 'reward.approve', by: 'you' });
    await notifyReward(ctx, actor('fire.lead'), { proposalId: other, method: 'told' });
    const noticed = await told(() => notifyReward(ctx, actor('fire.lead2'), { proposalId: other, method: 'told' }));
    expect(noticed?.now?.last).toMatchObject({ act: 'reward.notify', by: 'colleague' });

    const payee = { holder: '李四', bank: '安岭农商行', account: '6222020200112233445' };
    const { rewardId } = await claimedCase(ctx, county, payee);
    await night(ctx);
    const batchId = await makeBatch(ctx, actor('finance.1'));
    const shares = await guardianShares(ctx, county, batchId);
    await releaseBatch(ctx, actor('guardians.1'), batchId, shares);
    const released = await told(() => releaseBatch(ctx, actor('guardians.2'), batchId, shares));
    expect(released?.now?.last).toMatchObject({ act: 'payout.release', by: 'colleague' });
    const pay = (login: string) => payReward(ctx, actor(login), { rewardId, voucher: 'PZ-2025-0907' });
    await pay('finance.1');
    expect((await told(() => pay('finance.1')))?.now?.last).toMatchObject({ act: 'payout.pay', by: 'you' });
  });

  it('and a request to delete', async () => {
    const filed = await confirmedCase(ctx, county);
    const ask = () => askDeletion(ctx, actor('fire.lead'), filed.caseId, 'test');
    expect(await told(ask)).toBeNull();
    expect((await told(ask))?.now?.last).toMatchObject({ act: 'deletion.ask', by: 'you' });
  });
});

describe('what was sealed in a form and comes again under its mark is kept once, and told as done', () => {
  const MARKED: [CaseActName, (login: string, caseId: string) => Promise<object>][] = [
    ['note', (login, caseId) => part(login, caseId, 'note')],
    ['visit', async (login, caseId) => ({ visitedOn: today(ctx), ...(await part(login, caseId, 'note')) })],
    ['message', async (login, caseId) => ({ message: (await messages(login, caseId)).messages[0] })],
    [
      'proposeVerdict',
      async (l, id) => ({ verdict: 'substantiated', unvisited: true, ...(await part(l, id, 'finding')) }),
    ],
  ];

  it.each(MARKED)('%s: one after the other, and both at the same moment', async (act, sealed) => {
    const { caseId } = await reportFire(ctx);
    await post('fire.lead', caseId, 'accept');
    await assignCase(ctx, actor('fire.lead'), caseId, who('fire.handler').memberId);
    const [once, both] = [randomUUID(), randomUUID()];
    const run = async (mark: string) => post('fire.handler', caseId, act, await sealed('fire.handler', caseId), mark);
    await run(once);
    await run(once);
    const done = () => ctx.db.$count(caseEvent, and(eq(caseEvent.caseId, caseId), eq(caseEvent.act, `case.${act}`)));
    expect(await done()).toBe(1);
    if (act === 'proposeVerdict') return;
    await Promise.all([run(both), run(both)]);
    expect(await done()).toBe(2);
    expect(await ctx.db.$count(partTable, eq(partTable.caseId, caseId))).toBeGreaterThan(1);
  });

  it('nobody’s refusal becomes a success by another’s mark', async () => {
    const { caseId } = await reportFire(ctx);
    const once = randomUUID();
    await post('fire.handler', caseId, 'note', await part('fire.handler', caseId, 'note'), once);
    const stolen = async () => post('fire.lead', caseId, 'note', await part('fire.lead', caseId, 'note'), once);
    expect(await told(stolen)).toMatchObject({ code: 'alreadyDone' });
    await expect(
      confirmVerdict(ctx, actor('fire.lead'), caseId, { finding: randomUUID(), verdict: 'substantiated' }),
    ).rejects.toMatchObject({ refusal: true });
  });
});
