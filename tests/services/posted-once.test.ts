import { beforeAll, describe, expect, it } from 'vitest';
import { county } from '#db/schema/county';
import { logEntry } from '#db/schema/log';
import { postedOnce } from '#db/schema/staff';
import { Refusal } from '~/domain/refusal';
import { type Performing, perform } from '~/services/perform.server';
import { forgetMarks, markPosted } from '~/services/posted-once.server';
import { makeCounty } from './fixtures';
import { type TestContext, testContext } from './test-context';

let ctx: TestContext;
let memberId = '';

beforeAll(async () => {
  ctx = await testContext();
  memberId = (await makeCounty(ctx)).actor('admin').memberId;
});

/** One request, with an actor of its own as every request has. */
function posted(mark: string) {
  const actor = { kind: 'member', memberId, unitId: memberId, roles: ['administrator'] } as const;
  markPosted(actor, mark);
  return (body: (p: Performing) => Promise<unknown> = async () => 'done') =>
    perform(ctx, actor, 'employer.create', null, body as (p: Performing) => Promise<string>);
}
const before = { code: 'alreadyDone', data: { rule: 'postedBefore' } };
const rows = () => ctx.db.$count(logEntry);

describe('a form with a mark', () => {
  it('is done once, however often it comes, and two at the same moment are one', async () => {
    const at = await rows();
    const mark = crypto.randomUUID();
    const all = await Promise.allSettled([1, 2, 3].map(() => posted(mark)()));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(posted(mark)()).rejects.toMatchObject(before);
    expect(await rows()).toBe(at + 1);
    await posted(crypto.randomUUID())();
    expect(await rows()).toBe(at + 2);
  });

  it('may come again after it was refused, also where the refusal stands', async () => {
    const mark = crypto.randomUUID();
    const no = new Refusal('conflict');
    await expect(
      posted(mark)(async () => {
        throw no;
      }),
    ).rejects.toBe(no);
    await expect(posted(mark)(async ({ refuse }) => refuse(no))).rejects.toBe(no);
    expect(await posted(mark)()).toBe('done');
    await expect(posted(mark)()).rejects.toMatchObject(before);
  });

  it('may do several things, and what is no mark is none', async () => {
    const act = posted(crypto.randomUUID());
    await act();
    await act();
    for (const mark of ['', 'x', "' or 1=1"]) await posted(mark)();
    expect(await ctx.db.$count(county)).toBe(1);
  });

  it('is taken by the next thing that the form does where the first left nothing, and kept where a later one is refused', async () => {
    const no = new Refusal('conflict');
    const refused = async () => {
      throw no;
    };
    const [first, second] = [crypto.randomUUID(), crypto.randomUUID()];
    const act = posted(first);
    await expect(act(refused)).rejects.toBe(no);
    await act();
    await expect(posted(first)()).rejects.toMatchObject(before);
    const other = posted(second);
    await other();
    await expect(other(refused)).rejects.toBe(no);
    await expect(other(async ({ refuse }) => refuse(no))).rejects.toBe(no);
    await expect(posted(second)()).rejects.toMatchObject(before);
  });

  it('is forgotten once no browser can still have it', async () => {
    expect(await ctx.db.$count(postedOnce)).toBeGreaterThan(0);
    await forgetMarks(ctx);
    expect(await ctx.db.$count(postedOnce)).toBeGreaterThan(0);
    await forgetMarks({ db: ctx.db, now: () => ctx.now() + 20 * 86_400_000 });
    expect(await ctx.db.$count(postedOnce)).toBe(0);
  });
});
