import { beforeAll, expect, it } from 'vitest';
import { seedPolicies } from '~/services/county/policies.server';
import { followed, followStep } from '~/web/follow/follow-form.server';
import { reportFire } from '../../services/case-workspace';
import { playedContext } from '../../services/played-context';
import type { TestContext } from '../../services/test-context';

let ctx: TestContext;
beforeAll(async () => {
  ({ ctx } = await playedContext());
  await seedPolicies(ctx);
});

const at = (cookie: string | null, fields?: Record<string, string>) =>
  new Request('http://localhost:3000/zh/follow', {
    ...(fields && { method: 'POST', body: new URLSearchParams(fields) }),
    headers: cookie ? { Cookie: `anshao-follow=${cookie}` } : {},
  });
const post = (cookie: string | null, fields: Record<string, string>) =>
  followStep(ctx, at(cookie, fields), 'zh').catch((thrown: unknown) => {
    if (!(thrown instanceof Response)) throw thrown;
    return thrown;
  });

/** Opens the page by the code as a form without scripts does; `kept` is part of that form too. */
async function open(code: string, kept: Record<string, string> = {}): Promise<string> {
  const answer = await post(null, { step: 'open', code, ...kept });
  if (!(answer instanceof Response)) throw new Error(JSON.stringify(answer));
  return /anshao-follow=([^;]+)/.exec(answer.headers.get('Set-Cookie') ?? '')?.[1] ?? '';
}

const WORDS = { message: '东门的锁是新换的。', payeeName: '李四', bankAccount: '6222020200112233445' };

/** What the page that asks for the code carries once the page on which the words were typed has locked itself. */
async function lapsed(code: string): Promise<Record<string, string>> {
  const cookie = await open(code);
  const { bound, once, mark } = await followed(ctx, at(cookie));
  ctx.followSessions.close(cookie);
  const answer = await post(cookie, { step: 'message', page: bound, once, mark, consent: 'yes', ...WORDS });
  if (answer instanceof Response) throw new Error('opened');
  expect([answer.status, answer.code]).toEqual([401, 'expired']);
  const { payeeName = '', bankAccount = '' } = answer.claim.typed;
  return { message: answer.message.typed, payeeName, bankAccount, once: answer.once ?? '', mark: answer.mark ?? '' };
}

it('words typed before the page locked come back with the code of the same report, until a step is done', async () => {
  const { code } = await reportFire(ctx);
  const kept = await lapsed(code);
  expect(kept).toMatchObject(WORDS);
  const cookie = await open(code, kept);
  const { typed, bound, once, mark } = await followed(ctx, at(cookie));
  expect(typed).toEqual(WORDS);
  // A page that is loaded anew still has them; what was not sent yet waits.
  expect((await followed(ctx, at(cookie))).typed).toEqual(WORDS);
  const sent = await post(cookie, { step: 'message', page: bound, once, mark, message: WORDS.message });
  expect(sent).toBeInstanceOf(Response);
  expect((await followed(ctx, at(cookie))).typed).toEqual({});
});

it('never on another report’s page, nor where the mark was made up', async () => {
  const [own, other] = [await reportFire(ctx), await reportFire(ctx)];
  const kept = await lapsed(own.code);
  expect((await followed(ctx, at(await open(other.code, kept)))).typed).toEqual({});
  for (const mark of ['', 'a'.repeat(64)]) {
    expect((await followed(ctx, at(await open(own.code, { ...kept, mark })))).typed).toEqual({});
  }
  expect((await followed(ctx, at(await open(own.code, kept)))).typed).toEqual(WORDS);
});

it('a consent is given anew', async () => {
  const { code } = await reportFire(ctx);
  const kept = await lapsed(code);
  expect((await followed(ctx, at(await open(code, { ...kept, consent: 'yes' })))).typed).toEqual(WORDS);
});
