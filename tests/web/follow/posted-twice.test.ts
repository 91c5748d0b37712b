import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { caseEvent, report, sealedPart } from '#db/schema/casework';
import { logEntry } from '#db/schema/log';
import {
  type OpenedFollow,
  openFollow,
  reportKeyOf,
  sealClaim,
  sealDelivery,
  sealLeaving,
  sealMessage,
} from '~/browser/follow/follow-workspace';
import { randomBytes, toBase64 } from '~/envelope/bytes';
import { fileEntry, sealFile } from '~/envelope/report/file-parts';
import { seedPolicies } from '~/services/county/policies.server';
import { sealedFollowPage } from '~/services/follow/follow-page.server';
import { putPart } from '~/services/report/upload.server';
import type { FollowAnswer } from '~/web/follow/follow-answer.server';
import { followStep } from '~/web/follow/follow-form.server';
import { formBinding } from '~/web/form-binding.server';
import { reportFire, workspace } from '../../services/case-workspace';
import type { County } from '../../services/fixtures';
import { playedContext } from '../../services/played-context';
import { sessionOf } from '../../services/reporter-play';
import { approveFromWorkspace, confirmedCase, enterRules, fireFund, proposeFrom } from '../../services/reward-play';
import type { TestContext } from '../../services/test-context';

let ctx: TestContext;
let county: County;
beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await seedPolicies(ctx);
  await enterRules(ctx);
  await fireFund(ctx, county, 3_000_000n);
});

type Filed = { code: string; caseId: string; reportId: string };
type Way = 'plain' | 'sealed';
type Fields = Record<string, string | File>;
const ACCOUNT = { holder: '李四', bank: '安岭农商银行镇溪支行', account: '6222020200112233445' };

/** A browser with the report's page open, with or without scripts; `post` sends a form of that page. */
async function pageOf({ reportId, code }: Filed, way: Way) {
  const { seed } = await sessionOf(ctx, { reportId, code });
  const cookie = ctx.followSessions.open({ reportId, seed: way === 'plain' ? seed : null });
  const post = async (fields: Fields): Promise<FollowAnswer | { done: string }> => {
    const multipart = Object.values(fields).some((value) => typeof value !== 'string');
    const body = multipart ? new FormData() : new URLSearchParams();
    const all = { page: formBinding(cookie, `report:${reportId}`), ...fields };
    for (const [name, value] of Object.entries(all)) (body as FormData).append(name, value);
    const headers = { Cookie: `anshao-follow=${cookie}`, ...(way === 'sealed' && { 'X-Anshao-Mode': 'sealed' }) };
    const request = new Request('http://localhost:3000/zh/follow', { method: 'POST', body, headers });
    return followStep(ctx, request, 'zh').catch((thrown: unknown) => {
      if (!(thrown instanceof Response) || thrown.status !== 303) throw thrown;
      return { done: new URL(thrown.headers.get('Location') ?? '', 'http://localhost').searchParams.get('done') ?? '' };
    });
  };
  const look = async () => openFollow((await sealedFollowPage(ctx, reportId)).sealed, seed);
  return { post, look };
}

async function delivery(opened: OpenedFollow): Promise<Fields> {
  const { reportId, files } = opened.sealed;
  const token = toBase64(randomBytes(32));
  const parts: { sha256: string; length: number }[] = [];
  const sealing = { reportId, fileIndex: files.nextIndex, bytes: PDF, reportRecipient: reportKeyOf(opened) };
  for await (const part of sealFile(sealing)) {
    const { sequence, sha256, bytes } = part;
    await putPart(ctx, { token, fileIndex: files.nextIndex, sequence, sha256, bytes });
    parts.push(part);
  }
  const entry = fileEntry({ fileIndex: files.nextIndex, name: 'a.pdf', type: 'application/pdf' }, parts);
  const manifest = await sealDelivery(opened, [entry]);
  return { step: 'sealedFiles', id: randomUUID(), token, sequence: String(files.nextManifest), manifest };
}

