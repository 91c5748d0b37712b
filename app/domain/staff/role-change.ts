import { isRefusal, Refusal } from '~/domain/refusal';
import type { Shown } from '~/domain/shown-entry';
import type { Role } from '~/domain/vocabulary';
import { checkRoleChange } from './role-conflicts';

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
 * May these roles become those? Returns what is added and removed. Refusals: `samePerson` (nobody changes their own
 * roles), `conflict` with data.rule `lastAdministrator` or one of role-conflicts.ts.
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

/** The form values of a member's roles. */
export const rolesShown = (roles: readonly Role[]): Shown => ({ roles: [...roles].sort().join(' ') });
