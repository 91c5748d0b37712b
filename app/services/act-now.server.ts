import { desc, eq } from 'drizzle-orm';
import { logEntry } from '#db/schema/log';
import { readLoggedRow } from '~/contract/logged-row';
import type { ActRule } from '~/domain/acts/act';
import type { ActNow, DoneBy } from '~/domain/acts/act-now';
import { holdsRoleFor, type Member } from '~/domain/acts/permission';
import { ACTS, type Act, actNamed } from '~/domain/acts/table';
import { isIsoDate } from '~/domain/dates';
import { MEANWHILE, type Refusal } from '~/domain/refusal';
import type { Context } from './context.server';
import { refusedAct } from './refusing.server';

/** What is not found may have been moved out of the actor's reach. */
const isToldOf = ({ code }: Refusal): boolean => code === 'notFound' || MEANWHILE.includes(code);

/** Kinds of subject that are one thing, with which each act is done once at a time: not a list, a fund or a member. */
const ONE_THING = [
  'case',
  'proposal',
  'ceremony',
  'mark',
  'reward',
  'batch',
  'penalty',
  'posting',
  'employer',
  'signboard',
  'release',
];

/**
 * The act that was refused, and what the log says was done last to the same thing. About a thing that is not, or no
 * longer, within the actor's reach, nothing is told except that they themselves did the very same act.
 */
export async function actNow(ctx: Context, refusal: Refusal): Promise<ActNow | null> {
  const what = refusedAct(refusal);
  if (what?.actor.kind !== 'member') return null;
  const { act, actor, subject, within } = what;
  const one = ONE_THING.some((kind) => subject?.startsWith(`${kind}:`));
  if (subject === null || !one || !isToldOf(refusal)) return { act, last: null };
  const last = await lastDone(ctx, subject, { act, actor });
  const told = within || (last?.by === 'you' && last.act === act);
  return { act, last: told ? last : null };
}

/**
 * Other people's acts on the same thing are told only if they are of the same kind, or something that the member could
 * have done too.
 */
const isTold = (who: Member, wanted: Act, act: Act): boolean =>
  wanted.split('.')[0] === act.split('.')[0] || holdsRoleFor(who, act);

/** Reads are no news, and the refused act itself was not done. */
const MAX_ROWS = 20;

async function lastDone(
  ctx: Context,
  subject: string,
  { act: wanted, actor: who }: { act: Act; actor: Member },
): Promise<ActNow['last']> {
  const rows = await ctx.db
    .select({ name: logEntry.act, entry: logEntry.entry })
    .from(logEntry)
    .where(eq(logEntry.subject, subject))
    .orderBy(desc(logEntry.id))
    .limit(MAX_ROWS);
  for (const { name, entry } of rows) {
    const act = actNamed(name);
    const rule: ActRule | null = act && ACTS[act];
    if (act === null || rule?.logged || !isTold(who, wanted, act)) continue;
    const said = readLoggedRow(entry);
    if (said === null || said.data?.refused !== undefined || !isIsoDate(said.day)) continue;
    return { act, on: said.day, by: byOf(said.actor, who.memberId) };
  }
  return null;
}

function byOf(actor: string, memberId: string): DoneBy {
  if (actor === memberId) return 'you';
  if (actor === 'reporter' || actor === 'system') return actor;
  return 'colleague';
}
