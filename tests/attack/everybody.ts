import { member } from '#db/schema/staff';
import type { Context } from '~/services/context.server';
import { openSession } from '~/services/staff/staff-session.server';
import { demo } from './demo';
import type { Who } from './role-matrix';

/** Everybody comes from one address here; how much one address may send is tried elsewhere. */
const WHATEVER = { most: 1_000_000, perMs: 60_000 };
export const UNCOUNTED = { view: WHATEVER, post: WHATEVER, report: WHATEVER, upload: WHATEVER, signIn: WHATEVER };

export type Session = Who & { cookie: string };

/** Everybody of the demo with a session, as if all of them had signed in. */
export async function everybodyIn(ctx: Context): Promise<Session[]> {
  const rows = await ctx.db.select({ id: member.id, login: member.login }).from(member);
  return Promise.all(
    demo().accounts.map(async ({ login, roles, unit }) => {
      const row = rows.find((one) => one.login === login);
      if (!row) throw new Error(login);
      const token = await ctx.db.transaction((tx) => openSession(ctx, tx, row.id));
      return { login, roles, unit, memberId: row.id, cookie: `anshao-staff=${token}` };
    }),
  );
}

/** One form of a staff page, posted as the page's script does. */
export async function postAs(origin: string, who: Session, path: string, fields: Record<string, string>) {
  const headers = { Origin: origin, Cookie: who.cookie, 'X-Anshao-Page': who.memberId };
  const init = { method: 'POST', redirect: 'manual', headers, body: new URLSearchParams(fields) } as const;
  const answer = await fetch(`${origin}${path}.data`, init);
  return { status: answer.status, text: await answer.text() };
}
