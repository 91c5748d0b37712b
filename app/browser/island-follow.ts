import { isNewer } from '~/envelope/errors';
import { ACTS, type Outcome } from './follow/follow-acts';
import { watchAway } from './follow/follow-away';
import { dropTyped, type Typed, typeAgain, typedIn, typedInto } from './follow/follow-draft';
import { clearErrors, type FieldError, showErrors } from './follow/follow-errors';
import { failure } from './follow/follow-failure';
import { canSeal } from './follow/follow-needs';
import { type AnsweredPage, NoAnswer, post, sendLeave, TooBusy } from './follow/follow-post';
import { sendFiles, steerSending, stopSending } from './follow/follow-sending';
import {
  askForPage,
  bound,
  forget,
  isOpen,
  keepForLater,
  keptWords,
  openAnswer,
  takeCode,
} from './follow/follow-session';
import { fillPage } from './follow/follow-view';
import { pageWords, tellProgress } from './follow/follow-words';

// The reporter's page with scripts. The code is typed, turned into keys and forgotten here; what is opened is written
// into the page as text, and nothing goes into addresses, history or storage.

let mode: 'checking' | 'sealed' | 'lacking' | 'plainChosen' = 'checking';
let busy = false;
let stopWatching: (() => void) | null = null;
/** The page that asks for the code, as it came, before anything was typed into it. */
let askAgain: () => Node[] = () => [];

const found = document.querySelector('main');
if (found) void start(found);

async function start(main: HTMLElement): Promise<void> {
  // A page out of the browser's cache is fetched anew.
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
  addEventListener('pagehide', dropTyped);
  const asks = [...main.childNodes].map((node) => node.cloneNode(true));
  askAgain = () => asks.map((node) => node.cloneNode(true));
  main.addEventListener('submit', (event) => void onSubmit(main, event));
  main.addEventListener('click', (event) => onClick(main, event));
  const button = main.querySelector<HTMLButtonElement>('[data-code-form] button');
  if (!button) return;
  // Nothing may be typed for one way and sent by the other, so the button waits until it is known which one it is.
  button.disabled = true;
  showMode(main, 'checking');
  const able = await canSeal();
  button.disabled = false;
  mode = able ? 'sealed' : 'lacking';
  const wasm = main.querySelector<HTMLElement>('[data-lacking-wasm]');
  if (wasm) wasm.hidden = 'WebAssembly' in globalThis;
  showMode(main, mode);
  const form = main.querySelector<HTMLElement>('[data-code-form]');
  if (form) form.hidden = !able;
}

function showMode(main: HTMLElement, shown: string): void {
  for (const text of main.querySelectorAll<HTMLElement>('[data-mode]')) text.hidden = text.dataset.mode !== shown;
}

function onClick(main: HTMLElement, event: Event): void {
  const target = event.target instanceof Element ? event.target : null;
  const link = target?.closest<HTMLAnchorElement>('[data-news] a');
  if (link) followNews(main, event, link);
  const button = target?.closest('button');
  if (!button) return;
  if ('usePlain' in button.dataset) choosePlain(main);
  if (button.closest('[data-sending]')) steerSending(button.name);
}

/** Moves to a part of the page without giving it an address, because Back must lead away from the page. */
function followNews(main: HTMLElement, event: Event, { hash }: HTMLAnchorElement): void {
  event.preventDefault();
  const part = main.querySelector<HTMLElement>(hash);
  part?.scrollIntoView();
  part?.focus();
}

/** The reporter chose this after being told: from here on the page works as it does without scripts. */
function choosePlain(main: HTMLElement): void {
  mode = 'plainChosen';
  showMode(main, mode);
  const form = main.querySelector<HTMLElement>('[data-code-form]');
  if (form) form.hidden = false;
  main.querySelector<HTMLInputElement>('input[name=code]')?.focus();
}

async function onSubmit(main: HTMLElement, event: Event): Promise<void> {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || mode === 'plainChosen') return;
  event.preventDefault();
  // Whoever wants to leave must not wait for what is still being sent.
  if (form.dataset.step === 'leave') return leave(main);
  if (busy) return;
  busy = true;
  try {
    if (form.matches('[data-code-form]')) await onCode(main, form);
    else await onStep(main, form);
  } finally {
    busy = false;
  }
}

