import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import type { HazardGrade, HazardState } from './hazard-kinds';

/** What of an entry the server knows: what limits and numbers need, and nothing of what was found and where. */
export type Hazard = {
  grade: HazardGrade;
  state: HazardState;
  /** The last day for putting it right; null where nothing was found. */
  dueOn: IsoDate | null;
  /** Under public supervision (挂牌督办). */
  supervised: boolean;
  /** Who found it put right, until it is struck off by somebody else. */
  reinspectedBy: string | null;
};

/** What is done with an entry after it is in the ledger. `passed`: the reinspection found it put right. */
export type HazardStep =
  | { type: 'amend'; grade: HazardGrade }
  | { type: 'extend'; dueOn: IsoDate }
  | { type: 'reinspect'; passed: boolean }
  | { type: 'strikeOff' }
  | { type: 'supervise' };
export type HazardStepName = HazardStep['type'];
/** Whoever does the step, and the day in China time. */
type By = { by: string; on: IsoDate };

/** An entry as it comes into the ledger: a check that found nothing has nothing to be put right. */
export const enteredHazard = (grade: HazardGrade, dueOn: IsoDate | null): Hazard => ({
  grade,
  state: grade === 'none' ? 'struckOff' : 'open',
  dueOn: grade === 'none' ? null : dueOn,
  supervised: false,
  reinspectedBy: null,
});

/**
 * The entry after a step, or why it is refused: `stageForbids` (it is struck off, or not reinspected yet), `alreadyDone`,
 * `samePerson` (who reinspected strikes off), `invalid` (dueOn: not later than it is; grade: not that of a hazard).
 */
export function afterHazardStep(hazard: Hazard, step: HazardStep, { by, on }: By): Hazard | Refusal {
  if (hazard.state === 'struckOff') return new Refusal('stageForbids', { data: { stage: 'struckOff' } });
  switch (step.type) {
    case 'amend':
      return amended(hazard, step.grade);
    case 'extend':
      return extended(hazard, step.dueOn, on);
    case 'reinspect':
      if (hazard.state !== 'open') return new Refusal('alreadyDone');
      return step.passed ? { ...hazard, state: 'reinspected', reinspectedBy: by } : hazard;
    case 'strikeOff':
      if (hazard.state !== 'reinspected') return new Refusal('stageForbids', { data: { stage: hazard.state } });
      if (hazard.reinspectedBy === by) return new Refusal('samePerson');
      return { ...hazard, state: 'struckOff', reinspectedBy: null };
    case 'supervise':
      if (hazard.grade !== 'major') return new Refusal('stageForbids', { data: { stage: hazard.grade } });
      return hazard.supervised ? new Refusal('alreadyDone') : { ...hazard, supervised: true };
  }
}

/** A hazard stays one, and one under public supervision stays major. */
function amended(hazard: Hazard, grade: HazardGrade): Hazard | Refusal {
  const isWrong = grade === 'none' || (hazard.supervised && grade !== 'major');
  return isWrong ? new Refusal('invalid', { field: 'grade' }) : { ...hazard, grade };
}

/** A limit moves only to a later day, which has not been yet, and never once the hazard was found put right. */
function extended(hazard: Hazard, dueOn: IsoDate, today: IsoDate): Hazard | Refusal {
  if (hazard.state !== 'open') return new Refusal('stageForbids', { data: { stage: hazard.state } });
  const isLater = dueOn >= today && (hazard.dueOn === null || dueOn > hazard.dueOn);
  return isLater ? { ...hazard, dueOn } : new Refusal('invalid', { field: 'dueOn' });
}

/** May somebody be offered the step now, whatever they enter? */
export function isOfferedStep(hazard: Hazard, type: HazardStepName, by: string): boolean {
  if (hazard.state === 'struckOff') return false;
  if (type === 'strikeOff') return hazard.state === 'reinspected' && hazard.reinspectedBy !== by;
  if (type === 'supervise') return hazard.grade === 'major' && !hazard.supervised;
  return type === 'amend' || hazard.state === 'open';
}

/** Is its limit over, and nothing found put right? */
export const isLateHazard = ({ state, dueOn }: Pick<Hazard, 'state' | 'dueOn'>, today: IsoDate): boolean =>
  state === 'open' && dueOn !== null && dueOn < today;
