import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import type { ActNow } from '~/domain/acts/act-now';
import { type Actor, requireRoleFor } from '~/domain/acts/permission';
import type { Act } from '~/domain/acts/table';
import { isRefusal, MEANWHILE, Refusal } from '~/domain/refusal';
import type { Lang, Role } from '~/domain/vocabulary';
import { actNow } from '~/services/act-now.server';
import type { Context } from '~/services/context.server';
import { type SignedIn, sessionMember } from '~/services/staff/staff-session.server';
import { langOf } from '~/web/language.server';
import { orThrowResponse, refusedAnswer, refusedJson } from '~/web/refusal.server';
import { staffToken } from './staff-session.server';

export type StaffActor = Extract<Actor, { kind: 'member' }>;

/** What a staff route's body gets. `t` picks the page's language from words: `t(queueWords).title`. */
export type Staff = {
  ctx: Context;
  actor: StaffActor;
  member: SignedIn;
  lang: Lang;
  t: <W>(words: Record<Lang, W>) => W;
  has: (...roles: Role[]) => boolean;
  request: Request;
  params: LoaderFunctionArgs['params'];
};

type Args = LoaderFunctionArgs | ActionFunctionArgs;

/** For loaders: `(args) => staff(args, async ({ ctx, actor }) => …)`. A Refusal becomes a thrown Response. */
export async function staff<T>(args: Args, body: (staff: Staff) => Promise<T>): Promise<T> {
  return orThrowResponse(async () => body(await signedIn(args)));
}

/**
 * For actions: the body's answer, or `{ refused: { code, field, data } }` to be put into words beside the field (for
 * `notFound` too: the open page stays, with what was typed on it). `may` are the acts that it may be: whoever has no
 * role for any of them is refused first.
 */
export async function staffAct<T>(args: Args, may: Act | readonly Act[], body: (staff: Staff) => Promise<T>) {
  try {
    return await body(await allowed(args, may));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return refusedAnswer(error, await sayNow(args, error));
  }
}

/**
 * For addresses without a page, to which the pages' scripts post: the body's answer or `{ refused }` as JSON, never
 * kept.
 */
export async function staffJson(
  args: Args,
  may: Act | readonly Act[],
  body: (staff: Staff) => Promise<object>,
): Promise<Response> {
  try {
    return Response.json(await body(await allowed(args, may)), { headers: { 'Cache-Control': 'no-store' } });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return refusedJson(error, await sayNow(args, error));
  }
}

/** Where something may have changed, the page is told to load anew, and keeps what was typed on it. */
async function sayNow({ context }: Args, refusal: Refusal): Promise<ActNow | null> {
  // What a colleague entered meanwhile is shown field by field, beside what stands in the form.
  const besideFields = refusal.data?.rule === 'changedMeanwhile';
  if (MEANWHILE.includes(refusal.code) && !besideFields) context.said?.set(PAGE_HEADER, 'changed');
  return actNow(context.ctx, refusal);
}

async function allowed(args: Args, may: Act | readonly Act[]): Promise<Staff> {
  const context = await signedIn(args);
  requireRoleFor(context.actor, may);
  return context;
}

async function signedIn(args: Args): Promise<Staff> {
  const lang = langOf(args.params);
  const { ctx } = args.context;
  const token = staffToken(args.request, ctx.origin);
  const member = token === null ? null : await sessionMember(ctx, token);
  if (!member) {
    // Somebody who opens a page is led to the sign-in; a page that wanted to do something stays, with what was typed on
    // it.
    if (isLook(args.request)) throw redirect(`/${lang}/staff/sign-in`);
    args.context.said?.set(PAGE_HEADER, 'ended');
    throw new Refusal('signedOut');
  }
  if (!isOwnPage(args.request, member.id)) {
    args.context.said?.set(PAGE_HEADER, 'another');
    throw new Refusal('anotherPerson');
  }
  const actor: StaffActor = { kind: 'member', memberId: member.id, unitId: member.unitId, roles: member.roles };
  return {
    ctx,
    actor,
    member,
    lang,
    t: (words) => words[lang],
    has: (...roles) => roles.some((role) => member.roles.includes(role)),
    request: args.request,
    params: args.params,
  };
}

/** Pages say with each of their requests to whom they belong (app/browser/staff/page-owner.ts). */
const PAGE_HEADER = 'x-anshao-page';

/**
 * The browser's one session may be another person's by now, so nothing on an older page is read or done with it. An
 * address that is opened belongs to nobody's page yet; whatever may change something comes from a page.
 */
const isLook = ({ method }: Request): boolean => method === 'GET' || method === 'HEAD';

function isOwnPage(request: Request, memberId: string): boolean {
  const owner = request.headers.get(PAGE_HEADER);
  const opened = owner === null && isLook(request);
  return opened || owner === memberId;
}

/** Who is signed in in this browser, or null. */
export async function signedInHere(ctx: Context, request: Request): Promise<string | null> {
  const token = staffToken(request, ctx.origin);
  const member = token === null ? null : await sessionMember(ctx, token);
  return member?.name ?? null;
}

/**
 * Nobody enrols where somebody else is signed in: the passkey would be made on that person's device, and whoever
 * enrolled would find themselves at that person's pages. Refusal `anotherPerson`.
 */
export async function requireNobodyElse(ctx: Context, request: Request): Promise<void> {
  if ((await signedInHere(ctx, request)) !== null) throw new Refusal('anotherPerson');
}