const PDF = new TextEncoder().encode('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF');

/** What each step posts in each way, and what it leaves in the timeline. */
const STEPS = {
  message: {
    done: 'sent',
    event: 'report.message',
    plain: async (): Promise<Fields> => ({ step: 'message', once: 'form-1', message: '只要一条' }),
    sealed: async (opened: OpenedFollow): Promise<Fields> => ({
      step: 'sealedMessage',
      ...(await sealMessage(opened, '只要一条', randomUUID())),
    }),
  },
  files: {
    done: 'added',
    event: 'report.addFiles',
    plain: async (): Promise<Fields> => ({ step: 'files', files: new File([PDF], 'a.pdf') }),
    sealed: delivery,
  },
  claim: {
    done: 'claimed',
    event: 'reward.claim',
    plain: async (): Promise<Fields> => ({
      ...{ step: 'claim', claimMethod: 'bank', consent: 'yes', shownAccount: ACCOUNT.account },
      ...{ payeeName: ACCOUNT.holder, bankName: ACCOUNT.bank, bankAccount: ACCOUNT.account },
    }),
    sealed: async (opened: OpenedFollow): Promise<Fields> => ({
      ...{ step: 'sealedClaim', id: randomUUID(), claimMethod: 'bank', consent: 'yes' },
      ...(await sealClaim(opened, ACCOUNT)),
    }),
  },
  cash: {
    done: 'claimed',
    event: 'reward.claim',
    plain: async (_: OpenedFollow): Promise<Fields> => ({ step: 'claim', claimMethod: 'cash' }),
    sealed: async (_: OpenedFollow): Promise<Fields> => ({ step: 'sealedClaim', claimMethod: 'cash' }),
  },
  withdraw: {
    done: 'withdrawn',
    event: 'report.withdraw',
    plain: async (): Promise<Fields> => ({ step: 'withdraw', sure: 'yes' }),
    sealed: async (opened: OpenedFollow): Promise<Fields> => ({
      ...{ step: 'withdraw', sure: 'yes', withdrawal: await sealLeaving(opened) },
    }),
  },
};
type Named = keyof typeof STEPS;
const EACH = (Object.keys(STEPS) as Named[]).flatMap((step) =>
  (['plain', 'sealed'] as const).map((way) => [step, way] as const),
);

async function readyFor(step: Named): Promise<Filed> {
  if (step !== 'claim' && step !== 'cash') return reportFire(ctx);
  const filed = await confirmedCase(ctx, county);
  const proposalId = await proposeFrom(ctx, county, filed);
  await approveFromWorkspace(ctx, county, { ...filed, proposalId });
  return filed;
}

const timesDone = ({ caseId }: Filed, act: string) =>
  ctx.db.$count(caseEvent, and(eq(caseEvent.caseId, caseId), eq(caseEvent.act, act)));

it('a reward is given up by the number that the page showed, with scripts and without', async () => {
  const filed = await readyFor('cash');
  const [plain, sealed] = [await pageOf(filed, 'plain'), await pageOf(filed, 'sealed')];
  const shownReward = (await plain.look()).sealed.reward?.id ?? '';
  const waive = { claimMethod: 'waive', waiveSure: 'yes' };
  const ways = [
    { page: plain, fields: { step: 'claim', ...waive } },
    { page: sealed, fields: { step: 'sealedClaim', ...waive } },
  ];
  for (const { page, fields } of ways)
    expect(await page.post(fields)).toMatchObject({
      status: 409,
      claim: { typed: expect.objectContaining({ waiveSure: '' }), error: { code: 'moved' } },
    });
  expect(await timesDone(filed, 'reward.waive')).toBe(0);
  for (const { page, fields } of ways) expect(await page.post({ ...fields, shownReward })).toEqual({ done: 'waived' });
  expect(await timesDone(filed, 'reward.waive')).toBe(1);
});

