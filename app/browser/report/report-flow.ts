import { fillFreshness } from '~/browser/keys/list-freshness';
import { encodeReport } from '~/contract/posted/report';
import type { ReportDraft } from '~/domain/report/report';
import { isEnvelopeError } from '~/envelope/errors';
import { accusedShown, requireChosen } from './report-accused';
import { checkedDraft, writeAnswers } from './report-answers';
import { requireAreaAsSigned } from './report-choices';
import { showCode, showDone } from './report-code';
import { byId, copyOf, listItem, onClick, part, show, showFailure, showStep, word } from './report-dom';
import { type ReportFiles, reportFiles } from './report-files';
import { dropPending } from './report-pending';
import { postReport } from './report-post';
import { type County, type Destination, destinationOf, fetchCounty, pageFacts, unitName } from './report-route';
import { forget, newSession, type Receipt, receiptOf, type Session, sealForPost } from './report-sealing';
import { hooksOf, resumeSending, showSending } from './report-sending';
import { stepHistory } from './step-history';
import { mountVoiceNote } from './voice-note';

export type Flow = {
  /** Checks the form and shows its answers, or its errors. */
  check: () => void;
  /** Goes on sending what was sealed before this page was loaded anew. */
  resume: (body: Uint8Array<ArrayBuffer>) => void;
  /** Forgets everything, then calls `leave` where what it does takes the whole report's place in the browser's history. */
  clearAndLeave: (leave: () => void) => void;
};

type Ready = { draft: ReportDraft; county: County; destination: Destination };

/** Places in the browser's history: the code comes after the answers, and sending takes the code's place. */
const [FORM, ANSWERS, CODE] = [0, 1, 2];

/** Keys or duties may change between the look at them and the sending: so often they are fetched anew. */
const MOST_TRIES = 4;

