import { copyText } from '~/browser/clipboard';
import type { ReportDraft } from '~/domain/report/report';
import { plainNumber } from '~/domain/typed/number';
import { copyOf, onClick, part, showStep, word } from './report-dom';

export type CodeStep = { onSend: () => void; onBack: () => void };

/** The page that shows the code; it goes on only when the last four digits were typed again. */
export function showCode(code: string, draft: ReportDraft, { onSend, onBack }: CodeStep): HTMLElement {
  const step = copyOf('step-code');
  writeCode(step, code);
  keepFor(step, draft);
  showStep(step);
  onClick(part(step, 'copy'), () => {
    void copyText(code).then((copied) => {
      part(step, 'copied').textContent = word(copied ? 'code.copied' : 'code.copyFailed');
    });
  });
  onClick(part(step, 'print'), () => print());
  onClick(part(step, 'back'), onBack);
  const typed = step.querySelector<HTMLInputElement>('#retype');
  const send = () => {
    if (!typed || matches(typed.value, code)) onSend();
    else markWrong(typed);
  };
  onClick(part(step, 'send'), send);
  typed?.addEventListener('keydown', (event) => {
    // While a word is being composed, Enter chooses it; some keyboards show this only by key code 229.
    if (event.key === 'Enter' && !event.isComposing && event.keyCode !== 229) send();
  });
  return step;
}

const matches = (typed: string, code: string): boolean => plainNumber(typed) === code.slice(-4);

function markWrong(input: HTMLInputElement): void {
  document.getElementById('retype-error')?.remove();
  const message = copyOf('error-template');
  message.id = 'retype-error';
  message.setAttribute('role', 'alert');
  message.lastChild?.replaceWith(word('code.wrong'));
  input.before(message);
  input.closest('.govuk-form-group')?.classList.add('govuk-form-group--error');
  input.setAttribute('aria-invalid', 'true');
  input.setAttribute('aria-describedby', 'retype-hint retype-error');
  input.focus();
}

function writeCode(step: HTMLElement, code: string): void {
  const place = part(step, 'code');
  place.dataset.receiptCode = code;
  place.replaceChildren(
    ...(code.match(/\d{4}/g) ?? []).map((group) => {
      const span = document.createElement('span');
      span.className = 'anshao-receipt__group';
      span.textContent = `${group} `;
      return span;
    }),
  );
}

/** Keeps only the lines that are true of this report. */
function keepFor(step: HTMLElement, draft: ReportDraft): void {
  const holds = { named: draft.identity !== null, anonymous: draft.identity === null, urgent: draft.urgent };
  for (const line of step.querySelectorAll<HTMLElement>('[data-if]')) {
    if (!holds[line.dataset.if as keyof typeof holds]) line.remove();
  }
}

/** The receipt; `unsent` are names of files that were not sent along. */
export function showDone(code: string, draft: ReportDraft, unsent: readonly string[]): void {
  const step = copyOf('step-done');
  writeCode(step, code);
  keepFor(step, draft);
  const items = unsent.map((name) => {
    const item = document.createElement('li');
    item.textContent = name;
    return item;
  });
  part(step, 'unsentNames').replaceChildren(...items);
  part(step, 'unsent').hidden = unsent.length === 0;
  showStep(step);
}
