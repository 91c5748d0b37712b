import { useEffect, useState } from 'react';
import { member, unitIdentity } from '~/browser/keys/keyring';
import { useKeyring } from '~/browser/keys/use-keyring';
import { readAnswer } from '~/contract/answers/answer';
import { sealedCase } from '~/contract/answers/case';
import type { SealedCase } from '~/domain/case/sealed-case';
import { isEnvelopeError } from '~/envelope/errors';
import { type OpenedCase, openCase } from './case-workspace';

/**
 * How far the case is open in this browser. While newer parts are being opened, what is open stays in sight. `forged`:
 * it would open, but with a key that no certified member made. `newer`: a later version of the program sealed its keys.
 */
export type Workspace =
  | { status: 'locked' | 'opening' | 'failed' | 'forged' | 'newer'; opened: null }
  | { status: 'open'; opened: OpenedCase };

/** The keyring in the shape that the workspace takes. */
export const workspaceKeyring = { member, unitIdentity };

/**
 * Opens the case as soon as the keyring is unlocked, and again when newer parts come; forgets it when the keyring
 * locks.
 */
export function useCaseWorkspace(sealed: SealedCase): Workspace {
  const { unlocked, version } = useKeyring();
  const [workspace, setWorkspace] = useState<Workspace>({ status: 'locked', opened: null });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` tells one unlocking from the next
  useEffect(() => {
    let current = true;
    const show = (next: Workspace) => current && setWorkspace(next);
    if (!unlocked) {
      setWorkspace({ status: 'locked', opened: null });
      return;
    }
    setWorkspace((before) => (before.opened?.caseId === sealed.caseId ? before : { status: 'opening', opened: null }));
    readCase(sealed).then(
      (opened) => show({ status: 'open', opened }),
      (error: unknown) => show({ status: problemOf(error), opened: null }),
    );
    return () => {
      current = false;
    };
  }, [sealed, unlocked, version]);
  return workspace;
}

/** As the page gave it, parsed before any key is used on it. */
const readCase = async (sealed: SealedCase): Promise<OpenedCase> =>
  openCase(readAnswer(sealedCase, sealed), workspaceKeyring);

function problemOf(error: unknown): 'forged' | 'newer' | 'failed' {
  if (!isEnvelopeError(error)) return 'failed';
  if (error.code === 'newerVersion') return 'newer';
  return error.code === 'badSignature' || error.code === 'wrongPart' ? 'forged' : 'failed';
}
