import { isRefusal, Refusal } from './refusal';
import { checkRoleChange } from './role-conflicts';
import { KEYED_ROLES } from './unit-kinds';
import type { Role } from './vocabulary';

/** Who does something. Members may hold several roles; a reporter is known by a report only. */
export type Actor =
  | { kind: 'member'; memberId: string; unitId: string; roles: readonly Role[] }
  | { kind: 'reporter'; reportId: string }
  | { kind: 'public' }
  | { kind: 'system'; name: string };

export type Member = Extract<Actor, { kind: 'member' }>;

/**
 * How far an act reaches for a member or reporter:
 * `ownUnit`: things of the member's own unit · `assigned`: the same, and where an officer is assigned, only that officer ·
 * `county`: anything · `self`: the member's own account, the reporter's own report.
 * Public and system acts have no subject of their own, so only `by` decides for them.
 */
export type Where = 'ownUnit' | 'assigned' | 'county' | 'self';
export type By = Role | 'reporter' | 'public' | 'system';

export type ActRule = {
  readonly by: readonly By[];
  readonly where: Where;
  /** Reading or writing what a report says: closed to whoever is administrator or supervisor, whatever else they are. */
  readonly content?: true;
  /** A part of opening an identity: closed to whoever could play two of the three parts. */
  readonly ceremony?: true;
  /** Moves money, publishes or opens an identity: closed to members whom the directory does not name, as content is. */
  readonly certified?: true;
};

/** Roles that hold a unit's key at all; of which unit is said by unit-roles.ts, too. */
const KEY_HOLDERS = KEYED_ROLES;

/** Who may have an account. Each role is named, here as in the rows: a new one may do nothing until it is written in. */
const ACCOUNTS = [
  'operator',
  'intake',
  'handler',
  'lead',
  'custodian',
  'guardian',
  'finance',
  'supervisor',
  'publisher',
  'auditor',
  'administrator',
] as const satisfies readonly Role[];

