import { type RenewalCheck, type RenewedPlace, renewedRightly } from '~/contract/sealed/renewal-proof';
import type { SealedCase } from '~/domain/case/sealed-case';
import { fromBase64 } from '~/envelope/bytes';
import { EnvelopeError } from '~/envelope/errors';
import type { KeyPair } from '~/envelope/key-pair';
import { openFormer } from '~/envelope/keys/directory-history';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';

/**
 * Lists whose members may have written messages and renewed keys of a case: the checked one, and older ones that it
 * says were in force. Throws EnvelopeError for any other, which no honest server has.
 */
export function vouchingLists(
  { former }: Pick<SealedCase, 'former'>,
  checked: DirectoryStatement | null,
): DirectoryStatement[] {
  return checked === null ? [] : [checked, ...former.map((signed) => openFormer(signed, checked))];
}

/**
 * Rejects with EnvelopeError `badSignature` when a later key that opened was not made by a certified member. Then
 * nothing of the case is read, and nothing is sealed to what somebody else may have put there.
 */
export async function requireRenewed(
  { parts }: SealedCase,
  of: Omit<RenewedPlace, 'keyEpoch'>,
  opened: ReadonlyMap<number, KeyPair>,
  check: Pick<RenewalCheck, 'directories' | 'reporter'>,
): Promise<void> {
  const proofs = parts.flatMap(({ kind, key, scope, keyEpoch, bytes }) =>
    kind === 'keyRenewal' && key === of.key && scope === of.scope && bytes !== null
      ? [{ keyEpoch, bytes: fromBase64(bytes) }]
      : [],
  );
  const right = await renewedRightly(of, opened, proofs, check);
  if (right.size < opened.size) throw new EnvelopeError('badSignature', `${of.key} key`);
}
