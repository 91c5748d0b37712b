import { useEffect, useState } from 'react';
import { useKeyring } from '~/browser/keys/use-keyring';
import type { HazardWorkspace, SealedHazardRow } from '~/contract/answers/hazard';
import { type OpenedHazard, openHazards } from './hazard-workspace';
import { workspaceKeyring } from './use-case-workspace';

/** Entries as the page gave them, opened as soon as the keys are, and forgotten with them. Null while they are not. */
export function useHazards(rows: readonly SealedHazardRow[], workspace: HazardWorkspace): OpenedHazard[] | null {
  const { unlocked, version } = useKeyring();
  const [opened, setOpened] = useState<OpenedHazard[] | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` tells one unlocking from the next
  useEffect(() => {
    let current = true;
    setOpened(null);
    if (!unlocked) return;
    openHazards(rows, workspace, workspaceKeyring).then(
      (found) => current && setOpened(found),
      () => current && setOpened([]),
    );
    return () => {
      current = false;
    };
  }, [rows, unlocked, version]);
  return opened;
}
