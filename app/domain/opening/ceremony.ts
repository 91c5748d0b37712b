import { addDays, type IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { circlesOf } from '~/domain/staff/role-conflicts';
import type { Role } from '~/domain/vocabulary';
import {
  CEREMONY_PURPOSES,
  CEREMONY_REASONS,
  type Ceremony,
  type CeremonyKind,
  type CeremonyMember,
  type CeremonyOutcome,
  type CeremonyTerms,
  type EarlierPart,
  EMERGENCY_REASON,
  IDENTITY_FIELDS,
} from './ceremony-state';

type Part = 'asker' | 'approver' | 'opener';
const ROLE_OF: Record<CeremonyKind, Record<Part, Role>> = {
  identity: { asker: 'handler', approver: 'guardian', opener: 'custodian' },
  escrow: { asker: 'lead', approver: 'guardian', opener: 'custodian' },
  payeeSample: { asker: 'auditor', approver: 'guardian', opener: 'auditor' },
};

export type Ask = Pick<Ceremony, 'kind' | 'reason' | 'purpose' | 'fields'> & { on: IsoDate };

/**
 * Somebody requests an opening. Refusals: `notAllowed`, `conflict` (data.rule `separateCircles`, `payeeShares` or
 * `otherPart`), `invalid` (field reason, purpose or fields).
 */
export function ask(
  by: CeremonyMember,
  wanted: Ask,
  terms: CeremonyTerms,
  earlier: readonly EarlierPart[] = [],
): Ceremony | Refusal {
  const refusal = partRefusal(by, wanted.kind, 'asker', earlier) ?? askRefusal(wanted);
  if (refusal !== null) return refusal;
  const { on, ...asked } = wanted;
  const emergency = asked.reason === EMERGENCY_REASON;
  return {
    ...asked,
    state: 'asked',
    emergency,
    askedBy: by.memberId,
    askedOn: on,
    expiresOn: addDays(on, emergency ? terms.emergencyAskDays : terms.askDays),
    approvedBy: null,
    approvedOn: null,
    openerId: null,
    refusedBy: null,
    refusedOn: null,
    openedOn: null,
    outcome: null,
    releasedFields: null,
    givenBy: null,
    givenOn: null,
    takenOn: null,
  };
}

/**
 * A guardian approves for one named opener: a custodian, or the auditor who asked. Refusals: as for `ask`, and
 * `alreadyDone`, `expired`, `samePerson`.
 */
export function approve(
  ceremony: Ceremony,
  by: CeremonyMember,
  opener: CeremonyMember,
  on: IsoDate,
  terms: CeremonyTerms,
  earlier: readonly EarlierPart[] = [],
): Ceremony | Refusal {
  const { kind } = ceremony;
  const refusal =
    waiting(ceremony, on) ??
    partRefusal(by, kind, 'approver', earlier) ??
    partRefusal(opener, kind, 'opener', earlier) ??
    peopleRefusal(ceremony, by.memberId, opener.memberId);
  if (refusal !== null) return refusal;
  return {
    ...ceremony,
    state: 'approved',
    approvedBy: by.memberId,
    approvedOn: on,
    openerId: opener.memberId,
    expiresOn: addDays(on, ceremony.emergency ? terms.emergencyApprovalDays : terms.approvalDays),
  };
}

/** A guardian refuses. Refusals: `notAllowed`, `conflict`, `samePerson`, `alreadyDone`, `expired`. */
export function refuse(
  ceremony: Ceremony,
  by: CeremonyMember,
  on: IsoDate,
  earlier: readonly EarlierPart[] = [],
): Ceremony | Refusal {
  const refusal = waiting(ceremony, on) ?? partRefusal(by, ceremony.kind, 'approver', earlier);
  if (refusal !== null) return refusal;
  if (by.memberId === ceremony.askedBy) return new Refusal('samePerson');
  return { ...ceremony, state: 'refused', refusedBy: by.memberId, refusedOn: on };
}

/** Finance gives its share of a sample. Refusals: `notAllowed`, `stageForbids`, `alreadyDone`, `samePerson`, `expired`. */
export function giveShares(ceremony: Ceremony, by: CeremonyMember, on: IsoDate): Ceremony | Refusal {
  if (ceremony.kind !== 'payeeSample' || !by.roles.includes('finance')) return new Refusal('notAllowed');
  if (ceremony.givenBy !== null) return new Refusal('alreadyDone');
  if (ceremony.state !== 'approved') return stageForbids(ceremony);
  if (isPast(ceremony, on)) return new Refusal('expired');
  // Anybody who ever was a guardian may have kept the other share.
  if ([...by.roles, ...by.ever].includes('guardian')) return conflict('payeeShares');
  if (by.memberId === ceremony.askedBy || by.memberId === ceremony.approvedBy) return new Refusal('samePerson');
  return { ...ceremony, givenBy: by.memberId, givenOn: on };
}

/**
 * The named opener opens, and may come back to it until the outcome is recorded. Refusals: `stageForbids` before
 * approval (data.missing `finance` where the finance share is lacking), `alreadyDone`, `expired` after the last day,
 * `notAllowed` for any other member, `conflict`, `samePerson`.
 */
export function open(
  ceremony: Ceremony,
  by: CeremonyMember,
  on: IsoDate,
  earlier: readonly EarlierPart[] = [],
): Ceremony | Refusal {
  if (ceremony.state !== 'approved' && ceremony.state !== 'opened') return stageForbids(ceremony);
  const refusal = openerRefusal(ceremony, by, on, earlier);
  if (refusal !== null) return refusal;
  if (ceremony.outcome !== null) return new Refusal('alreadyDone');
  if (ceremony.kind === 'payeeSample' && ceremony.givenBy === null) {
    return new Refusal('stageForbids', { data: { missing: 'finance' } });
  }
  return { ...ceremony, state: 'opened', openedOn: ceremony.openedOn ?? on };
}

/** The outcome. `fields` are those released to the requester, never more than were requested. */
export type ToldOutcome = { outcome: CeremonyOutcome; fields: readonly string[] };

/** The opener finishes by recording the outcome. Refusals: as for `open`, and `invalid` (field outcome or fields). */
export function finish(ceremony: Ceremony, by: CeremonyMember, told: ToldOutcome, on: IsoDate): Ceremony | Refusal {
  if (ceremony.state !== 'opened') return stageForbids(ceremony);
  const refusal = openerRefusal(ceremony, by, on, []);
  if (refusal !== null) return refusal;
  if (ceremony.outcome !== null) return new Refusal('alreadyDone');
  if (!OUTCOMES[ceremony.kind].includes(told.outcome)) return new Refusal('invalid', { field: 'outcome' });
  const releasing = ceremony.kind === 'identity' && told.outcome === 'released';
  if (releasing && ceremony.purpose !== 'fields') return new Refusal('invalid', { field: 'outcome' });
  const fits = releasing ? told.fields.length > 0 && isPartOf(told.fields, ceremony.fields) : told.fields.length === 0;
  if (!fits) return new Refusal('invalid', { field: 'fields' });
  return { ...ceremony, outcome: told.outcome, releasedFields: releasing ? told.fields : null };
}

const OUTCOMES: Record<CeremonyKind, readonly CeremonyOutcome[]> = {
  identity: ['contacted', 'notReached', 'released'],
  escrow: ['released'],
  payeeSample: ['viewed'],
};

/** The requester takes the released keys over. Refusals: `stageForbids`, `notAllowed`, `alreadyDone`, `expired`. */
export function takeKeys(ceremony: Ceremony, by: CeremonyMember, on: IsoDate): Ceremony | Refusal {
  if (ceremony.kind !== 'escrow' || by.memberId !== ceremony.askedBy) return new Refusal('notAllowed');
  if (ceremony.takenOn !== null) return new Refusal('alreadyDone');
  if (ceremony.state !== 'opened' || ceremony.outcome !== 'released') return stageForbids(ceremony);
  return isPast(ceremony, on) ? new Refusal('expired') : { ...ceremony, takenOn: on };
}

/** Has the present step's time run out unused? */
export function isOverdue(ceremony: Pick<Ceremony, 'state' | 'expiresOn'>, on: IsoDate): boolean {
  return (ceremony.state === 'asked' || ceremony.state === 'approved') && isPast(ceremony, on);
}

const isPast = ({ expiresOn }: Pick<Ceremony, 'expiresOn'>, on: IsoDate): boolean =>
  expiresOn === null || on > expiresOn;

/** May this member still play this part in the ceremony's case? Used for lists of whom a guardian can name. */
export function mayPlay(
  member: CeremonyMember,
  kind: CeremonyKind,
  part: Part,
  earlier: readonly EarlierPart[],
): boolean {
  return partRefusal(member, kind, part, earlier) === null;
}

export function areThree(...ids: readonly [string, string, string]): boolean {
  return new Set(ids).size === 3;
}

function askRefusal({ kind, reason, purpose, fields }: Ask): Refusal | null {
  const reasons: readonly string[] = CEREMONY_REASONS[kind];
  const purposes: readonly string[] = CEREMONY_PURPOSES[kind];
  if (!reasons.includes(reason)) return new Refusal('invalid', { field: 'reason' });
  if (!purposes.includes(purpose)) return new Refusal('invalid', { field: 'purpose' });
  const fits = purpose === 'fields' ? fields.length > 0 && isPartOf(fields, IDENTITY_FIELDS) : fields.length === 0;
  return fits ? null : new Refusal('invalid', { field: 'fields' });
}

const isPartOf = (some: readonly string[], all: readonly string[]): boolean =>
  new Set(some).size === some.length && some.every((one) => all.includes(one));

function waiting(ceremony: Ceremony, on: IsoDate): Refusal | null {
  if (ceremony.state !== 'asked') return new Refusal('alreadyDone');
  return isPast(ceremony, on) ? new Refusal('expired') : null;
}

const stageForbids = ({ state }: Ceremony): Refusal => new Refusal('stageForbids', { data: { state } });
const conflict = (rule: string): Refusal => new Refusal('conflict', { data: { rule } });

function openerRefusal(
  ceremony: Ceremony,
  by: CeremonyMember,
  on: IsoDate,
  earlier: readonly EarlierPart[],
): Refusal | null {
  const refusal = partRefusal(by, ceremony.kind, 'opener', earlier);
  if (refusal !== null) return refusal;
  if (by.memberId !== ceremony.openerId) return new Refusal('notAllowed', { data: { rule: 'namedOpener' } });
  return isPast(ceremony, on)
    ? new Refusal('expired')
    : peopleRefusal(ceremony, ceremony.approvedBy ?? '', by.memberId);
}

/** It takes three different people; for an auditor's sample these are the auditor, a guardian and finance. */
function peopleRefusal({ kind, askedBy }: Ceremony, approver: string, opener: string): Refusal | null {
  const apart =
    kind === 'payeeSample' ? opener === askedBy && approver !== askedBy : areThree(askedBy, approver, opener);
  return apart ? null : new Refusal('samePerson');
}

function partRefusal(
  member: CeremonyMember,
  kind: CeremonyKind,
  part: Part,
  earlier: readonly EarlierPart[],
): Refusal | null {
  if (!member.roles.includes(ROLE_OF[kind][part])) return new Refusal('notAllowed');
  const held = [...member.roles, ...member.ever];
  if (circlesOf(held).length > 1) return conflict('separateCircles');
  const payeeShares = (['finance', 'guardian'] as const).filter((role) => held.includes(role));
  if (kind === 'payeeSample' && payeeShares.length > (part === 'approver' ? 1 : 0)) return conflict('payeeShares');
  const had = earlier.some((one) => hadOther(one, part, member.memberId));
  return had ? conflict('otherPart') : null;
}

function hadOther({ askedBy, approvedBy, openerId }: EarlierPart, part: Part, memberId: string): boolean {
  const others = { asker: [approvedBy, openerId], approver: [askedBy, openerId], opener: [askedBy, approvedBy] };
  return others[part].includes(memberId);
}
