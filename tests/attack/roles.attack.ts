import { eq } from 'drizzle-orm';
import { decode } from 'turbo-stream';
import { expect } from 'vitest';
import { sealedPart } from '#db/schema/casework';
import { logEntry } from '#db/schema/log';
import type { Context } from '~/services/context.server';
import { ACTS_TRIED } from './acts-tried';
import { attack } from './attack';
import { copyOfDemo } from './demo';
import { everybodyIn, postAs, type Session, UNCOUNTED } from './everybody';
import { thingsOf } from './matrix-things';
import { everybody, PAGES } from './role-matrix';
import { SHORT } from './short';

const PROMISE = 'Everyone sees and does only their part';
const NOBODY: Session = { login: 'nobody', memberId: crypto.randomUUID(), roles: [], unit: '', cookie: '' };
/** Tried at once: the answers are made one after the other, while the database is asked. */
const AT_ONCE = 6;

/**
 * One member of the demo for each set of roles, in the fire brigade and outside of it; in the full form everybody; and
 * nobody.
 */
async function people(ctx: Context): Promise<Session[]> {
  const kinds = new Set<string>();
  const chosen = (await everybodyIn(ctx)).filter(({ roles, unit }) => {
    const kind = `${[...roles].sort()} ${unit === 'fire'}`;
    const known = kinds.has(kind);
    kinds.add(kind);
    return !SHORT || !known;
  });
  return [NOBODY, ...chosen];
}

async function inTurns<T>(things: readonly T[], act: (thing: T) => Promise<void>): Promise<void> {
  const left = [...things];
  const work = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await act(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/**
 * The acts for none of which the permission table knows a role of whoever asked, as the refusal's data say. Which act
 * was asked for stands in every refusal, and says nothing about the table.
 */
async function refusedFor(text: string): Promise<readonly string[]> {
  const told = (await answerOf(text)) as { refused?: { data?: { act?: string | string[] } | null } } | null;
  return [told?.refused?.data?.act ?? []].flat();
}

/** What an answer says, whether as JSON or as the framework writes it; null for a page, a redirect and the like. */
async function answerOf(text: string): Promise<unknown> {
  try {
    const { value } = await decode(new Blob([text]).stream());
    return (value as { data?: unknown }).data;
  } catch {
    return text.startsWith('{') ? JSON.parse(text) : null;
  }
}

/** A page about one thing, not a list. */
const HAS_ID = /[0-9a-f]{8}-[0-9a-f]{4}/;

/** Refused because of who one is, not because of what was sent. */
const SHUT = new Set([302, 401, 403, 404]);

attack(PROMISE, 'every staff page as every member, and as nobody', async ({ note }) => {
  const { origin, ctx } = await copyOfDemo();
  const things = await thingsOf(ctx);
  const parts = await ctx.db.select({ id: sealedPart.id }).from(sealedPart).where(eq(sealedPart.caseId, things.caseId));
  const files = parts.map(({ id }) => `/zh/staff/cases/${things.caseId}/files/${id}`);
  const wrong: string[] = [];
  const all = await people(ctx);
  const kindOf = ({ roles }: Session) => [...roles].sort().join();
  // Only pages of cases, openings and the like ask whether somebody is of the unit.
  const oneOfEach = all.filter((who, at) => all.findIndex((one) => kindOf(one) === kindOf(who)) === at);
  const readersOf = (path: string) => (SHORT && !HAS_ID.test(path) ? oneOfEach : all);
  const tries = PAGES.flatMap(([pathOf, may]) => {
    const path = pathOf(things);
    return readersOf(path).map((who) => ({ who, path, may: may(who) }));
  });
  await inTurns(tries, async ({ who, path, may }) => {
    const answer = await fetch(origin + path, { redirect: 'manual', headers: { Cookie: who.cookie } });
    await answer.body?.cancel();
    const open = !SHUT.has(answer.status);
    if (answer.status >= 500 || open !== (who !== NOBODY && may)) wrong.push(`${who.login} ${path} ${answer.status}`);
  });
  const outside = all.filter((who) => who.unit !== 'fire');
  await inTurns(
    outside.flatMap((who) => files.map((path) => ({ who, path }))),
    async ({ who, path }) => {
      const { status } = await fetch(origin + path, { redirect: 'manual', headers: { Cookie: who.cookie } });
      if (!SHUT.has(status)) wrong.push(`${who.login} ${path} ${status}`);
    },
  );
  expect(wrong.length, wrong.slice(0, 40).join('; ')).toBe(0);
  note(`${all.length} people, ${tries.length} pages, ${files.length} parts of a case`);
});

attack(PROMISE, 'every act as every member who may not', async ({ note }) => {
  const { origin, ctx } = await copyOfDemo({ throttleLimits: UNCOUNTED });
  const things = await thingsOf(ctx);
  const wrong: string[] = [];
  const all = await people(ctx);
  const logged = () => ctx.db.$count(logEntry);
  let tried = 0;
  for (const [act, path, fields, may] of ACTS_TRIED) {
    const shut = all.filter((who) => who === NOBODY || !may(who));
    // The permission table's refusal says which act it refused, so the form was not the reason.
    const byTable = async ({ status, text }: { status: number; text: string }) =>
      status === 403 && text.includes('notAllowed') && (await refusedFor(text)).includes(act);
    const step = `${act} ${fields(things, NOBODY).act ?? ''}`;
    const before = await logged();
    let named = 0;
    await inTurns(shut, async (who) => {
      const answer = await postAs(origin, who, path(things), fields(things, who));
      if (await byTable(answer)) named += 1;
      // A redirect to the sign-in page has a status of its own here. Where many cases are assigned at once, the answer
      // tells how many were left as they are; the log is checked below.
      const left = path(things).endsWith('/queue') && answer.status === 200;
      const closed = SHUT.has(answer.status) || left || (who === NOBODY && answer.status === 202);
      if (!closed) wrong.push(`${who.login}: ${step} ${answer.status}`);
      tried += 1;
    });
    if (may !== everybody && named === 0) wrong.push(`nobody was refused for their role: ${step}`);
    if ((await logged()) !== before) wrong.push(`in the log: ${step}`);
    // The control: whoever may act is refused for what was sent, if at all.
    const allowed = all.find((who) => who !== NOBODY && may(who));
    if (!allowed) throw new Error(step);
    const answer = await postAs(origin, allowed, path(things), fields(things, allowed));
    if ((await byTable(answer)) || answer.status === 302 || answer.status === 500) {
      wrong.push(`control, ${allowed.login}: ${step} ${answer.status}`);
    }
  }
  expect(wrong.length, wrong.slice(0, 40).join('; ')).toBe(0);
  note(`${all.length} people, ${ACTS_TRIED.length} acts, ${tried} tries`);
});
