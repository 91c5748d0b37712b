import type { Db } from '#db/client';
import type { NamedRow } from '~/contract/posted/staff-forms';
import type { Member } from '~/domain/acts/permission';
import type { Localized } from '~/domain/localized';
import { isRefusal, Refusal, type RefusalData } from '~/domain/refusal';
import { type Post, postsOf } from '~/domain/staff/role-matrix';
import type { Role } from '~/domain/vocabulary';
import type { Context } from '~/services/context.server';
import { look } from '~/services/look.server';
import {
  type Invitation,
  inviteMember,
  members,
  type NewMember,
  renewInvitation,
  requireLoginAndName,
} from '~/services/staff/member.server';
import { units } from './county.server';

/** What the form of a vacant post asks. */
export type PostAsked = { unitId: string; post: number; login: string; name: string };

/** The slip of one person: whose it is, and the secret of the link that only they shall open. */
export type Slip = { name: string; unit: Localized; roles: readonly Role[]; token: string };

type OpenUnit = { names: Localized; posts: Post[] };

const openUnits = async (db: Db): Promise<Map<string, OpenUnit>> => {
  const open = (await units(db)).filter(({ closedOn }) => closedOn === null);
  const kinds = open.map(({ kind }) => kind);
  return new Map(open.map(({ id, names, kind }) => [id, { names, posts: postsOf(kind, kinds) }]));
};

/**
 * Invites somebody to a post of a unit, with exactly the roles that the matrix gives it. Refusals as of an invitation,
 * each with data.place, so that the page tells it beside the post; `invalid` (unitId) for no such post.
 */
export async function inviteToPost(ctx: Context, actor: Member, asked: PostAsked): Promise<Invitation> {
  const { unitId, post, login, name } = asked;
  const open = await look(ctx, actor, 'member.read', null, ({ db }) => openUnits(db));
  const roles = open.get(unitId)?.posts[post]?.roles;
  if (roles === undefined) throw new Refusal('invalid', { field: 'unitId' });
  try {
    return await inviteMember(ctx, actor, { login, name, unitId, roles });
  } catch (error) {
    throw toldAt(error, { place: `${unitId}.${post}` });
  }
}

type Draft = { row: number; unit: Localized; asked: NewMember };

/**
 * Invites several people, each as an act of its own. All are looked at first: with a refusal (data.row: which of them)
 * nobody is invited. Refusals as of an invitation.
 */
export async function inviteToPosts(ctx: Context, actor: Member, asked: readonly NamedRow[]): Promise<Slip[]> {
  if (asked.length === 0) throw new Refusal('invalid', { field: 'name', data: { row: 0 } });
  const open = await look(ctx, actor, 'member.read', null, ({ db }) => openUnits(db));
  const taken = new Set((await members(ctx, actor)).map(({ login }) => login));
  const drafts = asked.map((one) => draftOf(one, open, taken));
  return slipsOf(drafts, async ({ row, unit, asked: draft }) => {
    try {
      const { token } = await inviteMember(ctx, actor, draft);
      return { name: draft.name, unit, roles: draft.roles, token };
    } catch (error) {
      throw toldAt(error, { row });
    }
  });
}

function draftOf({ row, post, unitId, login, name }: NamedRow, open: Map<string, OpenUnit>, taken: Set<string>): Draft {
  try {
    const found = open.get(unitId);
    const roles = found?.posts[post]?.roles;
    if (!found || !roles) throw new Refusal('invalid', { field: 'unitId' });
    const asked = { unitId, login, name: requireLoginAndName({ login, name }), roles };
    if (taken.has(login)) throw new Refusal('alreadyDone', { field: 'login' });
    taken.add(login);
    return { row, unit: found.names, asked };
  } catch (error) {
    throw toldAt(error, { row });
  }
}

/** New links for everybody who has not enrolled yet, as after a print that went wrong; earlier links stop working. */
export async function renewAllInvitations(ctx: Context, actor: Member): Promise<Slip[]> {
  const open = await look(ctx, actor, 'member.read', null, ({ db }) => openUnits(db));
  const waiting = (await members(ctx, actor)).filter(({ status }) => status === 'invited');
  if (waiting.length === 0) throw new Refusal('alreadyDone');
  return slipsOf(waiting, async ({ id, name, unitId, roles }) => {
    const { token } = await renewInvitation(ctx, actor, id);
    return { name, unit: open.get(unitId)?.names ?? {}, roles, token };
  });
}

/**
 * One after the other. Who is refused in between, because of what somebody else did at the same moment, ends it: the page
 * shows the rest as they are, and those who were done before must still get their links.
 */
async function slipsOf<T>(all: readonly T[], slipOf: (one: T) => Promise<Slip>): Promise<Slip[]> {
  const slips: Slip[] = [];
  for (const one of all) {
    try {
      slips.push(await slipOf(one));
    } catch (error) {
      if (slips.length === 0 || !isRefusal(error)) throw error;
      break;
    }
  }
  return slips;
}

/** The same refusal, which also says at which of several forms or rows of the page it is told. */
function toldAt(error: unknown, at: RefusalData): unknown {
  if (!isRefusal(error)) return error;
  const { code, field, data } = error;
  return new Refusal(code, { ...(field && { field }), data: { ...data, ...at } });
}
