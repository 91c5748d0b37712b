import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import type { Actor } from '~/domain/actions';
import type { Lang, Role } from '~/domain/vocabulary';
import type { House } from '~/services/house.server';
import { type SignedIn, sessionMember } from '~/services/staff-session.server';
import { langOf } from './language.server';
import { orRefused, orThrowResponse } from './refusal.server';
import { staffToken } from './staff-session.server';

export type StaffActor = Extract<Actor, { kind: 'member' }>;

/** What a staff route's body gets. `t` picks the page's language from words: `t(queueWords).title`. */
export type Staff = {
  house: House;
  actor: StaffActor;
  member: SignedIn;
  lang: Lang;
  t: <W>(words: Record<Lang, W>) => W;
  has: (...roles: Role[]) => boolean;
  request: Request;
  params: LoaderFunctionArgs['params'];
};

type Args = LoaderFunctionArgs | ActionFunctionArgs;

/** For loaders: `(args) => staff(args, async ({ house, actor }) => …)`. A Refusal becomes a thrown Response. */
export async function staff<T>(args: Args, body: (staff: Staff) => Promise<T>): Promise<T> {
  const context = await signedIn(args);
  return orThrowResponse(() => body(context));
}

/**
 * For actions: the body's answer, or `{ refused: { code, field, data } }` to be worded beside the field
 * (`notFound` is thrown as a 404 Response).
 */
export async function staffAct<T>(args: Args, body: (staff: Staff) => Promise<T>) {
  const context = await signedIn(args);
  return orRefused(() => body(context));
}

async function signedIn(args: Args): Promise<Staff> {
  const lang = langOf(args.params);
  const { house } = args.context;
  const token = staffToken(args.request, house.origin);
  const member = token === null ? null : await sessionMember(house, token);
  if (!member) throw redirect(`/${lang}/staff/sign-in`);
  const actor: StaffActor = { kind: 'member', memberId: member.id, unitId: member.unitId, roles: member.roles };
  return {
    house,
    actor,
    member,
    lang,
    t: (words) => words[lang],
    has: (...roles) => roles.some((role) => member.roles.includes(role)),
    request: args.request,
    params: args.params,
  };
}
