import type { ReportDraft } from '~/domain/report/report';
import { checkedDraft, writeAnswers } from './report-answers';
import { showCode, showDone } from './report-code';
import { countySource } from './report-county';
import { mountDestination, type Ready, type ReportPage } from './report-destination';
import { byId, copyOf, onClick, part, show, showFailure, showStep } from './report-dom';
import { heldReport } from './report-held';
import { heldOutside, type Outside, showOutsideDone } from './report-outside';
import { pageFacts } from './report-route';
import type { Session } from './report-sealing';
import { sendReport } from './report-send';
import { resumeSending, showSending } from './report-sending';
import { stepHistory } from './step-history';

export type Flow = {
  /** Checks the form and shows its answers, or its errors. */
  check: () => void;
  /** Continues sending what was sealed before this page was loaded anew. */
  resume: (body: Uint8Array<ArrayBuffer>) => void;
  /** Forgets everything, then calls `leave` where its result replaces the whole report in the browser's history. */
  clearAndLeave: (leave: () => void) => void;
};

/** Places in the browser's history: the code comes after the answers, and sending replaces the code. */
const [FORM, ANSWERS, CODE] = [0, 1, 2];

/** The steps of a report in the browser: answers, code, sending. Nothing is kept outside this closure and the form. */
export function makeFlow(form: HTMLFormElement, onSent: () => void): Flow {
  const facts = pageFacts(form);
  const page: ReportPage = { form, facts, countyNow: countySource(facts) };
  const held = heldReport();
  let answered: ReportDraft | null = null;
  const steps = stepHistory((place) => {
    if (place === ANSWERS && answered) showCheck(answered);
    else showStep(null);
  });
  const outside = outsideSender(page, { hold: steps.hold, failed: showCheck, done: emptied });

  function showCheck(draft: ReportDraft, failure?: string): void {
    const step = answersStep(form, draft);
    answered = draft;
    showStep(step);
    steps.to(ANSWERS);
    if (failure) showFailure(step, failure);
    onClick(part(step, 'change'), backToForm);
    mountDestination(page, step, draft, {
      mayGoOn: () => held.files()?.unsentKnown() ?? true,
      onNext: (ready) => void showCodeStep(ready),
      onOutside: (to) => void outside.send(to, { step, draft }),
    });
    void held.mountFiles(step);
  }

  async function showCodeStep(ready: Ready, failure?: string): Promise<void> {
    const made = await held.session();
    // Derived while the code is being written down; sending waits for it, and says so if it failed.
    held.receipt(made, ready.county).catch(() => undefined);
    const step = showCode(made.code, ready.draft, {
      onSend: () => void send(ready, made),
      onBack: () => showCheck(ready.draft),
    });
    steps.to(CODE);
    if (failure) showFailure(step, failure);
  }

  async function send(ready: Ready, made: Session): Promise<void> {
    const sending = showSending();
    steps.hold(true);
    const failure = await sendReport(page, held, ready, made, sending);
    steps.hold(false);
    if (failure === null) showReceipt(made.code, ready.draft, held.files()?.unsent() ?? [], emptied);
    else if (failure === 'files' || failure === 'routing') showCheck(ready.draft, failure);
    else await showCodeStep(ready, failure);
  }

  function emptied(): void {
    form.reset();
    clear();
    // The receipt stands where the form was: Back leads away from it, not into a report that is gone.
    steps.to(FORM);
    onSent();
  }

  function backToForm(): void {
    showStep(null);
    steps.to(FORM);
  }

  function clear(): void {
    held.clear();
    answered = null;
    outside.clear();
    showStep(null);
  }

  function clearAndLeave(leave: () => void): void {
    clear();
    steps.leaveFromStart(leave);
  }

  return {
    check: () => withChecked(form, showCheck),
    resume: (body) => void resumeSending(form.dataset.post ?? '', body),
    clearAndLeave,
  };
}

/** Empties the page before the receipt is shown, so that nothing of the report is left but its code. */
function showReceipt(code: string, draft: ReportDraft, unsent: readonly string[], empty: () => void): void {
  empty();
  showDone(code, draft, unsent);
}

/** Goes on with the answers where nothing is wrong in them. */
function withChecked(form: HTMLFormElement, goOn: (draft: ReportDraft) => void): void {
  const draft = checkedDraft(form);
  if (draft) goOn(draft);
}

type OutsideHooks = {
  hold: (on: boolean) => void;
  failed: (draft: ReportDraft, failure: string) => void;
  done: () => void;
};

/** Sends a report about the office itself from its check page, and shows its receipt or what went wrong. */
function outsideSender({ form, countyNow }: ReportPage, { hold, failed, done }: OutsideHooks) {
  const held = heldOutside(form.dataset.superiorPost ?? '');
  async function send(outside: Outside, { step, draft }: { step: HTMLElement; draft: ReportDraft }): Promise<void> {
    hold(true);
    const sent = await held.send(outside, step);
    hold(false);
    if (sent === null) return failed(draft, 'superior');
    if (sent === 'refused') {
      // Another try may be sealed to other keys, so the county's lists are asked anew.
      await countyNow(true).catch(() => null);
      return failed(draft, 'superiorChanged');
    }
    done();
    showOutsideDone(sent);
  }
  return { send, clear: held.clear };
}

/** The answers as they will be sent, and the way in which the page works. */
function answersStep(form: HTMLFormElement, draft: ReportDraft): HTMLElement {
  const step = copyOf('step-check');
  writeAnswers(step, form, draft);
  show(part(step, 'urgent'), draft.urgent);
  part(step, 'mode').append(...[...byId('report-mode').children].map((child) => child.cloneNode(true)));
  return step;
}
