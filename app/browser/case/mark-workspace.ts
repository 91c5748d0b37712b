import { checkedDirectory } from '~/browser/keys/checked-directory';
import { checkedLists } from '~/browser/opening/accused-check';
import type { CeremonyKeyring, Workspace } from '~/browser/opening/ceremony-asker';
import { type MarkWords, openMarkWords, sealMarkWords, wordsHashOf } from '~/contract/sealed/mark-words';
import type { Localized } from '~/domain/localized';
import { fromBase64, toBase64 } from '~/envelope/bytes';
import {
  type ConfirmedMark,
  confirmMark,
  isMadeBy,
  makeMark,
  markHash,
  newMarkSecret,
  type SignedMark,
} from '~/envelope/case/accused-mark';
import { EnvelopeError, isEnvelopeError } from '~/envelope/errors';
import { guardianIn, requireCertifiedMember, requireUnitOfKind } from '~/envelope/keys/directory';
import { reportProofKey } from '~/envelope/report/report-proof';
import { reportSeedOf } from './case-keys';
import { markedUnits } from './mark-check';

/** A mark that waits for its second person, with the sealed words (URL-safe Base64). */
export type WaitingMark = { mark: SignedMark; words: string };

type Sealed = Parameters<typeof reportSeedOf>[0];

/** Units by the signed list, and those that marks name for a case (null when it is about no case). */
export type NamedUnits = { all: { id: string; names: Localized }[]; marked: string[] };

/** Rejects with EnvelopeError. */
export async function namedUnits(sealed: Sealed | null, workspace: Workspace): Promise<NamedUnits> {
  const lists = await checkedLists(workspace);
  const named = lists.now.units.map(({ id, names }) => ({ id, names }));
  const seeds = sealed === null ? [] : await seedsOf(sealed, workspace.keyring);
  const keys = seeds.map((seed) => reportProofKey(seed, 'ask').publicKey);
  const marked = keys.flatMap((key) => markedUnits(lists.marks, key, [lists.now, ...lists.former]));
  return { all: named, marked: [...new Set(marked)] };
}

const seedsOf = (sealed: Sealed, keyring: CeremonyKeyring): Promise<Uint8Array[]> =>
  Promise.all(sealed.reports.map(({ reportId }) => reportSeedOf(sealed, reportId, keyring)));

/**
 * In the browser of somebody who can open the case: a mark of this unit for all reports of the case, with words for a
 * guardian. Rejects with EnvelopeError `badSignature` where the unit or the guardians are not certified, `wrongKey`
 * where a report does not open.
 */
export async function markHere(
  wanted: MarkWords & { sealed: Sealed; markedOn: string },
  workspace: Pick<Workspace, 'directory' | 'keyring'>,
): Promise<WaitingMark> {
  const directory = await checkedDirectory(workspace.directory);
  const { unitId, text, markedOn } = wanted;
  const reportSeeds = await seedsOf(wanted.sealed, workspace.keyring);
  if (!directory.units.some(({ id }) => id === unitId)) throw new EnvelopeError('badSignature', 'unit not certified');
  const { memberId, signing } = workspace.keyring.member();
  const [markId, secret] = [crypto.randomUUID(), newMarkSecret()];
  const words = await sealMarkWords(
    markId,
    { unitId, text },
    secret,
    requireUnitOfKind(directory, 'guardians').recipient,
  );
  const maker = { memberId, signingSeed: signing.seed, reportSeeds };
  const mark = makeMark({ markId, unitId, secret, wordsHash: wordsHashOf(words), markedOn }, maker);
  return { mark, words: toBase64(words) };
}

type Reading = Pick<Workspace, 'directory' | 'grants' | 'keyring'>;

/**
 * In a guardian's browser: which unit is to be marked and why, as a certified member signed it. Rejects with
 * EnvelopeError.
 */
export async function readMark({ mark, words }: WaitingMark, workspace: Reading): Promise<MarkWords> {
  const maker = requireCertifiedMember(await checkedDirectory(workspace.directory), mark.markedBy);
  if (!isMadeBy(mark, maker.signingKey)) throw new EnvelopeError('badSignature', 'mark');
  let refused: unknown = new EnvelopeError('wrongKey', 'no unit key');
  for (const grant of workspace.grants) {
    try {
      return await openMarkWords(mark, fromBase64(words), await workspace.keyring.unitIdentity(grant));
    } catch (error) {
      if (!isEnvelopeError(error) || error.code !== 'wrongKey') throw error;
      refused = error;
    }
  }
  throw refused;
}

/**
 * A guardian's signature for a mark, at the place after all marks in force, which are checked first. Rejects with
 * EnvelopeError `badSignature`, also for a mark of the guardian's own, or where the person is no guardian by the signed
 * list.
 */
export async function confirmHere(waiting: WaitingMark, today: string, workspace: Workspace): Promise<ConfirmedMark> {
  const lists = await checkedLists(workspace);
  await readMark(waiting, workspace);
  const { memberId: confirmedBy, signing } = workspace.keyring.member();
  if (guardianIn(lists.now, confirmedBy) === null || waiting.mark.markedBy === confirmedBy) {
    throw new EnvelopeError('badSignature', 'people');
  }
  const last = lists.marks.at(-1);
  const place = { sequence: lists.marks.length + 1, previous: last === undefined ? '' : markHash(last) };
  return confirmMark({ ...waiting.mark, ...place, confirmedBy, confirmedOn: today }, signing.seed);
}
