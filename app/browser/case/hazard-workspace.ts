import { checkedDirectory } from '~/browser/keys/checked-directory';
import { vouchingLists } from '~/browser/keys/renewed-keys';
import { readAnswer } from '~/contract/answers/answer';
import {
  type HazardWorkspace,
  hazardWorkspace,
  type SealedHazardRow,
  sealedHazardRow,
} from '~/contract/answers/hazard';
import { type HazardSaid, type HazardStepSaid, openHazard, sealHazard } from '~/contract/sealed/hazard';
import type { HazardEntry } from '~/domain/case/hazard-entry';
import type { IsoDate } from '~/domain/dates';
import { fromBase64, toBase64 } from '~/envelope/bytes';
import { EnvelopeError, isEnvelopeError } from '~/envelope/errors';
import { requireCertifiedUnit } from '~/envelope/keys/directory';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';
import type { WorkspaceKeyring } from './case-workspace';

/** An entry as it opened here; `said` is null where it did not, or nobody on a list signed it. */
export type OpenedHazard = Omit<SealedHazardRow, 'bytes'> & { said: HazardSaid | null };

type Lists = { now: DirectoryStatement; all: readonly DirectoryStatement[] };

async function listsOf({ directory, former }: HazardWorkspace): Promise<Lists> {
  if (directory === null) throw new EnvelopeError('badSignature', 'no list');
  const now = await checkedDirectory(directory);
  return { now, all: vouchingLists({ former }, now) };
}

/** Opens entries of the own unit's ledger. Rejects with EnvelopeError where the county's list does not hold. */
export async function openHazards(
  rows: readonly SealedHazardRow[],
  given: HazardWorkspace,
  keyring: WorkspaceKeyring,
): Promise<OpenedHazard[]> {
  const workspace = readAnswer(hazardWorkspace, given);
  const { all } = await listsOf(workspace);
  const opened: OpenedHazard[] = [];
  for (const row of rows) {
    const { bytes, ...rest } = readAnswer(sealedHazardRow, row);
    opened.push({ ...rest, said: await saidIn(rest, bytes, { all, workspace, keyring }) });
  }
  return opened;
}

type Opening = { all: Lists['all']; workspace: HazardWorkspace; keyring: WorkspaceKeyring };

/** One spoilt entry does not hide the others. */
async function saidIn(
  { hazardId, version, unitKeyId }: Omit<SealedHazardRow, 'bytes'>,
  bytes: string,
  { all, workspace, keyring }: Opening,
): Promise<HazardSaid | null> {
  const grant = workspace.grants.find((one) => one.unitKeyId === unitKeyId);
  if (grant === undefined) return null;
  const identity = await keyring.unitIdentity(grant);
  try {
    const { entry, steps } = await openHazard({ hazardId, version }, fromBase64(bytes), identity, all);
    return { entry, steps };
  } catch (error) {
    if (!isEnvelopeError(error)) throw error;
    return null;
  }
}

const NOTHING = { text: '', dueOn: null, passed: null, evidence: null };
/** What a step says in words, beside who did it and when. */
export type StepWords = Partial<Omit<HazardStepSaid, 'act' | 'on' | 'memberId'>>;
type Writing = { workspace: HazardWorkspace; keyring: WorkspaceKeyring; today: IsoDate };

/** A new entry, sealed for the own unit: what is posted. Rejects with EnvelopeError. */
export async function sealNewHazard(entry: HazardEntry, { workspace, keyring, today }: Writing) {
  const hazardId = crypto.randomUUID();
  const { memberId } = keyring.member();
  const steps = [{ ...NOTHING, act: 'enter' as const, on: today, memberId }];
  const sealed = await sealedFor({ hazardId, version: 1 }, { entry, steps }, { workspace, keyring });
  return { hazardId, ...sealed };
}

/**
 * The next writing of an entry: what it says by now, with one step more, sealed for the own unit or for the one to which
 * it is handed on. Rejects with EnvelopeError.
 */
export async function sealHazardStep(
  opened: OpenedHazard & { said: HazardSaid },
  step: { act: HazardStepSaid['act']; entry?: HazardEntry; words?: StepWords; toUnitId?: string },
  { workspace, keyring, today }: Writing,
) {
  const { hazardId, version, said } = opened;
  const { memberId } = keyring.member();
  const steps = [...said.steps, { ...NOTHING, ...step.words, act: step.act, on: today, memberId }];
  const entry = { ...said.entry, ...step.entry, ...(step.words?.dueOn && { dueOn: step.words.dueOn }) };
  const place = { hazardId, version: version + 1 };
  const sealed = await sealedFor(place, { entry, steps }, { workspace, keyring }, step.toUnitId);
  return { hazardId, version: String(version), ...sealed };
}

async function sealedFor(
  place: { hazardId: string; version: number },
  said: HazardSaid,
  { workspace, keyring }: Omit<Writing, 'today'>,
  toUnitId = workspace.unitId,
) {
  const { now } = await listsOf(readAnswer(hazardWorkspace, workspace));
  const { unitKeyId, recipient } = requireCertifiedUnit(now, toUnitId);
  const { memberId, signing } = keyring.member();
  const bytes = await sealHazard(place, said, { memberId, signingSeed: signing.seed }, recipient);
  return { unitKeyId, bytes: toBase64(bytes) };
}
