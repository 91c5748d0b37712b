import { useFetcher, useNavigate } from '@remix-run/react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { PageContext } from '~/browser/case/act-context';
import { type FieldError, typedIn } from '~/browser/case/act-form';
import { penaltyFields, prepareAct } from '~/browser/case/case-acts';
import type { OpenedCase } from '~/browser/case/case-workspace';
import { isMoved, MAX_TRIES } from '~/browser/case/transfer-again';
import { dropDraft } from '~/browser/drafts';
import type { CaseActName } from '~/domain/acts/case-acts';
import { fieldsOf } from '~/domain/acts/case-fields';
import type { CaseForStaff } from '~/services/case/case-page.server';
import type { caseAction } from '~/web/case/case-act.server';
import type { Refused } from '~/web/refusal.server';
import { caseWords } from '~/words/case/case';
import { extensionWords } from '~/words/case/extension';
import type { Lang } from '~/words/language';
import { isOwnRepeat, refusalSentence } from '~/words/refused';
import { vocabularyWords } from '~/words/vocabulary';
import { isPenalty, usePenaltyList } from './use-penalty-list';

type Answer = { done: CaseActName } | Refused;

export type CaseActs = {
  busy: boolean;
  /** The act whose errors are shown. */
  act: CaseActName | null;
  /** Errors in words by field of that act's form; `''` concerns the whole form. */
  errors: Record<string, string>;
  done: CaseActName | null;
  /** The penalty is stored, but its decision is not on the list for publication. */
  unlisted: boolean;
  /** Counts acts done, so that a form starts empty after its act. */
  round: number;
  /** Texts of an act that was refused, shown when its form is no longer among the next ones. */
  kept: string[];
  send: (act: CaseActName, form: HTMLFormElement) => Promise<void>;
};

/** What the forms of a case's acts are given. */
export type ActsProps = {
  lang: Lang;
  page: Pick<CaseForStaff, 'next' | 'anyStage' | 'officers' | 'targets' | 'facts' | 'extendedTo' | 'grades'>;
  opened: OpenedCase | null;
  acts: CaseActs;
  today: string;
};

/** What was posted last; `fields` as they were sealed, null once the server has answered. */
type Sent = {
  words: string;
  once: string;
  tries: number;
  form: HTMLFormElement;
  data: FormData;
  fields: Record<string, string> | null;
};

/** The name under which the words of an act's form are kept until it is done. */
export const draftPlace = (caseId: string, act: CaseActName): string => `cases/${caseId}#${act}`;

/** Seals what was typed and posts it; keeps what was typed until the server has accepted it. */
export function useCaseActs(lang: Lang, caseId: string, context: PageContext): CaseActs {
  const t = caseWords[lang];
  const fetcher = useFetcher<typeof caseAction>();
  const { toList, listDone, unlisted } = usePenaltyList(lang);
  const [act, setAct] = useState<CaseActName | null>(null);
  const [own, setOwn] = useState<Record<string, string>>({});
  const [sealing, setSealing] = useState(false);
  const [done, setDone] = useState<CaseActName | null>(null);
  const [round, setRound] = useState(0);
  const [kept, setKept] = useKeptTexts(context.opened === null);
  const sent = useRef<Sent | null>(null);
  const answer = fetcher.data as Answer | undefined;
  const doneNow = answer ? doneBy(answer) : null;
  const navigate = useNavigate();

  useEffect(() => {
    if (!answer || !doneNow) return;
    sent.current = null;
    dropDraft(draftPlace(caseId, doneNow));
    // The case is another unit's now, so its page may no longer be shown here.
    if (doneNow === 'transfer') {
      navigate(`/${lang}/staff/queue?done=transfer`);
      return;
    }
    setDone(doneNow);
    setAct(null);
    setKept([]);
    setRound((before) => before + 1);
    listDone(doneNow);
  }, [answer, doneNow, lang, listDone, navigate, caseId, setKept]);

  useTransferAgain(answer, sent, ({ data, form }) => void seal('transfer', data, form));

  const send = (wanted: CaseActName, form: HTMLFormElement) => seal(wanted, new FormData(form), form);

  async function seal(wanted: CaseActName, data: FormData, form: HTMLFormElement) {
    setAct(wanted);
    setDone(null);
    setOwn({});
    setKept(textsIn(form));
    setSealing(true);
    try {
      // Sent again after no answer came, the same words go under the same mark, and count once.
      const words = wordsOf(wanted, data);
      const before = sent.current?.words === words ? sent.current : null;
      const prepared =
        sealedBefore(wanted, before) ??
        (await prepareAct(wanted, typedIn(data), { ...context, chosen: chosenIn(data) }));
      if ('errors' in prepared) {
        setOwn(worded(prepared.errors, t.errors));
        focusFirst(form, prepared.errors);
        return;
      }
      if (isPenalty(wanted)) toList.current = penaltyFields(typedIn(data), context.today);
      const { fields } = prepared;
      const { once, tries } = before ?? { once: crypto.randomUUID(), tries: 1 };
      sent.current = { words, once, tries, form, data, fields };
      fetcher.submit({ act: wanted, once, ...fields }, { method: 'post' });
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      setOwn({ '': code === 'badSignature' ? t.errors.uncertified : t.errors.sealing });
    } finally {
      setSealing(false);
    }
  }

  const refused = act !== null && fetcher.state === 'idle' && answer && 'refused' in answer ? answer.refused : null;
  const errors = Object.keys(own).length > 0 || refused === null ? own : refusedErrors(refused, act, lang);
  return {
    busy: sealing || fetcher.state !== 'idle',
    act,
    errors,
    done,
    unlisted,
    round,
    kept,
    send,
  };
}

