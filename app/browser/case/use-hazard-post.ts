import { useRef, useState } from 'react';
import { dropDraft } from '~/browser/drafts';
import { staffRefusal } from '~/browser/staff/staff-post';
import type { StaffRefusal } from '~/contract/answers/staff';
import { postHazard } from './hazard-ledger';

/** What is wrong with a form, by field; '' stands for the form itself. */
type Wrong = Record<string, string>;
type Prepared = { act: string; fields: Record<string, string> } | { wrong: Wrong };
export type HazardAnswer = { done: true } | { refused: StaffRefusal } | { wrong: Wrong } | { failed: true };

/**
 * Sends a form of the ledger once it is sealed. The same words sent again after a lost answer carry the same mark and
 * count once; what was typed stays until it is done.
 */
export function useHazardPost(lang: string, place: string) {
  const mark = useRef<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<HazardAnswer | null>(null);

  async function send(form: HTMLFormElement, prepare: () => Promise<Prepared>): Promise<boolean> {
    setBusy(true);
    try {
      const prepared = await prepare();
      if ('wrong' in prepared) {
        setAnswer(prepared);
        return false;
      }
      mark.current ??= crypto.randomUUID();
      await postHazard(lang, prepared.act, prepared.fields, mark.current);
      return taken(form);
    } catch (error) {
      const refused = staffRefusal(error);
      if (refused?.data?.rule === 'postedBefore') return taken(form);
      setAnswer(refused ? { refused } : { failed: true });
      return false;
    } finally {
      setBusy(false);
    }
  }

  function taken(form: HTMLFormElement): true {
    mark.current = null;
    dropDraft(place);
    form.reset();
    setAnswer({ done: true });
    return true;
  }

  /** Other words are another act. */
  const typed = () => {
    mark.current = null;
  };
  return { busy, answer, send, typed };
}
