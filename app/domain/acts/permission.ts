import { Refusal } from '../refusal';
import { ROLES, type Role } from '../vocabulary';
import type { ActRule } from './act';
import { ACTS, type Act } from './table';

/** Who does something. Members may hold several roles; a reporter is known only by a report. */
export type Actor =
  | { kind: 'member'; memberId: string; unitId: string; roles: readonly Role[] }
  | { kind: 'reporter'; reportId: string }
  | { kind: 'public' }
  | { kind: 'system'; name: string };

export type Member = Extract<Actor, { kind: 'member' }>;

/**
 * What is acted on. `unitId` is the unit it belongs to, `assignedTo` the officer of the case (null when nobody is
 * assigned).
 */
export type ActSubject = {
  unitId?: string | null;
  assignedTo?: string | null;
  reportId?: string;
  memberId?: string;
};

/** Does the actor hold a role for this act at all, wherever the subject lies? For menus, not for permission. */
export function holdsRoleFor(actor: Actor, act: Act): boolean {
  const rule: ActRule = ACTS[act];
  if (actor.kind !== 'member') return rule.by.includes(actor.kind);
  if (!actor.roles.some((role) => rule.by.includes(role))) return false;
  if (rule.content && barredFromContent(actor.roles)) return false;
  return !(rule.ceremony && playsTwoParts(actor.roles));
}

/** Roles that may do this, wherever its subject lies. */
export function rolesFor(act: Act): Role[] {
  const { by }: ActRule = ACTS[act];
  return ROLES.filter((role) => by.includes(role));
}

/** Must a member stand in the signed directory to do this? For such acts a row in the database alone is not enough. */
export function needsCertificate(act: Act): boolean {
  const rule: ActRule = ACTS[act];
  return rule.content === true || rule.certified === true;
}

/**
 * The permission check. It fails closed: an act bound to the own unit needs the subject's unit. An act on oneself needs
 * no subject; if one is given, it must be the actor's own.
 */
export function mayPerform(actor: Actor, act: Act, subject: ActSubject = {}): boolean {
  if (!holdsRoleFor(actor, act)) return false;
  const { where }: ActRule = ACTS[act];
  if (actor.kind === 'reporter') return subject.reportId === undefined || subject.reportId === actor.reportId;
  if (actor.kind !== 'member' || where === 'county') return true;
  if (where === 'self') return subject.memberId === undefined || subject.memberId === actor.memberId;
  if (subject.unitId !== actor.unitId) return false;
  return where === 'ownUnit' || subject.assignedTo == null || subject.assignedTo === actor.memberId;
}

/**
 * Requires a role for one of these acts, before anything else of a request is looked at. Throws Refusal `notAllowed`.
 */
export function requireRoleFor(actor: Actor, acts: Act | readonly Act[]): void {
  const asked = [...new Set(typeof acts === 'string' ? [acts] : acts)];
  if (asked.some((act) => holdsRoleFor(actor, act))) return;
  const [first = '', ...more] = asked;
  throw new Refusal('notAllowed', { data: { act: more.length === 0 ? first : asked } });
}

/** Administrators run the site and supervisors press for progress; neither reads what a report says. */
export function barredFromContent(roles: readonly Role[]): boolean {
  return roles.includes('administrator') || roles.includes('supervisor');
}

function playsTwoParts(roles: readonly Role[]): boolean {
  return (['handler', 'guardian', 'custodian'] as const).filter((role) => roles.includes(role)).length > 1;
}