async function onCode(main: HTMLElement, form: HTMLFormElement): Promise<void> {
  const words = pageWords(main);
  const input = form.querySelector<HTMLInputElement>('input[name=code]');
  if (!input) return;
  clearErrors(main);
  const fail = (word: string) => {
    forget();
    tellProgress(main, '');
    showErrors(main, [{ field: 'code', message: words(word) }]);
  };
  tellProgress(main, words('working'));
  const typed = input.value;
  if (typed.trim() === '') return fail('code');
  try {
    if (!(await takeCode(typed, form.dataset.salt ?? ''))) return fail('shape');
  } catch {
    return fail('failed');
  }
  input.value = '';
  tellProgress(main, words('opening'));
  try {
    await show(main, await askForPage());
  } catch (error) {
    const passing = error instanceof NoAnswer || error instanceof TooBusy;
    // Nothing was wrong with the code, so it need not be typed again.
    if (passing) input.value = typed;
    fail(passing ? (error instanceof TooBusy ? 'busy' : 'offline') : isNewer(error) ? 'newerVersion' : 'cannotOpen');
  }
}

async function onStep(main: HTMLElement, form: HTMLFormElement): Promise<void> {
  const words = pageWords(main);
  const step = form.dataset.step ?? '';
  const act = ACTS[step];
  clearErrors(main);
  tellProgress(main, words('saving'));
  const tell = (errors: FieldError[]) => {
    if (!isOpen()) return;
    tellProgress(main, '');
    showErrors(main, errors);
  };
  let outcome: Outcome;
  try {
    outcome = act ? await act(new FormData(form), words) : await sendFiles(form, words);
  } catch (error) {
    return tell([wrong(form, words(failure(step, error)))]);
  }
  if ('errors' in outcome) return tell(outcome.errors);
  if (!isOpen()) return;
  try {
    // What was typed comes back when the step did not work; files cannot.
    await show(main, outcome.answer, outcome.answer.ok ? null : typedIn(form));
  } catch {
    // The server has answered, so what became of the step is known, whether or not its page opens.
    const { ok, status } = outcome.answer;
    tell([wrong(form, words(ok ? 'doneUnread' : `${step}.${status < 500 ? 'refused' : 'unknown'}`))]);
  }
}

const wrong = (form: HTMLFormElement, message: string): FieldError => {
  const control = form.querySelector<HTMLElement>('textarea, input');
  return { field: control?.getAttribute('name') ?? '', message };
};

/** Replaces the page with the answered one, opens what is sealed in it, and writes that in. */
async function show(main: HTMLElement, answer: AnsweredPage, typed: Typed | null = null): Promise<void> {
  const asked = isOpen();
  const opened = await openAnswer(answer);
  // It was locked meanwhile, so nothing may come back into the page.
  if (asked && !isOpen()) return;
  const words = pageWords(answer.main);
  if (opened) fillPage(answer.main, opened, words);
  else lose(typed);
  const back = opened ? await keptWords() : [];
  for (const one of [...back, ...(typed ? [typed] : [])]) typeAgain(answer.main, one);
  main.replaceChildren(...answer.main.childNodes);
  if (opened) watch(main);
  else {
    stopWatching?.();
    showMode(main, mode);
  }
  if (back.length > 0) tellProgress(main, words('wordsBack'));
  const summary = main.querySelector<HTMLElement>('.govuk-error-summary');
  (summary ?? main).focus();
  scrollTo(0, 0);
}

function watch(main: HTMLElement): void {
  stopWatching?.();
  stopWatching = watchAway(
    () => void lockIdle(main),
    () => {
      if (isOpen()) sendLeave(bound());
      wipe(main);
    },
  );
}

/** Removes keys, words and what was typed from memory and from the page. */
function wipe(main: HTMLElement): void {
  stopSending();
  stopWatching?.();
  stopWatching = null;
  forget();
  main.replaceChildren();
}

/** The page is not open any more: what was typed waits, sealed, for whoever gives the code again. */
function lose(typed: Typed | null): void {
  if (typed) keepForLater([typed]);
  forget();
}

/** Nobody is there: the page is left as by the button, or, with unsent words, asks for the code while they wait. */
async function lockIdle(main: HTMLElement): Promise<void> {
  const typed = typedInto(main);
  if (typed.length === 0) return leave(main);
  const page = bound();
  keepForLater(typed);
  wipe(main);
  main.replaceChildren(...askAgain());
  const button = main.querySelector<HTMLButtonElement>('[data-code-form] button');
  if (button) button.disabled = false;
  showMode(main, mode);
  showErrors(main, [{ field: 'code', message: pageWords(main)('expiredKept') }]);
  await post({ step: 'leave', page }).catch(() => undefined);
}

/** Locks the page here at once, and on the server too; the address that remains shows nothing. */
async function leave(main: HTMLElement): Promise<void> {
  dropTyped();
  const page = bound();
  wipe(main);
  await post({ step: 'leave', page }).catch(() => undefined);
  location.replace(`${location.pathname}?done=left`);
}
