import { fingerprint, type KeyPair, newKeyPair } from '~/envelope/key-pair';
import type { UnitKeyRef } from '~/envelope/keys/directory';
import type { ShareAbout } from '~/envelope/opening/share-about';
import { type KeyWrap, type ReportIds, rewrapForUnit, wrapForReporter, wrapShares } from './key-wraps';
import { type RenewalSigner, sealRenewalProof } from './renewal-proof';

/**
 * A case's new key or a report's new thread key, its wraps, and the member's signed statement about it (renewal-proof);
 * later parts are sealed to `pair.recipient`.
 */
export type RenewedKey = { pair: KeyPair; wraps: KeyWrap[]; proof: Uint8Array };

/** Which generation is made, after which key (its recipient), and who makes it. */
type Renewing = { keyEpoch: number; previous: string; signer: RenewalSigner };

/**
 * A new thread key, wrapped whole for the handling unit and for the reporter, whose receipt code opens it like the
 * first one.
 */
export async function renewThreadKey(
  report: { reportId: string; reporterRecipient: string; reporterSigning: string },
  handling: UnitKeyRef,
  { keyEpoch, previous, signer }: Renewing,
): Promise<RenewedKey> {
  const pair = await newKeyPair();
  const { reportId, reporterRecipient, reporterSigning } = report;
  const ids: ReportIds = { reportId, caseId: '' };
  const unit = await rewrapForUnit(ids, { thread: pair }, handling, keyEpoch);
  const place = { key: 'thread', scope: reportId, keyEpoch } as const;
  const reporter = { reporter: fingerprint(reporterRecipient), signing: reporterSigning };
  return {
    pair,
    wraps: [...unit, await wrapForReporter({ ...ids, reporterRecipient }, pair, keyEpoch)],
    proof: await sealRenewalProof(place, { recipient: pair.recipient, previous, reporter }, signer),
  };
}

/**
 * A new case key: whole for the handling unit, and its escrow in two shares, with `about`, for custodians and
 * guardians.
 */
export async function renewCaseKey(
  { caseId, about }: { caseId: string; about: ShareAbout },
  units: { handling: UnitKeyRef; custodians: UnitKeyRef; guardians: UnitKeyRef },
  { keyEpoch, previous, signer }: Renewing,
): Promise<RenewedKey> {
  const pair = await newKeyPair();
  const ids: ReportIds = { caseId, reportId: '' };
  const unit = await rewrapForUnit(ids, { case: pair }, units.handling, keyEpoch);
  const place = { key: 'case', scope: caseId, keyEpoch } as const;
  return {
    pair,
    wraps: [...unit, ...(await wrapShares({ ...ids, ...units, about }, 'case', pair, keyEpoch))],
    proof: await sealRenewalProof(place, { recipient: pair.recipient, previous, reporter: null }, signer),
  };
}