describe('a step that is posted twice is done once, and told as done both times', () => {
  it.each(EACH)('%s (%s): one after the other, as a lost answer makes people do', async (step, way) => {
    const filed = await readyFor(step);
    const page = await pageOf(filed, way);
    const fields = await STEPS[step][way](await page.look());
    for (const _ of [1, 2]) expect(await page.post(fields)).toEqual({ done: STEPS[step].done });
    expect(await timesDone(filed, STEPS[step].event)).toBe(1);
  });

  it.each(EACH)('%s (%s): both at the same moment, as a double press does', async (step, way) => {
    const filed = await readyFor(step);
    const page = await pageOf(filed, way);
    const fields = await STEPS[step][way](await page.look());
    const answers = await Promise.all([page.post(fields), page.post(fields)]);
    expect(answers).toEqual([{ done: STEPS[step].done }, { done: STEPS[step].done }]);
    expect(await timesDone(filed, STEPS[step].event)).toBe(1);
  });

  it('other words from the same form, and the same words from another one, are another message', async () => {
    const filed = await reportFire(ctx);
    const page = await pageOf(filed, 'plain');
    for (const [once, message] of [
      ['form-1', '第一条'],
      ['form-1', '第二条'],
      ['form-2', '第一条'],
    ] as const) {
      expect(await page.post({ step: 'message', once, message })).toEqual({ done: 'sent' });
    }
    expect(await timesDone(filed, 'report.message')).toBe(3);
  });
});

describe('a claim that stands already', () => {
  it.each(['plain', 'sealed'] as const)('is told, where another one was made (%s)', async (way) => {
    const filed = await readyFor('cash');
    const page = await pageOf(filed, way);
    const byBank = await STEPS.claim[way](await page.look());
    await page.post(await STEPS.cash[way](await page.look()));
    expect(await page.post(byBank)).toMatchObject({ status: 200, claim: { error: { code: 'already' } } });
    expect(await timesDone(filed, 'reward.claim')).toBe(1);
  });
});

describe('a withdrawal whose sealed word is refused', () => {
  let filed: Filed;
  beforeEach(async () => {
    filed = await reportFire(ctx);
  });

  it.each([
    ['in the clear', toBase64(new TextEncoder().encode('撤回'.repeat(80)))],
    ['empty', ''],
    ['no Base64', '***'],
    ['too long', toBase64(new Uint8Array(20_000))],
  ])('%s: leaves nothing withdrawn, and says so', async (_, withdrawal) => {
    const page = await pageOf(filed, 'sealed');
    const fields = { step: 'withdraw', sure: 'yes', withdrawal };
    expect(await page.post(fields)).toMatchObject({ status: 422, withdraw: 'refused' });
    const [row] = await ctx.db.select().from(report).where(eq(report.id, filed.reportId));
    expect(row?.withdrawnOn).toBeNull();
    expect(await timesDone(filed, 'report.withdraw')).toBe(0);
    const own = and(eq(sealedPart.reportId, filed.reportId), eq(sealedPart.kind, 'withdrawal'));
    expect(await ctx.db.$count(sealedPart, own)).toBe(0);
    const logged = and(eq(logEntry.act, 'report.withdraw'), eq(logEntry.subject, `report:${filed.reportId}`));
    expect(await ctx.db.$count(logEntry, logged)).toBe(0);
    expect((await sealedFollowPage(ctx, filed.reportId)).withdrawing).toBe('closed');
  });

  it.each(['plain', 'sealed'] as const)(
    'taken back after that (%s), the officer reads the signed word',
    async (way) => {
      const page = await pageOf(filed, way);
      if (way === 'sealed') await page.post({ step: 'withdraw', sure: 'yes', withdrawal: '' });
      const fields = await STEPS.withdraw[way](await page.look());
      for (const _ of [1, 2]) expect(await page.post(fields)).toEqual({ done: 'withdrawn' });
      const { opened } = await workspace(ctx, county.of('fire.handler'), filed.caseId);
      expect(opened.reports.map(({ withdrawal }) => withdrawal)).toEqual(['signed']);
    },
  );
});