/** The one permission table. The act's name is permission and audit verb at once. */
export const ACTS = {
  'report.submit': { by: ['public', 'operator', 'system'], where: 'county' },
  'report.supersede': { by: ['public', 'operator'], where: 'county' },
  'report.alertDuty': { by: ['system'], where: 'county' },
  'limits.settle': { by: ['system'], where: 'county' },
  'report.message': { by: ['reporter'], where: 'self' },
  'report.addFiles': { by: ['reporter'], where: 'self' },
  'report.withdraw': { by: ['reporter'], where: 'self' },

  'queue.read': { by: ['intake', 'handler', 'lead'], where: 'ownUnit' },
  'oversight.read': { by: ['supervisor', 'auditor'], where: 'county' },

  'case.read': { by: ['intake', 'handler', 'lead'], where: 'ownUnit', content: true },
  'case.accept': { by: ['handler', 'lead'], where: 'ownUnit', content: true },
  'case.refuse': { by: ['intake', 'handler', 'lead'], where: 'ownUnit', content: true },
  'case.transfer': { by: ['intake', 'handler', 'lead'], where: 'ownUnit', content: true },
  'case.assign': { by: ['lead'], where: 'ownUnit', content: true },
  'case.message': { by: ['intake', 'handler', 'lead'], where: 'ownUnit', content: true },
  'case.visit': { by: ['handler'], where: 'assigned', content: true },
  'case.note': { by: ['intake', 'handler', 'lead'], where: 'ownUnit', content: true },
  'case.extend': { by: ['lead'], where: 'ownUnit', content: true },
  'case.findVerdict': { by: ['handler'], where: 'assigned', content: true },
  'case.confirmVerdict': { by: ['lead'], where: 'ownUnit', content: true },
  'case.recordPenalty': { by: ['handler', 'lead'], where: 'ownUnit', content: true },
  'case.correctPenalty': { by: ['handler', 'lead'], where: 'ownUnit', content: true },
  'case.rectify': { by: ['handler', 'lead'], where: 'ownUnit', content: true },
  'case.strikeOff': { by: ['handler', 'lead'], where: 'ownUnit', content: true },
  'case.reply': { by: ['handler', 'lead'], where: 'ownUnit', content: true },
  'case.close': { by: ['handler', 'lead'], where: 'ownUnit', content: true },
  'case.renewKeys': { by: ['intake', 'handler', 'lead'], where: 'ownUnit', content: true },
  'accused.mark': { by: ['intake', 'handler', 'lead'], where: 'ownUnit', content: true },
  'accused.confirm': { by: ['guardian'], where: 'county', certified: true },
  'accused.refuse': { by: ['guardian'], where: 'county', certified: true },
  'deletion.ask': { by: ['lead'], where: 'ownUnit', content: true },
  'deletion.confirm': { by: ['guardian'], where: 'county', certified: true },
  'deletion.refuse': { by: ['guardian'], where: 'county', certified: true },
  'deletion.carryOut': { by: ['system'], where: 'county' },

  'penalty.register': { by: ['handler', 'lead'], where: 'ownUnit' },
  'penalty.enter': { by: ['system'], where: 'county' },
  'penalty.publish': { by: ['publisher'], where: 'county', certified: true },
  'penalty.withdraw': { by: ['publisher'], where: 'county', certified: true },

  'reward.propose': { by: ['handler'], where: 'ownUnit', content: true },
  'reward.approve': { by: ['lead'], where: 'ownUnit', content: true },
  'reward.refuse': { by: ['lead'], where: 'ownUnit', content: true },
  'reward.see': { by: ['reporter'], where: 'self' },
  'reward.notify': { by: ['handler', 'lead'], where: 'ownUnit', content: true },
  'reward.claim': { by: ['reporter'], where: 'self' },
  'reward.enter': { by: ['system'], where: 'county' },
  'reward.settle': { by: ['system'], where: 'county' },
  'reward.batch': { by: ['finance'], where: 'county', certified: true },
  'reward.expire': { by: ['system'], where: 'county' },
  'payout.read': { by: ['finance', 'guardian'], where: 'county', certified: true },
  'payout.release': { by: ['guardian'], where: 'county', certified: true },
  'payout.pay': { by: ['finance'], where: 'county', certified: true },
  'payout.correct': { by: ['finance'], where: 'county', certified: true },
  'fund.read': { by: ['finance', 'lead', 'auditor'], where: 'county' },
  'fund.open': { by: ['finance'], where: 'county', certified: true },
  'fund.credit': { by: ['finance'], where: 'county', certified: true },
  'fund.correct': { by: ['finance'], where: 'county', certified: true },

  'member.read': { by: ['administrator'], where: 'county' },
  'member.create': { by: ['administrator', 'system'], where: 'county' },
  'member.enrol': { by: ['public', ...ACCOUNTS], where: 'self' },
  'member.signIn': { by: ['public', ...ACCOUNTS], where: 'self' },
  'member.signOut': { by: ACCOUNTS, where: 'self' },
  'member.changePassphrase': { by: ACCOUNTS, where: 'self' },
  'member.checkPassphrase': { by: ACCOUNTS, where: 'self' },
  'member.addPasskey': { by: ['public', ...ACCOUNTS], where: 'self' },
  'member.removePasskey': { by: ACCOUNTS, where: 'self' },
  'member.remember': { by: ACCOUNTS, where: 'self' },
  'member.disable': { by: ['administrator'], where: 'county' },
  'member.changeRoles': { by: ['administrator'], where: 'county' },
  'keyRemoval.ask': { by: ['administrator', ...KEY_HOLDERS], where: 'county' },
  'keyRemoval.confirm': { by: ['guardian', 'administrator'], where: 'county', certified: true },
  'keyRemoval.refuse': { by: ['guardian', 'administrator'], where: 'county', certified: true },

  'unit.create': { by: ['administrator', 'system'], where: 'county' },
  'unit.makeKey': { by: KEY_HOLDERS, where: 'ownUnit' },
  'unit.sayHeld': { by: KEY_HOLDERS, where: 'self' },
  'unit.grantKey': { by: KEY_HOLDERS, where: 'ownUnit' },
  'unit.revokeKey': { by: ['administrator', ...KEY_HOLDERS], where: 'county' },
  'unit.rotateKey': { by: KEY_HOLDERS, where: 'ownUnit' },
  'unit.rewrap': { by: KEY_HOLDERS, where: 'ownUnit', certified: true },
  'unit.restoreKey': { by: KEY_HOLDERS, where: 'ownUnit' },
  'directory.propose': { by: ['guardian'], where: 'county' },
  'directory.stamp': { by: ['guardian'], where: 'county' },
  'directory.certify': { by: ['guardian', 'system'], where: 'county' },
  'directory.certifyByReserve': { by: ['guardian'], where: 'county', certified: true },
  'directory.stampByReserve': { by: ['guardian'], where: 'county', certified: true },
  'reserve.drill': { by: ['guardian'], where: 'county', certified: true },
  'routing.propose': { by: ['guardian'], where: 'county', certified: true },
  'routing.certify': { by: ['guardian'], where: 'county', certified: true },

  'identity.ask': { by: ['handler'], where: 'assigned', content: true, ceremony: true },
  'identity.approve': { by: ['guardian'], where: 'county', ceremony: true, certified: true },
  'identity.refuse': { by: ['guardian'], where: 'county', ceremony: true, certified: true },
  'identity.open': { by: ['custodian'], where: 'county', ceremony: true, certified: true },
  'identity.read': { by: ['handler'], where: 'assigned', content: true, ceremony: true },
  'escrow.ask': { by: ['lead'], where: 'county', certified: true, ceremony: true },
  'escrow.approve': { by: ['guardian'], where: 'county', ceremony: true, certified: true },
  'escrow.refuse': { by: ['guardian'], where: 'county', ceremony: true, certified: true },
  'escrow.open': { by: ['custodian'], where: 'county', ceremony: true, certified: true },
  'escrow.take': { by: ['lead'], where: 'county', content: true, certified: true, ceremony: true },
  'ceremony.read': {
    by: ['guardian', 'custodian', 'lead', 'finance', 'auditor'],
    where: 'county',
    ceremony: true,
    certified: true,
  },
  'ceremony.expire': { by: ['system'], where: 'county' },

  'payee.askSample': { by: ['auditor'], where: 'county', certified: true },
  'payee.approveSample': { by: ['guardian'], where: 'county', certified: true },
  'payee.giveSample': { by: ['finance'], where: 'county', certified: true },
  'payee.openSample': { by: ['auditor'], where: 'county', certified: true },
  'payee.shred': { by: ['system'], where: 'county' },

  'release.make': { by: ['publisher', 'system'], where: 'county', certified: true },
  'scripts.serve': { by: ['system'], where: 'county' },
  'secret.rotate': { by: ['system'], where: 'county' },
  'origin.change': { by: ['system'], where: 'county' },
  'log.confirmKey': { by: ['guardian'], where: 'county', certified: true },
  'log.read': { by: ['auditor'], where: 'county' },
  'log.checkpoint': { by: ['auditor', 'system'], where: 'county' },
  'setup.county': { by: ['public', 'system'], where: 'county' },
  'policy.edit': { by: ['administrator', 'system'], where: 'county' },
  // Drafts of the next routing: reporters get nothing of them before two guardians sign.
  'duty.set': { by: ['administrator'], where: 'county' },
  'duty.move': { by: ['administrator'], where: 'county' },
  'duty.terms': { by: ['administrator'], where: 'county' },
  'signboard.print': { by: ['administrator', 'lead'], where: 'county' },
  'signboard.create': { by: ['administrator', 'system'], where: 'county' },
  'signboard.change': { by: ['administrator'], where: 'county' },
  'signboard.close': { by: ['administrator'], where: 'county' },
  'employer.create': { by: ['administrator'], where: 'county' },
  'employer.change': { by: ['administrator'], where: 'county' },
  'employer.close': { by: ['administrator'], where: 'county' },
  'employer.import': { by: ['administrator'], where: 'county' },
} as const satisfies Record<string, ActRule>;