/** The steps of a report in the browser: answers, code, sending. Nothing is kept outside this closure and the form. */
export function makeFlow(form: HTMLFormElement, onSent: () => void): Flow {
  const facts = pageFacts(form);
  let known: County | null = null;
  let county = look();
  // What is at stake is said before anything is typed; without a connection the check step says why.
  county.then(fillStamps).catch(() => undefined);
  let session: Promise<Session> | null = null;
  let receipt: Promise<Receipt> | null = null;
  let files: ReportFiles | null = null;
  let endVoice: () => void = () => undefined;
  let answered: ReportDraft | null = null;
  const steps = stepHistory((place) => {
    if (place === ANSWERS && answered) showCheck(answered);
    else showStep(null);
  });

  const sessionNow = () => {
    session ??= newSession();
    return session;
  };

  /** Never behind what this page has seen already. */
  async function look(again = false): Promise<County> {
    known = await fetchCounty(facts, again, known);
    return known;
  }

  async function countyNow(again = false): Promise<County> {
    if (again) county = look(true);
    try {
      return await county;
    } catch (error) {
      county = look(true);
      county.catch(() => undefined);
      throw error;
    }
  }

  function check(): void {
    const draft = checkedDraft(form);
    if (draft) showCheck(draft);
  }

  function showCheck(draft: ReportDraft, failure?: string): void {
    const step = copyOf('step-check');
    writeAnswers(step, form, draft);
    show(part(step, 'urgent'), draft.urgent);
    part(step, 'way').append(...[...byId('report-way').children].map((child) => child.cloneNode(true)));
    answered = draft;
    showStep(step);
    steps.to(ANSWERS);
    if (failure) showFailure(step, failure);
    onClick(part(step, 'change'), () => {
      showStep(null);
      steps.to(FORM);
    });
    let ready: Ready | null = null;
    const look = async () => {
      ready = await routeShown(step, draft);
    };
    onClick(part(step, 'retryRoute'), () => void look());
    onClick(part(step, 'next'), () => {
      if (files && !files.unsentKnown()) return;
      void (ready ? showCodeStep(ready) : look());
    });
    void look();
    void mountFiles(step);
  }

  /** Says who gets the report and why; null, and why not, where that cannot be known now. */
  async function routeShown(step: HTMLElement, draft: ReportDraft): Promise<Ready | null> {
    show(part(step, 'retryRoute'), false);
    try {
      const known = await countyNow();
      requireChosen(known.directory, draft.accusedUnitId, accusedShown(form));
      requireAreaAsSigned(form, known);
      const destination = await destinationOf(draft, known, facts);
      const { responsibleUnitId, reasons } = destination.routing;
      part(step, 'routeText').textContent = word('check.routeText', { unit: unitName(known, responsibleUnitId) });
      const lines = reasons.map(({ rule, unitId }) => word(`routing.${rule}`, { unit: unitName(known, unitId) }));
      part(step, 'routeReasons').replaceChildren(...lines.map(listItem));
      return { draft, county: known, destination };
    } catch (error) {
      if (isEnvelopeError(error)) showFailure(step, 'keys');
      else part(step, 'routeText').textContent = word('check.routeFailed');
      show(part(step, 'retryRoute'), true);
      return null;
    }
  }

  async function mountFiles(step: HTMLElement): Promise<void> {
    const { uploadToken: token, reportId, keys } = await sessionNow();
    files ??= reportFiles({ token, reportId, reportRecipient: keys.report.recipient });
    const mounted = files;
    mounted.mount(step);
    const input = step.querySelector<HTMLInputElement>('input[type="file"]');
    input?.addEventListener('change', () => {
      const keep = step.querySelector<HTMLInputElement>('[name="keepOriginal"]')?.checked ?? false;
      for (const file of input.files ?? []) mounted.add(file, keep);
      input.value = '';
    });
    const voice = step.querySelector<HTMLElement>('[data-voice-note]');
    // Recorded by this page, it holds neither place nor device.
    if (voice) endVoice = mountVoiceNote(voice, (note) => mounted.add(note, true)) ?? endVoice;
  }

  async function showCodeStep(ready: Ready, failure?: string): Promise<void> {
    const made = await sessionNow();
    receipt ??= receiptOf(made, ready.county);
    receipt.catch(() => {
      receipt = null;
    });
    const step = showCode(made.code, ready.draft, {
      onSend: () => void send(ready, made),
      onBack: () => showCheck(ready.draft),
    });
    steps.to(CODE);
    if (failure) showFailure(step, failure);
  }

  async function send(ready: Ready, made: Session): Promise<void> {
    const { step, say } = showSending();
    steps.hold(true);
    const failure = await sendShown(step, say, ready, made);
    steps.hold(false);
    if (failure === null) finished(made, ready.draft);
    else if (failure === 'files' || failure === 'routing') showCheck(ready.draft, failure);
    else await showCodeStep(ready, failure);
  }

  /** Null when it is stored; else which sentence says why not. */
  async function sendShown(
    step: HTMLElement,
    say: (stage: string) => void,
    ready: Ready,
    made: Session,
  ): Promise<string | null> {
    try {
      say('deriving');
      receipt ??= receiptOf(made, ready.county);
      const known = await receipt;
      say('files');
      const sent = await (files ? files.finish().catch(() => null) : []);
      if (sent === null) return 'files';
      return await sealAndPost(step, ready, made, known, sent, say);
    } catch (error) {
      receipt = null;
      const wrongKeys = isEnvelopeError(error) && error.code === 'badSignature';
      return wrongKeys ? 'keys' : 'sealing';
    }
  }

  /** Null when it is stored; else which sentence says why not. */
  async function sealAndPost(
    step: HTMLElement,
    ready: Ready,
    made: Session,
    known: Receipt,
    sent: Awaited<ReturnType<ReportFiles['finish']>>,
    say: (stage: string) => void,
  ): Promise<string | null> {
    let now = ready;
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      say('sealing');
      const posted = await sealForPost({ session: made, ...now, receipt: known, files: sent });
      const answer = await postReport(form.dataset.post ?? '', encodeReport(posted), hooksOf(step, say));
      if (answer.ok) return null;
      if (answer.code === 'notOpen') return 'notOpen';
      if (answer.code !== 'conflict') return 'refused';
      const fresh = await countyNow(true);
      const destination = await destinationOf(now.draft, fresh, facts);
      // Another unit than the one that was shown: the reporter looks again.
      if (destination.routing.responsibleUnitId !== now.destination.routing.responsibleUnitId) return 'routing';
      now = { draft: now.draft, county: fresh, destination };
    }
    return 'routing';
  }

  function finished(made: Session, draft: ReportDraft): void {
    const { code } = made;
    const unsent = files?.unsent() ?? [];
    form.reset();
    clear();
    // The receipt stands where the form was: Back leads away from it, not into a report that is gone.
    steps.to(FORM);
    onSent();
    showDone(code, draft, unsent);
  }

  function clear(): void {
    void session?.then(forget);
    void receipt?.then(({ reporter }) => reporter.seed.fill(0)).catch(() => undefined);
    files?.cancel();
    endVoice();
    session = receipt = files = answered = null;
    dropPending();
    showStep(null);
  }

  function clearAndLeave(leave: () => void): void {
    clear();
    steps.leaveFromStart(leave);
  }

  return { check, resume: (body) => void resumeSending(form.dataset.post ?? '', body), clearAndLeave };
}

function fillStamps({ directory, routing, given }: County): void {
  const countyKey = given.directory.publicKey;
  fillFreshness(document, { directory, routing, countyKey, stamps: given.stamps });
}
