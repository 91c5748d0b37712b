import { type RefObject, useEffect, useRef, useState } from 'react';
import type { StaffDraft } from '~/contract/sealed/staff-draft';
import { fill, isUntouched, wordsIn } from './draft-fields';
import { draftKeeper, dropDraft, isDraftWaiting, openDraft } from './drafts';
import { useKeyring } from './keys/use-keyring';

const PAUSE_MS = 300;

type Pending = { timer: number; keep: () => Promise<void> };

export type Draft = {
  form: RefObject<HTMLFormElement>;
  onInput: () => void;
  /** Stores the words now, as a form does when it is being sent. */
  keepNow: () => void;
  /** Earlier words stand in the form again. */
  back: boolean;
  /** They wait until the keys are open. */
  waiting: boolean;
};

export type DraftOptions = {
  /** Tick boxes are answers here, and not confirmations, which have to be given anew. */
  ticks?: boolean;
  /** What is stored beside the words and given back with them. */
  more?: { read: () => StaffDraft; put: (words: StaffDraft) => void };
};

/** Stores what is typed into a staff form (`drafts.ts`), and puts back what waited for it once the keys are open. */
export function useDraft(place: string, { ticks = false, more }: DraftOptions = {}): Draft {
  const form = useRef<HTMLFormElement>(null);
  const pending = useRef<Pending | null>(null);
  const [back, setBack] = useState(false);
  const [waiting, setWaiting] = useState(false);
  const { unlocked } = useKeyring();

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is kept beside them is asked for when they come
  useEffect(() => {
    setWaiting(isDraftWaiting(place));
    if (!unlocked) return;
    let here = true;
    openDraft(place).then((words) => {
      if (here && words !== null && form.current !== null && isUntouched(form.current, ticks)) {
        fill(form.current, words, ticks);
        more?.put(words);
        setBack(true);
      }
    });
    return () => {
      here = false;
    };
  }, [place, unlocked, ticks]);

  useEffect(() => {
    // The warning before the keys lock looks for such forms.
    if (form.current) form.current.dataset.draftForm = '';
  }, []);

  useEffect(() => {
    const now = () => flush(pending);
    addEventListener('pagehide', now);
    return () => {
      removeEventListener('pagehide', now);
      now();
    };
  }, []);

  function onInput(): void {
    const keeper = draftKeeper(place);
    if (form.current === null || keeper === null) return;
    // Read at once, because when the pause is over the form may be gone, with the keys.
    const words = wordsIn(form.current, ticks);
    const beside = more?.read() ?? {};
    if (pending.current !== null) clearTimeout(pending.current.timer);
    const { dataset } = form.current;
    // Stands on the form while something that was typed is not stored yet.
    const typing = crypto.randomUUID();
    dataset.draftTyped = typing;
    const keep = async () => {
      if (Object.keys(words).length === 0) dropDraft(place);
      else await keeper({ ...words, ...beside });
      if (dataset.draftTyped === typing) delete dataset.draftTyped;
    };
    const timer = window.setTimeout(() => {
      pending.current = null;
      void keep();
    }, PAUSE_MS);
    pending.current = { timer, keep };
  }

  const keepNow = () => {
    onInput();
    flush(pending);
  };
  return { form, onInput, keepNow, back, waiting: waiting && !unlocked };
}

function flush(pending: { current: Pending | null }): void {
  if (pending.current === null) return;
  clearTimeout(pending.current.timer);
  void pending.current.keep();
  pending.current = null;
}
