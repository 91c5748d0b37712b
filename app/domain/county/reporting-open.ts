import { OPENING_KINDS, type UnitKind } from '~/domain/staff/unit-kinds';

/** What keeps a unit from taking what is sealed to it. */
export type UnitLack = 'noKey' | 'notCertified' | 'sharesUnconfirmed' | 'fewMembers';

export type UnitState = { kind: UnitKind; lack: UnitLack | null; holders: number };

/** The two kinds of which one at least must be able to read: whatever nobody else can take is led there. */
const LAST_RESORTS: readonly UnitKind[] = ['intake', 'upper'];

/**
 * May reports be taken? Reporting opens when intake, custodians and guardians each have a certified key, its recovery
 * shares on paper, and two holders. What any other unit lacks, another one stands in for. Once it has been open, it
 * goes on while somebody at intake, or at the level above, can read: keys of custodians and guardians then still need
 * to be certified, since nothing could be sealed without them, but a lost holder is warned of and closes nothing.
 * `routed`: a signed routing leads to intake or to the level above.
 */
export function takesReports(units: readonly UnitState[], { routed, opened }: { routed: boolean; opened: boolean }) {
  if (!routed) return false;
  const every = (fits: (unit: UnitState) => boolean) =>
    OPENING_KINDS.every((kind) => units.some((unit) => unit.kind === kind && fits(unit)));
  if (!opened) return every(({ lack }) => lack === null);
  const alive = units.some(({ kind, holders, lack }) => LAST_RESORTS.includes(kind) && isSealable(lack) && holders > 0);
  return alive && every(({ lack }) => isSealable(lack));
}

/** A certified key is there to seal to. */
const isSealable = (lack: UnitLack | null): boolean => lack !== 'noKey' && lack !== 'notCertified';
