import type { Act } from '~/domain/acts/table';
import type { Role } from '~/domain/vocabulary';
import { KEYED_ROLES, type UnitKind } from './unit-kinds';

/** Handlers of a case include the leads and the intake, who hold the same unit keys. */
const HANDLERS = ['handler', 'lead', 'intake'] as const satisfies readonly Role[];

export type ConflictRule =
  | 'separateCircles'
  | 'administratorHoldsKey'
  | 'supervisorReadsContent'
  | 'auditorHoldsKey'
  | 'payeeShares'
  | 'payerHandles';

/** Roles of which nobody holds one from each side. `ever`: not one after the other either, since keys may be kept. */
export type Apart = { rule: ConflictRule; between: readonly [readonly Role[], readonly Role[]]; ever?: true };

/** The circles that must never meet in one person, now or ever: that person could unmask a reporter alone. */
export const SEPARATE_CIRCLES = {
  handlers: HANDLERS,
  guardians: ['guardian'],
  custodians: ['custodian'],
} as const satisfies Record<string, readonly Role[]>;

/** Every pair of roles that one person may not hold; all others may be shared. The first rule that fits is told. */
export const APART: readonly Apart[] = [
  { rule: 'separateCircles', between: [HANDLERS, ['guardian']], ever: true },
  { rule: 'separateCircles', between: [HANDLERS, ['custodian']], ever: true },
  { rule: 'separateCircles', between: [['guardian'], ['custodian']], ever: true },
  { rule: 'administratorHoldsKey', between: [['administrator'], KEYED_ROLES] },
  { rule: 'supervisorReadsContent', between: [['supervisor'], HANDLERS] },
  // The log names cases, rewards and decisions side by side, so whoever reads it must not hold the other half.
  { rule: 'auditorHoldsKey', between: [['auditor'], KEYED_ROLES] },
  // Finance and guardians each hold one share of every payee.
  { rule: 'payeeShares', between: [['finance'], ['guardian']], ever: true },
  // Who knows the case and also sees whom it is paid to knows who reported.
  { rule: 'payerHandles', between: [['finance'], HANDLERS] },
];

/**
 * Acts that take two people, first and second. `roles`: no one person may hold roles for both, as APART says, so that a
 * list of roles already tells them apart. `people`: the same role may do either, and whoever did the first is refused the
 * second.
 */
export type TwoPeople = { first: Act; second: Act; by: 'roles' | 'people' };

const pairs = (by: TwoPeople['by'], ...acts: readonly [first: Act, second: Act][]): TwoPeople[] =>
  acts.map(([first, second]) => ({ first, second, by }));

export const TWO_PEOPLE: readonly TwoPeople[] = [
  ...pairs(
    'people',
    ['case.proposeVerdict', 'case.confirmVerdict'],
    ['reward.propose', 'reward.approve'],
    ['reward.propose', 'reward.forward'],
    ['reward.revise', 'reward.approve'],
    ['reward.revise', 'reward.forward'],
    ['payout.pay', 'payout.correct'],
    ['directory.propose', 'directory.certify'],
    ['routing.propose', 'routing.certify'],
    ['keyRemoval.ask', 'keyRemoval.confirm'],
    ['roster.ask', 'roster.confirm'],
    ['calendar.ask', 'calendar.confirm'],
    ['county.ask', 'county.confirm'],
    ['policy.edit', 'policy.confirm'],
  ),
  ...pairs(
    'roles',
    ['identity.ask', 'identity.approve'],
    ['identity.ask', 'identity.open'],
    ['identity.approve', 'identity.open'],
    ['escrow.ask', 'escrow.approve'],
    ['escrow.ask', 'escrow.open'],
    ['escrow.approve', 'escrow.open'],
    ['reward.propose', 'reward.approveHigher'],
    ['reward.revise', 'reward.approveHigher'],
    ['reward.forward', 'reward.approveHigher'],
    ['reward.propose', 'payout.release'],
    ['reward.propose', 'payout.pay'],
    ['reward.approve', 'payout.pay'],
    ['reward.propose', 'payout.correct'],
    ['reward.approve', 'payout.correct'],
    ['reward.batch', 'payout.release'],
    ['payout.release', 'payout.pay'],
    ['payee.askSample', 'payee.approveSample'],
    ['payee.askSample', 'payee.giveSample'],
    ['payee.approveSample', 'payee.giveSample'],
    ['accused.mark', 'accused.confirm'],
    ['deletion.ask', 'deletion.confirm'],
  ),
];

/**
 * Done by the level above a unit only; where that is outside, nobody in a small place does it. A town's seven are
 * pressed by the county's committee office, and not by one of their own.
 */
export const BY_LEVEL_ABOVE: readonly Act[] = [
  'escrow.ask',
  'escrow.take',
  'order.issue',
  'order.accept',
  'order.return',
  'order.withdraw',
  'assessment.enter',
];

/** A place in a unit: so many people with these roles. */
export type Post = { kind: UnitKind; roles: readonly Role[]; people: number };

const INTAKE_OF_SMALL_PLACE = ['intake', 'handler', 'lead', 'operator'] as const satisfies readonly Role[];

/** Seven people who can do everything (a place without finance office and departments). */
export const TOWN_OF_SEVEN: readonly Post[] = [
  { kind: 'intake', roles: INTAKE_OF_SMALL_PLACE, people: 2 },
  { kind: 'custodians', roles: ['custodian', 'finance'], people: 2 },
  { kind: 'guardians', roles: ['guardian'], people: 2 },
  { kind: 'administration', roles: ['administrator', 'auditor', 'publisher'], people: 1 },
];

/** Where a place has offices of their own for it. */
const OF_LARGER_PLACE: readonly Post[] = [
  { kind: 'intake', roles: ['intake', 'operator'], people: 2 },
  { kind: 'custodians', roles: ['custodian'], people: 2 },
  { kind: 'guardians', roles: ['guardian'], people: 2 },
  { kind: 'administration', roles: ['administrator'], people: 1 },
];

const CASEWORK = ['department', 'town', 'discipline', 'upper'] as const satisfies readonly UnitKind[];
const GROWING: readonly Post[] = [
  ...CASEWORK.flatMap((kind): Post[] => [
    { kind, roles: ['lead'], people: 1 },
    { kind, roles: ['handler'], people: 1 },
  ]),
  { kind: 'finance', roles: ['finance'], people: 2 },
  { kind: 'committee', roles: ['supervisor'], people: 2 },
  { kind: 'publicity', roles: ['publisher'], people: 1 },
  { kind: 'contacts', roles: ['operator'], people: 1 },
];

/** The posts of a unit of this kind, in a place that has units of these kinds. */
export function postsOf(kind: string, kinds: readonly string[]): Post[] {
  const founding = kinds.includes('finance') ? OF_LARGER_PLACE : TOWN_OF_SEVEN;
  return [...founding, ...GROWING].filter((post) => post.kind === kind);
}
