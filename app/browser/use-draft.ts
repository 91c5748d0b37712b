import { type RefObject, useEffect, useRef, useState } from 'react';
import { draftKeeper, dropDraft, openDraft } from './drafts';
import { useKeyring } from './keys/use-keyring';

const PAUSE_MS = 300;

export type Draft = {
  form: RefObject<HTMLFormElement>;
  onInput: () => void;
  /** Words from before stand in the form again. */
  back: boolean;
};

/** Keeps what is typed into a form of staff (`drafts.ts`), and puts back what waited for it once the keys are open. */
export function useDraft(place: string): Draft {
  const form = useRef<HTMLFormElement>(null);
  const waiting = useRef<{ timer: number; keep: () => void } | null>(null);
  const [back, setBack] = useState(false);
  const { unlocked } = useKeyring();

  useEffect(() => {
    if (!unlocked) return;
    let here = true;
    openDraft(place).then((words) => {
      if (here && words !== null && form.current !== null && isUntouched(form.current)) {
        fill(form.current, words);
        setBack(true);
      }
    });
    return () => {
      here = false;
    };
  }, [place, unlocked]);

  useEffect(() => {
    const now = () => {
      if (waiting.current === null) return;
      clearTimeout(waiting.current.timer);
      waiting.current.keep();
      waiting.current = null;
    };
    addEventListener('pagehide', now);
    return () => {
      removeEventListener('pagehide', now);
      now();
    };
  }, []);

  function onInput(): void {
    const keeper = draftKeeper(place);
    if (form.current === null || keeper === null) return;
    // Read at once: when the pause is over the form may be gone, with the keys.
    const words = wordsIn(form.current);
    if (waiting.current !== null) clearTimeout(waiting.current.timer);
    const keep = () => {
      if (Object.keys(words).length === 0) dropDraft(place);
      else void keeper(words);
    };
    const timer = window.setTimeout(() => {
      waiting.current = null;
      keep();
    }, PAUSE_MS);
    waiting.current = { timer, keep };
  }

  return { form, onInput, back };
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** What a person typed or chose; what they confirmed is to be confirmed anew. */
function fieldsOf(form: HTMLFormElement): Field[] {
  return [...form.elements].filter((one): one is Field => {
    if (one instanceof HTMLInputElement) return one.name !== '' && !['hidden', 'checkbox', 'file'].includes(one.type);
    return one instanceof HTMLTextAreaElement || one instanceof HTMLSelectElement;
  });
}

function isTouched(field: Field): boolean {
  if (field instanceof HTMLSelectElement) return false;
  return field.type === 'radio' ? (field as HTMLInputElement).checked : field.value !== field.defaultValue;
}

const isUntouched = (form: HTMLFormElement): boolean => !fieldsOf(form).some(isTouched);

function wordsIn(form: HTMLFormElement): Record<string, string> {
  if (isUntouched(form)) return {};
  const chosen = fieldsOf(form).filter((field) => field.type !== 'radio' || (field as HTMLInputElement).checked);
  return Object.fromEntries(chosen.map(({ name, value }) => [name, value]));
}

function fill(form: HTMLFormElement, words: Readonly<Record<string, string>>): void {
  for (const field of fieldsOf(form)) {
    const word = words[field.name];
    if (word === undefined) continue;
    if (field instanceof HTMLInputElement && field.type === 'radio') field.checked = field.value === word;
    else field.value = word;
  }
  form.closest('details')?.setAttribute('open', '');
}
