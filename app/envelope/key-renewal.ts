import type { UnitKeyRef } from './directory';
import { type KeyPair, newKeyPair } from './key-pair';
import { type KeyWrap, type ReportIds, rewrapForUnit, wrapForReporter, wrapShares } from './report-bundle';

/** A case's new key or a report's new thread key, and its wraps; later parts are sealed to `pair.recipient`. */
export type RenewedKey = { pair: KeyPair; wraps: KeyWrap[] };

/** A new thread key: whole for the handling unit and for the reporter, whose receipt code opens it as the first one. */
export async function renewThreadKey(
  report: { reportId: string; reporterRecipient: string },
  handling: UnitKeyRef,
  keyEpoch: number,
): Promise<RenewedKey> {
  const pair = await newKeyPair();
  const ids: ReportIds = { reportId: report.reportId, caseId: '' };
  const unit = await rewrapForUnit(ids, { thread: pair }, handling, keyEpoch);
  const { reporterRecipient } = report;
  return { pair, wraps: [...unit, await wrapForReporter({ ...ids, reporterRecipient }, pair, keyEpoch)] };
}

/** A new case key: whole for the handling unit, and its escrow in two shares for custodians and guardians. */
export async function renewCaseKey(
  caseId: string,
  units: { handling: UnitKeyRef; custodians: UnitKeyRef; guardians: UnitKeyRef },
  keyEpoch: number,
): Promise<RenewedKey> {
  const pair = await newKeyPair();
  const ids: ReportIds = { caseId, reportId: '' };
  const unit = await rewrapForUnit(ids, { case: pair }, units.handling, keyEpoch);
  return { pair, wraps: [...unit, ...(await wrapShares({ ...ids, ...units }, 'case', pair, keyEpoch))] };
}
