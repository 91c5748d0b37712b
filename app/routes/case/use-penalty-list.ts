import { useFetcher } from '@remix-run/react';
import { useCallback, useRef } from 'react';
import type { CaseActName } from '~/domain/acts/case-acts';
import type { Lang } from '~/words/language';

export const isPenalty = (act: CaseActName): boolean => act === 'recordPenalty' || act === 'correctPenalty';

/** Puts a penalty's decision on the list for publication once its act is done on the case. */
export function usePenaltyList(lang: Lang) {
  const { submit, state, data } = useFetcher();
  const toList = useRef<Record<string, string> | null>(null);

  // A corrected decision too: it goes under its number if the publisher has withdrawn the wrong one, else nothing
  // changes there.
  const listDone = useCallback(
    (done: CaseActName) => {
      const fields = toList.current;
      toList.current = null;
      if (!isPenalty(done) || !fields) return;
      submit({ act: 'register', ...fields }, { method: 'post', action: `/${lang}/staff/penalties` });
    },
    [submit, lang],
  );

  const listed = data as { done?: string } | undefined;
  return {
    /** The decision's fields, from when they are sealed until the act is done. */
    toList,
    listDone,
    /** The act is done, but its decision did not get on the list. */
    unlisted: state === 'idle' && listed !== undefined && listed.done !== 'registered',
  };
}
