import { useEffect } from 'react';
import { staffPost } from '~/browser/staff/staff-post';
import { done } from '~/contract/answers/staff';
import { signedHeldKey } from './routing-workspace';
import { useKeyring } from './use-keyring';

type Grant = { unitKeyId: string; wrapped: string };

const said = new Set<string>();

/**
 * Once unlocked, the member's browser opens each unit key that it was given and signs that it holds it: guardians'
 * browsers go by these statements, not by rows. Failing to send one does no harm; it is sent at the next page.
 */
export function useSignedHeldKeys(path: string, grants: readonly Grant[]): void {
  const { unlocked } = useKeyring();
  useEffect(() => {
    if (!unlocked) return;
    for (const grant of grants) {
      if (said.has(grant.unitKeyId)) continue;
      said.add(grant.unitKeyId);
      say(path, grant).catch(() => said.delete(grant.unitKeyId));
    }
  }, [path, grants, unlocked]);
}

async function say(path: string, grant: Grant): Promise<void> {
  const fields = { step: 'held', unitKeyId: grant.unitKeyId, signature: await signedHeldKey(grant) };
  await staffPost(path, fields, done);
}