/** A file that was chosen in the form; an empty one stands for none. */
const chosenIn = (data: FormData) => (field: string) => {
  const value = data.get(field);
  return value instanceof File && value.size > 0 ? value : null;
};

/** They stand on the page in the clear only while the keys are open. */
function useKeptTexts(locked: boolean) {
  const [kept, setKept] = useState<string[]>([]);
  useEffect(() => {
    if (locked) setKept([]);
  }, [locked]);
  return [kept, setKept] as const;
}

/**
 * A transfer that was refused because another came before it is sent again, at the next place of the county's chain.
 */
function useTransferAgain(answer: Answer | undefined, sent: RefObject<Sent | null>, again: (sent: Sent) => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer is looked at once, whatever was rendered since
  useEffect(() => {
    const { current } = sent;
    if (current === null || !answer || !('refused' in answer)) return;
    current.fields = null;
    if (!isMoved(answer.refused) || current.tries >= MAX_TRIES) return;
    current.tries += 1;
    // With the very words that were typed.
    again(current);
  }, [answer]);
}

const wordsOf = (act: CaseActName, data: FormData): string =>
  JSON.stringify([act, ...[...data].map(([name, value]) => [name, String(value)])]);

/**
 * A transfer is sent again as it was sealed before: if it arrived, the case is another unit's now, and nothing more can
 * be signed.
 */
const sealedBefore = (act: CaseActName, before: Sent | null) =>
  act === 'transfer' && before?.fields ? { fields: before.fields } : null;

/** The act that is done according to an answer: now, or by the same member before. */
function doneBy(answer: Answer): CaseActName | null {
  if ('done' in answer) return answer.done;
  const { refused } = answer;
  return isOwnRepeat(refused) ? ((refused.now?.act.replace(/^case\./, '') ?? null) as CaseActName | null) : null;
}

const textsIn = (form: HTMLFormElement): string[] =>
  [...form.querySelectorAll('textarea')].flatMap(({ value }) => value.trim() || []);

function worded(errors: Record<string, FieldError>, words: Record<FieldError, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(errors).map(([field, code]) => [field, words[code]]));
}

/** Refusals in the words of a case. */
const OWN_WORDS: readonly string[] = ['notFound', 'samePerson', 'notOpen'];

/** Shows the server's refusal beside its field, where the form has one. */
function refusedErrors(refused: Refused['refused'], act: CaseActName | null, lang: Lang): Record<string, string> {
  const { code, field, data } = refused;
  const words = caseWords[lang].errors;
  const rule = String(data?.rule ?? '');
  if (
    field === 'unit' &&
    (rule === 'excludedUnit' || rule === 'sameUnit' || rule === 'cannotTake' || rule === 'notAbove')
  ) {
    return { unit: words[rule] };
  }
  if (rule === 'extensionsUsed' || rule === 'limitEnded') return { '': extensionWords[lang][rule] };
  if (rule === 'reviewInside' || rule === 'notSentUp') return { '': words[rule] };
  if (rule === 'notCertified') return { '': vocabularyWords[lang].notCertified };
  if (code === 'conflict' && field === 'finding') return { '': words.otherFinding };
  if (code === 'stageForbids' && data?.missing !== undefined) return { '': words.missing };
  const shown = act && fieldsOf(act).some(([name]) => name === field) ? (field ?? '') : '';
  return { [shown]: OWN_WORDS.includes(code) ? words[code as 'notFound'] : refusalSentence(refused, lang) };
}

function focusFirst(form: HTMLFormElement, errors: Record<string, unknown>): void {
  for (const element of form.elements) {
    if (element instanceof HTMLElement && (element as HTMLInputElement).name in errors) {
      element.focus();
      return;
    }
  }
}
