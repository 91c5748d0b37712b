import { type KeyWrap, openReportKey } from '~/contract/sealed/key-wraps';
import type { SealedCase } from '~/domain/case/sealed-case';
import { fromBase64 } from '~/envelope/bytes';
import { EnvelopeError, isEnvelopeError } from '~/envelope/errors';
import type { KeyPair } from '~/envelope/key-pair';
import type { KeysByEpoch } from './case-opening';

const asWraps = (sealed: SealedCase, wanted: (wrap: SealedCase['wraps'][number]) => boolean): KeyWrap[] =>
  sealed.wraps.filter(wanted).map(({ key, keyEpoch, unitKeyId, bytes }) => ({
    key,
    keyEpoch,
    share: 'whole',
    holder: 'unit',
    unitKeyId,
    bytes: fromBase64(bytes),
  }));

/**
 * A key of every epoch that this member's unit keys open. Rejects with EnvelopeError `wrongKey` when the newest does
 * not open; earlier ones may be out of reach while they wait to be wrapped for the unit's present key.
 */
export async function openKeys(
  sealed: SealedCase,
  ids: { reportId: string; caseId: string },
  key: 'thread' | 'case',
  identities: readonly string[],
): Promise<KeysByEpoch> {
  const opened = new Map<number, KeyPair>();
  for (let epoch = sealed.keyEpoch; epoch >= 0; epoch -= 1) {
    try {
      opened.set(epoch, await openKey(sealed, ids, key, identities, epoch));
    } catch (error) {
      const mayLack = epoch < sealed.keyEpoch || sealed.readsAlong === true;
      if (!mayLack || !isEnvelopeError(error) || error.code !== 'wrongKey') throw error;
    }
  }
  return opened;
}

/** Maps keep the order of insertion, and the newest went in first. */
export function newest(keys: KeysByEpoch): KeyPair {
  const [first] = keys.values();
  if (first === undefined) throw new EnvelopeError('wrongKey');
  return first;
}

/**
 * The seed of a report's own key, with which this member can prove that they can open the report. Rejects with
 * EnvelopeError.
 */
export async function reportSeedOf(
  sealed: SealedCase,
  reportId: string,
  keyring: { unitIdentity: (grant: SealedCase['grants'][number]) => Promise<string> },
): Promise<Uint8Array> {
  const identities = await Promise.all(sealed.grants.map((grant) => keyring.unitIdentity(grant)));
  return (await openKey(sealed, { reportId, caseId: sealed.caseId }, 'report', identities)).seed;
}

export async function openKey(
  sealed: SealedCase,
  ids: { reportId: string; caseId: string },
  key: 'report' | 'thread' | 'case',
  identities: readonly string[],
  keyEpoch = 0,
): Promise<KeyPair> {
  const wraps = asWraps(sealed, (wrap) => wrap.key === key && (key === 'case' || wrap.reportId === ids.reportId));
  let refused: unknown = new EnvelopeError('wrongKey', 'no unit key');
  for (const identity of identities) {
    try {
      return await openReportKey(ids, key, wraps, identity, keyEpoch);
    } catch (error) {
      if (!isEnvelopeError(error) || error.code !== 'wrongKey') throw error;
      refused = error;
    }
  }
  throw refused;
}
