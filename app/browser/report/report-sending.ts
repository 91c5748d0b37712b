import { copyOf, onClick, part, show, showStep, word } from './report-dom';
import { type PostHooks, postReport } from './report-post';

/** The page that says what is being done; `say` names one of the words under `sending`. */
export type Sending = { step: HTMLElement; say: (stage: string) => void };

export function showSending(): Sending {
  const step = copyOf('step-sending');
  showStep(step);
  return {
    step,
    say: (stage) => {
      part(step, 'state').textContent = word(`sending.${stage}`);
    },
  };
}

/** Continues sending what was sealed before the page was loaded anew. */
export async function resumeSending(url: string, body: Uint8Array<ArrayBuffer>): Promise<void> {
  const { step, say } = showSending();
  const answer = await postReport(url, body, hooksOf(step, say));
  showStep(copyOf(answer.ok ? 'step-arrived' : 'step-not-arrived'));
}

export function hooksOf(step: HTMLElement, say: (stage: string) => void): PostHooks {
  const retry = part(step, 'retry');
  let now: () => void = () => undefined;
  onClick(retry, () => now());
  return {
    onTry: () => {
      show(retry, false);
      say('posting');
    },
    onWork: () => say('work'),
    onLost: (again) => {
      now = again;
      show(retry, true);
      say('lost');
    },
  };
}
