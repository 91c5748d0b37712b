import { EnvelopeError, isEnvelopeError } from '~/envelope/errors';
import { type KeyPair, keyPairFromSeed } from '~/envelope/key-pair';
import type { UnitKeyRef } from '~/envelope/keys/directory';
import type { ShareAbout } from '~/envelope/opening/share-about';
import { unwrapSeed, wrapSeed } from '~/envelope/wrap';
import { identityScope } from './identity';
import { openFromKeyFile } from './key-file';
import { splitForTwo } from './two-share-key';

export type ReportKeyName = 'report' | 'thread' | 'case' | 'identity';
export type ReportIds = { reportId: string; caseId: string };

/**
 * A key of a report wrapped for a holder: whole or as one of two shares, in a file of its own or in a key file with its
 * mask.
 */
export type KeyWrap = {
  key: ReportKeyName;
  share: 'whole' | 'custodians' | 'guardians';
  holder: 'unit' | 'reporter';
  unitKeyId: string | null;
  bytes: Uint8Array;
  /** Generation of the key (key-renewal). 0, or absent, is the one made when the report was sent. */
  keyEpoch?: number;
};

/**
 * Wraps opened keys whole for a unit: first the handling unit, and at a transfer the next one. Only the given keys are
 * wrapped, and the identity key never is.
 */
export async function rewrapForUnit(
  ids: ReportIds,
  keys: Partial<Record<'report' | 'thread' | 'case', Pick<KeyPair, 'seed'>>>,
  unit: UnitKeyRef,
  keyEpoch = 0,
): Promise<KeyWrap[]> {
  const wraps: KeyWrap[] = [];
  for (const key of ['report', 'thread', 'case'] as const) {
    const opened = keys[key];
    if (opened === undefined) continue;
    const bytes = await wrapSeed(opened.seed, keyScope(ids, key, keyEpoch), [unit.recipient]);
    wraps.push({ key, share: 'whole', holder: 'unit', unitKeyId: unit.unitKeyId, bytes, keyEpoch });
  }
  return wraps;
}

/**
 * One of a report's keys, opened with the handling unit's identity. Throws EnvelopeError: wrongKey (no wrap is for this
 * unit), wrongPart (a wrap of another report or key was put here), damaged.
 */
export async function openReportKey(
  ids: ReportIds,
  key: 'report' | 'thread' | 'case',
  wraps: readonly KeyWrap[],
  unitIdentity: string,
  keyEpoch = 0,
): Promise<KeyPair> {
  const whole = wraps.filter(
    (wrap) => wrap.key === key && wrap.share === 'whole' && wrap.holder === 'unit' && (wrap.keyEpoch ?? 0) === keyEpoch,
  );
  return firstThatOpens(whole, unitIdentity, keyScope(ids, key, keyEpoch));
}

/** The thread key of an epoch, opened with the key pair of the receipt code. It opens nothing else of the report. */
export async function openThreadAsReporter(
  reportId: string,
  wraps: readonly KeyWrap[],
  reporterIdentity: string,
  keyEpoch = 0,
): Promise<KeyPair> {
  const own = wraps.filter(
    (wrap) =>
      wrap.key === 'thread' &&
      wrap.share === 'whole' &&
      wrap.holder === 'reporter' &&
      (wrap.keyEpoch ?? 0) === keyEpoch,
  );
  return firstThatOpens(own, reporterIdentity, keyScope({ reportId, caseId: '' }, 'thread', keyEpoch));
}

/**
 * The name of a key in its wraps and shares. The case key belongs to the case, which several reports may join. Only
 * thread and case keys have later epochs.
 */
export function keyScope(ids: ReportIds, key: ReportKeyName, keyEpoch = 0): string {
  if (key === 'identity') return identityScope(ids.reportId);
  const name = key === 'case' ? `${ids.caseId}:case` : `${ids.reportId}:${key}`;
  return keyEpoch === 0 ? name : `${name}#${keyEpoch}`;
}

/** The thread key of an epoch, wrapped whole for the reporter. */
export async function wrapForReporter(
  report: ReportIds & { reporterRecipient: string },
  thread: Pick<KeyPair, 'seed'>,
  keyEpoch = 0,
): Promise<KeyWrap> {
  const bytes = await wrapSeed(thread.seed, keyScope(report, 'thread', keyEpoch), [report.reporterRecipient]);
  return { key: 'thread', share: 'whole', holder: 'reporter', unitKeyId: null, bytes, keyEpoch };
}

/**
 * A key in two shares, one for the custodians and one for the guardians, each with what the report or case is about.
 */
export async function wrapShares(
  report: ReportIds & { custodians: UnitKeyRef; guardians: UnitKeyRef; about: ShareAbout },
  key: 'report' | 'case' | 'identity',
  { seed }: Pick<KeyPair, 'seed'>,
  keyEpoch = 0,
): Promise<KeyWrap[]> {
  const { custodians, guardians } = report;
  const holders = [
    { holder: 'custodians', recipient: custodians.recipient },
    { holder: 'guardians', recipient: guardians.recipient },
  ] as const;
  const [first, second] = await splitForTwo(seed, keyScope(report, key, keyEpoch), holders, report.about);
  return [
    { key, share: 'custodians', holder: 'unit', unitKeyId: custodians.unitKeyId, bytes: first, keyEpoch },
    { key, share: 'guardians', holder: 'unit', unitKeyId: guardians.unitKeyId, bytes: second, keyEpoch },
  ];
}

async function firstThatOpens(wraps: readonly KeyWrap[], identity: string, scope: string): Promise<KeyPair> {
  for (const wrap of wraps) {
    try {
      return await openWhole(wrap.bytes, identity, scope);
    } catch (error) {
      if (!isEnvelopeError(error) || error.code !== 'wrongKey') throw error;
    }
  }
  throw new EnvelopeError('wrongKey');
}

/**
 * The seed of a whole key, from a file of its own or from the unit's key file. Throws EnvelopeError: wrongKey,
 * wrongPart, damaged.
 */
export async function openWholeSeed(bytes: Uint8Array, identity: string, scope: string): Promise<Uint8Array> {
  return (await openFromKeyFile(bytes, identity, 'unit', scope))?.secret ?? unwrapSeed(bytes, identity, scope);
}

const openWhole = async (bytes: Uint8Array, identity: string, scope: string): Promise<KeyPair> =>
  keyPairFromSeed(await openWholeSeed(bytes, identity, scope));