export type Act = keyof typeof ACTS;
export const ACT_NAMES = Object.keys(ACTS) as Act[];

/** What is acted on. `unitId` is the unit it belongs to, `assignedTo` the officer of the case (none: null). */
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

/** Must a member stand in the signed directory to do this? A row in the database alone gives no say in such acts. */
export function needsCertificate(act: Act): boolean {
  const rule: ActRule = ACTS[act];
  return rule.content === true || rule.certified === true;
}

/**
 * The permission check. Fails closed: an act bound to the own unit needs the subject's unit. An act on oneself needs
 * no subject; given one, it must be the actor's own.
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

/** Throwing form of `mayPerform`: Refusal `notAllowed`. */
export function requireMay(actor: Actor, act: Act, subject: ActSubject = {}): void {
  if (!mayPerform(actor, act, subject)) throw new Refusal('notAllowed', { data: { act } });
}

/** Administrators run the house and supervisors press for progress; neither reads what a report says. */
export function barredFromContent(roles: readonly Role[]): boolean {
  return roles.includes('administrator') || roles.includes('supervisor');
}

function playsTwoParts(roles: readonly Role[]): boolean {
  return (['handler', 'guardian', 'custodian'] as const).filter((role) => roles.includes(role)).length > 1;
}

export type RolesChangeQuestion = {
  actorId: string;
  memberId: string;
  before: readonly Role[];
  /** Empty when the member is disabled. */
  after: readonly Role[];
  /** Every role the member ever held, also ended ones. */
  ever: readonly Role[];
  /** Enabled administrators besides this member. */
  otherAdministrators: number;
  /** True when the member's unit (which holds a key) has wrapped its key to this member. */
  holdsUnitKey?: boolean;
};

/**
 * May these roles become those? Refusals: `samePerson` (nobody changes their own roles), `conflict` with data.rule
 * `lastAdministrator` or one of role-conflicts.ts. Otherwise what is added and removed.
 */
export function rolesChange(question: RolesChangeQuestion): { added: Role[]; removed: Role[] } | Refusal {
  const { before, after } = question;
  if (question.actorId === question.memberId) return new Refusal('samePerson', { field: 'roles' });
  if (before.includes('administrator') && !after.includes('administrator') && question.otherAdministrators < 1) {
    return new Refusal('conflict', { field: 'roles', data: { rule: 'lastAdministrator' } });
  }
  const conflict = checkRoleChange(after, question.ever, question.holdsUnitKey ?? false);
  if (isRefusal(conflict)) return conflict;
  return {
    added: [...new Set(after)].filter((role) => !before.includes(role)),
    removed: [...new Set(before)].filter((role) => !after.includes(role)),
  };
}
