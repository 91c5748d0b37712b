import type { Db, Tx } from '#db/client';
import type { ActRule } from '~/domain/acts/act';
import { type Actor, type ActSubject, mayPerform } from '~/domain/acts/permission';
import { ACTS, type Act, type LoggedLook } from '~/domain/acts/table';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { type Context, today } from './context.server';
import { needsScope, type Performing, perform, requireActor, type Subject } from './perform.server';

export type Looking<A extends Act = Act> = {
  /** A logged look reads in the transaction of its log row. */
  db: A extends LoggedLook ? Tx : Db;
  today: IsoDate;
  /**
   * The subject: its unit, officer or owner, which the actor is checked against; required where the act's row binds it.
   */
  within: (scope: ActSubject) => void;
} & (A extends LoggedLook ? Pick<Performing, 'record'> : unknown);

/**
 * What belongs to one report, for whoever has shown its receipt code. The report is named by a session of the follow
 * page, never by a form.
 */
export function lookAsReporter<T>(ctx: Context, reportId: string, body: (db: Db) => Promise<T>): Promise<T> {
  const reporter = { kind: 'reporter', reportId } as const;
  return look(ctx, reporter, 'report.see', `report:${reportId}`, async ({ db, within }) => {
    within({ reportId });
    return body(db);
  });
}

/**
 * The one way to read what is not public, with the same permission table, certificate and scope as for writing. `act`
 * is what the look is, or what it is for: whoever may do an act may look at what it needs. A log row is left only where
 * the act's row says `logged`. Throws Refusal `notAllowed`, as `perform` does; `notFound` is for subjects outside the
 * actor's reach.
 */
export async function look<A extends Act, T>(
  ctx: Context,
  actor: Actor,
  act: A,
  subject: Subject,
  body: (l: Looking<A>) => Promise<T>,
): Promise<T> {
  const rule: ActRule = ACTS[act];
  if (rule.logged) {
    return perform(ctx, actor, act, subject, ({ tx, ...p }) => body({ db: tx, ...p } as unknown as Looking<A>));
  }
  await requireActor(ctx, ctx.db, actor, act);
  let checked = !needsScope(actor, act);
  const within = (scope: ActSubject): void => {
    if (!mayPerform(actor, act, scope)) throw new Refusal('notFound');
    checked = true;
  };
  const seen = await body({ db: ctx.db, today: today(ctx), within } as unknown as Looking<A>);
  if (!checked) throw new Error(`${act} was looked at without a question whose subject it is`);
  return seen;
}
