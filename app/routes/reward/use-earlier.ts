import { useEffect, useState } from 'react';
import type { OpenedCase } from '~/browser/case/case-workspace';
import { type Earlier, openProposal } from '~/browser/reward/reward-workspace';
import { grantedWith } from '~/domain/reward/revision';
import type { RewardForCase } from '~/services/reward/reward-page.server';

/** What was granted before, as the sealed steps of the earlier reward tell it; null while they are opened, or do not open. */
export function useEarlier(opened: OpenedCase, earlier: RewardForCase['earlier']): Earlier | null {
  const [found, setFound] = useState<(Earlier & { id: string }) | null>(null);
  useEffect(() => {
    if (earlier === null) return undefined;
    let here = true;
    const { id, how } = earlier;
    openProposal(opened, earlier).then(
      (proposed) => here && setFound({ id, how, beforeFen: grantedWith(proposed) }),
      () => here && setFound(null),
    );
    return () => {
      here = false;
    };
  }, [opened, earlier]);
  return found !== null && found.id === earlier?.id ? found : null;
}
