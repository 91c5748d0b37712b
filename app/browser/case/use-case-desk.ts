import { useEffect, useState } from 'react';
import { member, unitIdentity } from '~/browser/keys/keyring';
import { useKeyring } from '~/browser/keys/use-keyring';
import type { SealedCase } from '~/domain/case/sealed-case';
import { isEnvelopeError } from '~/envelope/errors';
import { type OpenedCase, openCase } from './case-desk';

/**
 * How far the case is open in this browser. While newer parts are opened, what is open stays in sight. `forged`: it would
 * open, but with a key that nobody certified made. `newer`: a later version of the program sealed its keys.
 */
export type Desk =
  | { status: 'locked' | 'opening' | 'failed' | 'forged' | 'newer'; opened: null }
  | { status: 'open'; opened: OpenedCase };

/** The keyring as the desk takes it. */
export const deskKeyring = { member, unitIdentity };

/** Opens the case as soon as the keyring is unlocked, again when newer parts come, and forgets it when it locks. */
export function useCaseDesk(sealed: SealedCase): Desk {
  const { unlocked, version } = useKeyring();
  const [desk, setDesk] = useState<Desk>({ status: 'locked', opened: null });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` tells one unlocking from the next
  useEffect(() => {
    let current = true;
    const show = (next: Desk) => current && setDesk(next);
    if (!unlocked) {
      setDesk({ status: 'locked', opened: null });
      return;
    }
    setDesk((before) => (before.opened?.caseId === sealed.caseId ? before : { status: 'opening', opened: null }));
    openCase(sealed, deskKeyring).then(
      (opened) => show({ status: 'open', opened }),
      (error: unknown) => show({ status: problemOf(error), opened: null }),
    );
    return () => {
      current = false;
    };
  }, [sealed, unlocked, version]);
  return desk;
}

function problemOf(error: unknown): 'forged' | 'newer' | 'failed' {
  if (!isEnvelopeError(error)) return 'failed';
  if (error.code === 'newerVersion') return 'newer';
  return error.code === 'badSignature' || error.code === 'wrongPart' ? 'forged' : 'failed';
}
