import type { ReportDraft } from '~/domain/report/report';
import { checkedDraft, writeAnswers } from './report-answers';
import { showCode, showDone } from './report-code';
import { countySource } from './report-county';
import { mountDestination, type Ready, type ReportPage } from './report-destination';
import { byId, copyOf, onClick, part, show, showFailure, showStep } from './report-dom';
import { heldReport } from './report-held';
import {
  newOutsideNames,
  type Outside,
  type OutsideNames,
  sealAndPostOutside,
  showOutsideDone,
} from './report-outside';
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
  let outsideNames: OutsideNames | null = null;
  const steps = stepHistory((place) => {
    if (place === ANSWERS && answered) showCheck(answered);
    else showStep(null);
  });

  function check(): void {
    const draft = checkedDraft(form);
    if (draft) showCheck(draft);
  }

  function showCheck(draft: ReportDraft, failure?: string): void {
    const step = answersStep(form, draft);
    answered = draft;
    showStep(step);
    steps.to(ANSWERS);
    if (failure) showFailure(step, failure);
    onClick(part(step, 'change'), () => {
      showStep(null);
      steps.to(FORM);
    });
    mountDestination(page, step, draft, {
      mayGoOn: () => held.files()?.unsentKnown() ?? true,
      onNext: (ready) => void showCodeStep(ready),
      onOutside: (outside) => void sendOutside(outside, step, draft),
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
    if (failure === null) finished(made, ready.draft);
    else if (failure === 'files' || failure === 'routing') showCheck(ready.draft, failure);
    else await showCodeStep(ready, failure);
  }

  async function sendOutside(outside: Outside, step: HTMLElement, draft: ReportDraft): Promise<void> {
    outsideNames ??= newOutsideNames();
    const names = outsideNames;
    const button = part(step, 'next').querySelector('button');
    if (button) button.disabled = true;
    steps.hold(true);
    const sent = await sealAndPostOutside(form.dataset.superiorPost ?? '', step, outside, names).catch(() => null);
    steps.hold(false);
    if (sent?.answer.ok) {
      form.reset();
      clear();
      steps.to(FORM);
      onSent();
      return showOutsideDone(names.number, sent.sealed);
    }
    const changed = sent?.answer.ok === false && sent.answer.code === 'conflict';
    // Another try may be sealed to other keys, of which the county's lists are asked anew.
    if (changed) await page.countyNow(true).catch(() => null);
    showCheck(draft, changed ? 'superiorChanged' : 'superior');
  }

  function finished({ code }: Session, draft: ReportDraft): void {
    const unsent = held.files()?.unsent() ?? [];
    form.reset();
    clear();
    // The receipt stands where the form was: Back leads away from it, not into a report that is gone.
    steps.to(FORM);
    onSent();
    showDone(code, draft, unsent);
  }

  function clear(): void {
    held.clear();
    answered = null;
    outsideNames = null;
    showStep(null);
  }

  function clearAndLeave(leave: () => void): void {
    clear();
    steps.leaveFromStart(leave);
  }

  return { check, resume: (body) => void resumeSending(form.dataset.post ?? '', body), clearAndLeave };
}

/** The answers as they will be sent, and the way in which the page works. */
function answersStep(form: HTMLFormElement, draft: ReportDraft): HTMLElement {
  const step = copyOf('step-check');
  writeAnswers(step, form, draft);
  show(part(step, 'urgent'), draft.urgent);
  part(step, 'mode').append(...[...byId('report-mode').children].map((child) => child.cloneNode(true)));
  return step;
}
