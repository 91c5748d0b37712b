import { ONCE_DONE, type OnceDone } from '~/domain/acts/case-acts';
import type { IsoDate } from '~/domain/dates';
import { type Matter, type NotAcceptedReason, STAGES, type Stage, type Verdict } from '~/domain/vocabulary';
import type { CaseState, Objected, Reopened } from './case-state';

/** A case as one flat row; columns that do not apply to its stage are null. */
export type CaseColumns = {
  stage: string;
  matter: string;
  responsibleUnitId: string;
  receivedOn: IsoDate;
  refusalReason: string | null;
  acceptedOn: IsoDate | null;
  extensions: number;
  extensionAskedBy: string | null;
  assignedTo: string | null;
  assignedOn: IsoDate | null;
  siteVisitedOn: IsoDate | null;
  verdict: string | null;
  verdictBy: string | null;
  verdictOn: IsoDate | null;
  confirmedBy: string | null;
  confirmedOn: IsoDate | null;
  repliedOn: IsoDate | null;
  restartedOn: IsoDate | null;
  barred: string[];
  objectedOn: IsoDate | null;
  objectedUnitId: string | null;
  closedOn: IsoDate | null;
  reopenedOn: IsoDate | null;
  reopenedBy: string | null;
} & { [D in OnceDone]: IsoDate | null };

/** The state that a row stands for. Throws TypeError where the row lacks what its stage needs. */
export function caseFromRow(row: CaseColumns): CaseState {
  const stage = STAGES.find((known) => known === row.stage);
  if (stage === undefined) throw new TypeError('Unknown stage');
  const base = {
    matter: row.matter as Matter,
    unitId: row.responsibleUnitId,
    registeredOn: row.receivedOn,
  };
  if (stage === 'registered') return { ...base, stage };
  if (stage === 'notAccepted') {
    return { ...base, stage, reason: needed(row.refusalReason, 'refusalReason') as NotAcceptedReason };
  }
  const open = {
    ...base,
    ...daysDone(row),
    acceptedOn: needed(row.acceptedOn, 'acceptedOn'),
    extensions: row.extensions,
    ...(row.restartedOn !== null && { restartedOn: row.restartedOn, barred: row.barred }),
  };
  return stage === 'accepted' ? { ...open, stage } : withOfficer(row, open, stage);
}

type Later = Exclude<Stage, 'registered' | 'notAccepted' | 'accepted'>;

function withOfficer(
  row: CaseColumns,
  open: Omit<Extract<CaseState, { stage: 'accepted' }>, 'stage'>,
  stage: Later,
): CaseState {
  const officer = {
    ...open,
    officerId: needed(row.assignedTo, 'assignedTo'),
    assignedOn: needed(row.assignedOn, 'assignedOn'),
    siteVisitedOn: row.siteVisitedOn,
    extensionAskedBy: row.extensionAskedBy,
  };
  if (stage === 'assigned' || stage === 'verifying') return { ...officer, stage };
  const verdict = {
    ...officer,
    verdict: needed(row.verdict, 'verdict') as Verdict,
    proposedBy: needed(row.verdictBy, 'verdictBy'),
    proposedOn: needed(row.verdictOn, 'verdictOn'),
  };
  if (stage === 'verdictProposed') return { ...verdict, stage };
  const enforced = {
    ...verdict,
    confirmedBy: needed(row.confirmedBy, 'confirmedBy'),
    confirmedOn: needed(row.confirmedOn, 'confirmedOn'),
    ...daysOf(row),
  };
  if (stage === 'verdictConfirmed') return { ...enforced, stage };
  const { objectedUnitId } = row;
  const replied = {
    ...enforced,
    repliedOn: needed(row.repliedOn, 'repliedOn'),
    ...(objectedUnitId !== null && { objectedUnitId }),
  };
  if (stage === 'replied') return { ...replied, stage };
  if (stage === 'reopened') {
    return {
      ...replied,
      stage,
      closedOn: needed(row.closedOn, 'closedOn'),
      reopenedOn: needed(row.reopenedOn, 'reopenedOn'),
      reopenedBy: needed(row.reopenedBy, 'reopenedBy'),
    };
  }
  if (stage === 'closed') return { ...replied, stage, closedOn: needed(row.closedOn, 'closedOn') };
  const objectedOn = needed(row.objectedOn, 'objectedOn');
  return { ...replied, stage, objectedOn, objectedUnitId: needed(objectedUnitId, 'objectedUnitId') };
}

const daysDone = (row: CaseColumns): { [D in OnceDone]?: IsoDate } =>
  Object.fromEntries(ONCE_DONE.flatMap((day) => (row[day] === null ? [] : [[day, row[day]]])));

const daysOf = (row: { readonly [D in OnceDone]?: IsoDate | null }) =>
  Object.fromEntries(ONCE_DONE.map((day) => [day, row[day] ?? null])) as { [D in OnceDone]: IsoDate | null };

function needed<T>(value: T | null, name: string): T {
  if (value === null) throw new TypeError(`The case's stage needs ${name}`);
  return value;
}

/** All columns of a state, so that an update also clears those that no longer apply. */
export function rowFromCase(state: CaseState): CaseColumns {
  const known = state as Partial<Omit<Objected, 'stage'> & Omit<Reopened, 'stage'>>;
  return {
    stage: state.stage,
    matter: state.matter,
    responsibleUnitId: state.unitId,
    receivedOn: state.registeredOn,
    refusalReason: state.stage === 'notAccepted' ? state.reason : null,
    acceptedOn: known.acceptedOn ?? null,
    extensions: known.extensions ?? 0,
    extensionAskedBy: known.extensionAskedBy ?? null,
    assignedTo: known.officerId ?? null,
    assignedOn: known.assignedOn ?? null,
    siteVisitedOn: known.siteVisitedOn ?? null,
    verdict: known.verdict ?? null,
    verdictBy: known.proposedBy ?? null,
    verdictOn: known.proposedOn ?? null,
    confirmedBy: known.confirmedBy ?? null,
    confirmedOn: known.confirmedOn ?? null,
    ...daysOf(known),
    repliedOn: known.repliedOn ?? null,
    restartedOn: known.restartedOn ?? null,
    barred: [...(known.barred ?? [])],
    objectedOn: known.objectedOn ?? null,
    objectedUnitId: known.objectedUnitId ?? null,
    closedOn: known.closedOn ?? null,
    reopenedOn: known.reopenedOn ?? null,
    reopenedBy: known.reopenedBy ?? null,
  };
}
