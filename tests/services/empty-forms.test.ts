import { eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { member } from '#db/schema/staff';
import { holdsRoleFor, type Member } from '~/domain/acts/permission';
import { ROLES, type Role } from '~/domain/vocabulary';
import { openSession } from '~/services/staff/staff-session.server';
import { ACTS_TRIED } from '../attack/acts-tried';
import { matches, paramsOf, routeAt, TAKES_POSTS, THINGS, WHO } from '../attack/staff-routes';
import { LONG } from '../runner/long';
import { playedContext } from './played-context';
import type { TestContext } from './test-context';

let ctx: TestContext;
let people: { role: Role; actor: Member; cookie: string }[];

beforeAll(async () => {
  const played = await playedContext();
  ctx = played.ctx;
  const { members } = played.county;
  // Somebody for each role alone, in any unit.
  const chosen = [...members.values()].slice(0, ROLES.length);
  people = await Promise.all(
    ROLES.map(async (role, at) => {
      const { memberId, actor } = chosen[at] ?? { memberId: '', actor: { unitId: '' } };
      await ctx.database.owner.db
        .update(member)
        .set({ roles: [role] })
        .where(eq(member.id, memberId));
      const token = await ctx.db.transaction((tx) => openSession(ctx, tx, memberId));
      const { unitId } = actor;
      return { role, actor: { kind: 'member', memberId, unitId, roles: [role] }, cookie: `anshao-staff=${token}` };
    }),
  );
});

/** Others from form to form. The attack on roles tries each form as everybody who may not, also in the short form. */
const twoOf = <T>(all: readonly T[], at: number): T[] =>
  all.filter((_, n) => [0, 1].some((next) => (at + next) % all.length === n));

type Answer = Response | { init?: { status?: number } | null };
type Action = (args: object) => Promise<Answer>;

async function statusFor(
  { actor, cookie }: (typeof people)[number],
  path: string,
  fields: Record<string, string>,
): Promise<number> {
  const route = TAKES_POSTS.find((one) => matches(one.path, path));
  if (!route) throw new Error(path);
  const { action } = (await routeAt(route.file)) as { action: Action };
  const headers = { Cookie: cookie, 'X-Anshao-Page': actor.memberId };
  const init = { method: 'POST', headers, body: new URLSearchParams(fields) };
  const request = new Request(`http://localhost${path}`, init);
  const answer = await action({ request, params: paramsOf(route.path, path), context: { ctx } }).catch(thrown);
  return answer instanceof Response ? answer.status : (answer.init?.status ?? 200);
}

function thrown(error: unknown): Response {
  if (error instanceof Response) return error;
  throw error;
}

test('who may is asked before anything else: an empty form is refused for the role, never for what it lacks', async () => {
  const wrong: string[] = [];
  let asked = 0;
  for (const [at, [act, path, fields]] of ACTS_TRIED.entries()) {
    const { act: name, step } = fields(THINGS, WHO);
    const empty: Record<string, string> = { ...(name && { act: name }), ...(step && { step }) };
    const shut = people.filter(({ actor }) => !holdsRoleFor(actor, act));
    for (const who of LONG ? shut : twoOf(shut, at)) {
      asked += 1;
      const status = await statusFor(who, path(THINGS), empty);
      if (status !== 403) wrong.push(`${who.role}: ${act} ${name ?? step ?? ''} ${status}`);
    }
  }
  expect(asked).toBeGreaterThan(LONG ? 500 : 100);
  expect(wrong).toEqual([]);
});
