import type { PostedRenewal } from '~/contract/posted/carry-over';
import { renewCaseKey, renewThreadKey } from '~/contract/sealed/key-renewal';
import type { KeyWrap } from '~/contract/sealed/key-wraps';
import { toBase64 } from '~/envelope/bytes';
import { EnvelopeError } from '~/envelope/errors';
import { mainUnitOf, requireCertifiedMember, requireCertifiedUnit, requireUnitOfKind } from '~/envelope/keys/directory';
import { aboutCase } from './case-sealing';
import type { OpenedCase, WorkspaceKeyring } from './case-workspace';

/**
 * New thread and case keys for later parts of a case: for the certified key of the member's own unit, for the
 * reporters' own keys as cards and narratives name them, and the case key's escrow. Rejects with EnvelopeError
 * `badSignature` when a key is not certified, and `wrongPart` when a report has no card or no narrative from which to
 * take the reporter's keys and to tell whom the case is about.
 */
export async function renewKeys(opened: OpenedCase, keyring: WorkspaceKeyring): Promise<PostedRenewal> {
  const { directory, caseId } = opened;
  if (directory === null) throw new EnvelopeError('badSignature', 'no directory');
  const { memberId, signing } = keyring.member();
  const unitId = mainUnitOf(requireCertifiedMember(directory, memberId));
  const signer = { memberId, signingSeed: signing.seed };
  const units = {
    handling: requireCertifiedUnit(directory, unitId),
    custodians: requireUnitOfKind(directory, 'custodians'),
    guardians: requireUnitOfKind(directory, 'guardians'),
  };
  const keyEpoch = opened.keyEpoch + 1;
  const of = { caseId, about: aboutCase(opened) };
  const renewed = await renewCaseKey(of, units, { keyEpoch, previous: opened.caseKey.recipient, signer });
  const wraps = posted(null, renewed.wraps);
  const proofs: PostedRenewal['proofs'] = [{ reportId: null, bytes: toBase64(renewed.proof) }];
  const threads: PostedRenewal['threads'] = [];
  for (const { reportId, reporterRecipient, bound, keys } of opened.reports) {
    if (reporterRecipient === null || bound === null) throw new EnvelopeError('wrongPart', 'reporter not known');
    const renewing = { keyEpoch, previous: keys.thread.recipient, signer };
    const reporter = { reportId, reporterRecipient, reporterSigning: bound.signing };
    const thread = await renewThreadKey(reporter, units.handling, renewing);
    threads.push({ reportId, recipient: thread.pair.recipient });
    wraps.push(...posted(reportId, thread.wraps));
    proofs.push({ reportId, bytes: toBase64(thread.proof) });
  }
  return { keyEpoch, caseRecipient: renewed.pair.recipient, threads, wraps, proofs };
}

const posted = (reportId: string | null, wraps: readonly KeyWrap[]): PostedRenewal['wraps'] =>
  wraps.map(({ key, share, holder, unitKeyId, bytes }) => {
    if (key !== 'thread' && key !== 'case') throw new EnvelopeError('wrongPart', key);
    return { reportId, key, share, holder, unitKeyId, bytes: toBase64(bytes) };
  });
