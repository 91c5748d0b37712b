import { and, eq, isNull } from 'drizzle-orm';
import { expect } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { unit } from '#db/schema/county';
import { logEntry } from '#db/schema/log';
import { member } from '#db/schema/staff';
import type { House } from '~/services/house.server';
import { openSession } from '~/services/staff-session.server';
import { attack } from './attack';
import { copyOfDemo, demo } from './demo';
import { ACTS_TRIED, PAGES, type Things, type Who } from './role-matrix';

type Session = Who & { memberId: string; cookie: string };
const PROMISE = 'Everyone sees and does only their part';

/** Everybody of the demo, each with a session, as if all of them had signed in. */
async function everybody(house: House): Promise<Session[]> {
  const rows = await house.db.select({ id: member.id, login: member.login }).from(member);
  return Promise.all(
    demo().accounts.map(async ({ login, roles, unit: code }) => {
      const row = rows.find((one) => one.login === login);
      if (!row) throw new Error(login);
      const token = await house.db.transaction((tx) => openSession(house, tx, row.id));
      return { login, roles, unit: code, memberId: row.id, cookie: `anshao-staff=${token}` };
    }),
  );
}

async function thingsOf({ db }: House): Promise<Things> {
  const [fire] = await db.select({ id: unit.id }).from(unit).where(eq(unit.code, 'fire'));
  const [handler] = await db.select({ id: member.id }).from(member).where(eq(member.login, 'fire1'));
  const [own] = await db
    .select({ id: caseFile.id })
    .from(caseFile)
    .where(and(eq(caseFile.responsibleUnitId, fire?.id ?? ''), isNull(caseFile.purgedOn)));
  if (!fire || !handler || !own) throw new Error('The demo lacks something to act on');
  return { fireUnit: fire.id, memberId: handler.id, caseId: own.id };
}

/** Refused by who one is, not by what was sent. */
const SHUT = new Set([302, 401, 403, 404]);

attack(PROMISE, 'every staff page as every member, and as nobody', async ({ note }) => {
  const { origin, house } = await copyOfDemo();
  const things = await thingsOf(house);
  const wrong: string[] = [];
  let tried = 0;
  const people: (Session | null)[] = [null, ...(await everybody(house))];
  for (const who of people) {
    for (const [path, may] of PAGES) {
      const headers: HeadersInit = who ? { Cookie: who.cookie } : {};
      const answer = await fetch(origin + path(things), { redirect: 'manual', headers });
      await answer.body?.cancel();
      const open = !SHUT.has(answer.status);
      if (answer.status >= 500 || open !== (who !== null && may(who))) {
        wrong.push(`${who?.login ?? 'nobody'} ${path(things)} ${answer.status}`);
      }
      tried += 1;
    }
  }
  expect(wrong).toEqual([]);
  note(`${people.length} people, ${tried} pages`);
});

attack(PROMISE, 'every act as every member who may not', async ({ note }) => {
  const { origin, house } = await copyOfDemo();
  const things = await thingsOf(house);
  const wrong: string[] = [];
  const post = async (who: Session | null, path: string, fields: Record<string, string>) => {
    const headers = { Origin: origin, ...(who && { Cookie: who.cookie, 'X-Anshao-Page': who.memberId }) };
    const init = { method: 'POST', redirect: 'manual', headers, body: new URLSearchParams(fields) } as const;
    const answer = await fetch(`${origin}${path}.data`, init);
    await answer.body?.cancel();
    return answer.status;
  };
  const people: (Session | null)[] = [null, ...(await everybody(house))];
  const logged = () => house.db.$count(logEntry);
  let tried = 0;
  for (const [name, path, fields, may] of ACTS_TRIED) {
    const shut = people.filter((who) => who === null || !may(who));
    const before = await logged();
    for (const who of shut) {
      const status = await post(who, path(things), fields(things));
      // The framework tells a redirect to the sign-in page with a status of its own.
      if (!SHUT.has(status) && status !== 202) wrong.push(`${who?.login ?? 'nobody'}: ${name} ${status}`);
      tried += 1;
    }
    expect([name, await logged()]).toEqual([name, before]);
    // The control: whoever may is refused for what was sent, if at all.
    const allowed = people.find((who) => who !== null && may(who)) ?? null;
    if (allowed === null) throw new Error(name);
    const status = await post(allowed, path(things), fields(things));
    if (status === 403 || status >= 500) wrong.push(`control, ${allowed.login}: ${name} ${status}`);
  }
  expect(wrong).toEqual([]);
  note(`${ACTS_TRIED.length} acts, ${tried} tries`);
});
