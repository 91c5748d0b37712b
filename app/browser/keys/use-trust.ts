import { useEffect, useSyncExternalStore } from 'react';
import { staffPost } from '~/browser/staff/staff-post';
import { readAnswer } from '~/contract/answers/answer';
import { done } from '~/contract/answers/staff';
import { trustAnswer } from '~/contract/answers/trust';
import { recall, recallFrom } from './checked-directory';
import { countyQuestion, onCountyQuestion } from './county-question';
import { member, openedBy } from './keyring';
import { beginMemory } from './own-mark';
import { onTrustProblem, type TrustProblem, trustProblem } from './trust-problem';
import type { TrustPlaces } from './trust-source';
import { useKeyring } from './use-keyring';

type Given = { memberId: string; memory: string | null; path: string };

/**
 * Lets this page's checks recall what the member has seen, begins with it on unlocking, and reports what is wrong, or
 * which county key the member must compare first.
 */
export function useTrust({ memberId, memory, path }: Given): { problem: TrustProblem | null; compare: string | null } {
  const { unlocked } = useKeyring();
  // Done while rendering, so that it is known before any page below begins to open something.
  if (typeof document !== 'undefined') {
    recallFrom({
      memberId,
      memory,
      signing: () => member().signing,
      load: loader(path),
      save: saver(path),
      mark: () => openedBy().mark,
      begin: (countyKey) => beginMemory(path, countyKey),
    });
  }
  useEffect(() => {
    if (unlocked) recall().catch(() => undefined);
  }, [unlocked]);
  const problem = useSyncExternalStore(onTrustProblem, trustProblem, () => null);
  const compare = useSyncExternalStore(onCountyQuestion, countyQuestion, () => null);
  return { problem, compare };
}

const loader =
  (path: string) =>
  async (version: number, { sequence, marks, transfers, routing }: TrustPlaces) => {
    const places = `sequence=${sequence}&marks=${marks}&transfers=${transfers}`;
    const answer = await fetch(
      `${path}?version=${version}&${places}&routing=${routing.version}&routingHash=${routing.textHash}`,
    );
    if (!answer.ok) throw new Error('no answer');
    return readAnswer(trustAnswer, await answer.json());
  };

const saver = (path: string) => async (memory: string) =>
  void (await staffPost(path, { step: 'memory', memory }, done));
