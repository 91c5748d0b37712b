import { isEnvelopeError, isNewer } from '~/envelope/errors';
import { type Act, claim, type Outcome, sendMessage, withdraw } from './follow/follow-acts';
import { watchAway } from './follow/follow-away';
import { clearErrors, type FieldError, showErrors } from './follow/follow-errors';
import { canSeal } from './follow/follow-needs';
import { type Answer, DoneUnread, NoAnswer, post, sayGoodbye, TooBusy } from './follow/follow-post';
import { sendFiles, steerSending, stopSending } from './follow/follow-sending';
import { AnotherReport, askForPage, bound, forget, isOpen, openAnswer, takeCode } from './follow/follow-session';
import { fillPage } from './follow/follow-view';
import { pageWords, tellProgress } from './follow/follow-words';

// The reporter's page in the sealed way. The code is typed, turned into keys and forgotten here; what is opened is
// written into the page as text, and nothing goes into addresses, history or storage.

const ACTS: Readonly<Record<string, Act>> = { message: sendMessage, claim, withdraw };

let way: 'checking' | 'sealed' | 'lacking' | 'plainChosen' = 'checking';
let busy = false;
let stopWatching: (() => void) | null = null;

const found = document.querySelector('main');
if (found) void start(found);

async function start(main: HTMLElement): Promise<void> {
  // A page out of the browser's cache is asked for anew.
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
  main.addEventListener('submit', (event) => void onSubmit(main, event));
  main.addEventListener('click', (event) => onClick(main, event));
  const button = main.querySelector<HTMLButtonElement>('[data-code-form] button');
  if (!button) return;
  // Nothing is typed into one way and sent in the other: the button waits until it is known which one it is.
  button.disabled = true;
  showWay(main, 'checking');
  const able = await canSeal();
  button.disabled = false;
  way = able ? 'sealed' : 'lacking';
  showWay(main, way);
  const form = main.querySelector<HTMLElement>('[data-code-form]');
  if (form) form.hidden = !able;
}

function showWay(main: HTMLElement, shown: string): void {
  for (const text of main.querySelectorAll<HTMLElement>('[data-way]')) text.hidden = text.dataset.way !== shown;
}

function onClick(main: HTMLElement, event: Event): void {
  const button = event.target instanceof Element ? event.target.closest('button') : null;
  if (!button) return;
  if ('usePlain' in button.dataset) choosePlain(main);
  if (button.closest('[data-sending]')) steerSending(button.name);
}

/** Chosen by the reporter after being told: from here on the page works as without scripts. */
function choosePlain(main: HTMLElement): void {
  way = 'plainChosen';
  showWay(main, way);
  const form = main.querySelector<HTMLElement>('[data-code-form]');
  if (form) form.hidden = false;
  main.querySelector<HTMLInputElement>('input[name=code]')?.focus();
}

async function onSubmit(main: HTMLElement, event: Event): Promise<void> {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || way === 'plainChosen') return;
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
    // Nothing was wrong with the code: it need not be typed again.
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
    await show(main, outcome.answer, typedIn(form, outcome.answer));
  } catch {
    // The server has answered: what became of the step is known, whether or not its page opens.
    const { ok, status } = outcome.answer;
    tell([wrong(form, words(ok ? 'doneUnread' : `${step}.${status < 500 ? 'refused' : 'unknown'}`))]);
  }
}

/** What is known of a step that threw: before it was posted nothing was sent, without an answer it may have been done. */
function failure(step: string, error: unknown): string {
  if (error instanceof AnotherReport) return 'another';
  if (error instanceof DoneUnread) return 'doneUnread';
  if (error instanceof NoAnswer) return `${step}.unknown`;
  if (error instanceof TooBusy) return `${step}.busy`;
  return isEnvelopeError(error) && error.code === 'badSignature' ? `${step}.untrusted` : 'sealFailed';
}

const wrong = (form: HTMLFormElement, message: string): FieldError => {
  const control = form.querySelector<HTMLElement>('textarea, input');
  return { field: control?.getAttribute('name') ?? '', message };
};

type Typed = { step: string; values: [string, string][] };

/** What was typed comes back into the page when the step did not work. Files cannot. */
function typedIn(form: HTMLFormElement, answer: Answer): Typed | null {
  if (answer.ok) return null;
  const values = [...new FormData(form)].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return { step: form.dataset.step ?? '', values };
}

/** Puts the answered page in place of the one shown, opens what is sealed in it and writes that in. */
async function show(main: HTMLElement, answer: Answer, typed: Typed | null = null): Promise<void> {
  const asked = isOpen();
  const opened = await openAnswer(answer);
  // Locked meanwhile: nothing may come back into the page.
  if (asked && !isOpen()) return;
  const words = pageWords(answer.main);
  if (opened) fillPage(answer.main, opened, words);
  else forget();
  if (typed) typeAgain(answer.main, typed);
  main.replaceChildren(...answer.main.childNodes);
  if (opened) watch(main);
  else {
    stopWatching?.();
    showWay(main, way);
  }
  const summary = main.querySelector<HTMLElement>('.govuk-error-summary');
  (summary ?? main).focus();
  scrollTo(0, 0);
}

function typeAgain(main: HTMLElement, { step, values }: Typed): void {
  const form = main.querySelector(`form[data-step="${step}"]`);
  for (const [name, value] of values) {
    for (const control of form?.querySelectorAll<HTMLInputElement>(`[name="${CSS.escape(name)}"]`) ?? []) {
      if (control.type === 'radio' || control.type === 'checkbox') control.checked = control.value === value;
      else if (control.type !== 'file') control.value = value;
    }
  }
}

function watch(main: HTMLElement): void {
  stopWatching?.();
  stopWatching = watchAway(
    () => void leave(main),
    () => {
      if (isOpen()) sayGoodbye(bound());
      wipe(main);
    },
  );
}

/** Keys, words and what was typed go, from memory and from the page. */
function wipe(main: HTMLElement): void {
  stopSending();
  stopWatching?.();
  stopWatching = null;
  forget();
  main.replaceChildren();
}

/** Locks the page here at once and on the server too; the address left behind shows nothing. */
async function leave(main: HTMLElement): Promise<void> {
  const page = bound();
  wipe(main);
  await post({ step: 'leave', page }).catch(() => undefined);
  location.replace(`${location.pathname}?done=left`);
}
