import type { WaitingPart } from '~/contract/answers/upload';
import { UploadError } from './chosen-file';
import type { PartToSend, UploadAnswer, UploadTransport } from './upload-transport';

/** What tests put in place of time and chance. */
export type SenderClock = {
  /** Resolves after this many milliseconds, or earlier when the signal aborts. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  random: () => number;
};

export type PartSender = {
  /** Resolves once the server has the part. Throws UploadError `full`, `quota`, `refused`, `cancelled`. */
  send: (part: PartToSend, onSent: (bytes: number) => void, stop: AbortSignal) => Promise<void>;
  /** What the server holds; asks as often as it takes. Throws UploadError `cancelled`. */
  list: (token: string) => Promise<WaitingPart[]>;
  pause: () => void;
  /** Also ends a wait for another try, for when the connection is back. */
  resume: () => void;
  cancel: () => void;
};

export type SenderState = 'sending' | 'waiting' | 'paused';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
/** After this many failed tries it pauses by itself until somebody tells it to go on. */
const MAX_TRIES = 12;

export const realClock: SenderClock = {
  wait: (ms, signal) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    }),
  random: Math.random,
};

/**
 * Sends parts as often as it takes. Between tries it waits 1, 2, 4 … 60 seconds, less a random share, so that phones
 * that lost the same cell tower do not all come back at once.
 */
export function partSender(
  transport: UploadTransport,
  onState: (state: SenderState) => void,
  clock: SenderClock = realClock,
): PartSender {
  const all = new AbortController();
  /** All pauses and waits; aborting one ends it. */
  const sleepers = new Set<AbortController>();
  let paused = false;

  function pause(): void {
    if (paused || all.signal.aborted) return;
    paused = true;
    onState('paused');
  }

  function resume(): void {
    const wasPaused = paused;
    paused = false;
    for (const sleeper of sleepers) sleeper.abort();
    if (wasPaused) onState('sending');
  }

  async function sleep(stop: AbortSignal, until: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const sleeper = new AbortController();
    const wake = () => sleeper.abort();
    sleepers.add(sleeper);
    stop.addEventListener('abort', wake);
    if (!stop.aborted) await until(sleeper.signal);
    stop.removeEventListener('abort', wake);
    sleepers.delete(sleeper);
  }

  /** Tries until `attempt` says that it is done. */
  async function persist(stop: AbortSignal, attempt: (signal: AbortSignal) => Promise<boolean>): Promise<void> {
    const { either, release } = eitherOf(all.signal, stop);
    try {
      for (let tries = 1; ; tries += 1) {
        while (paused && !either.aborted) await sleep(either, aborted);
        if (either.aborted) throw new UploadError('cancelled');
        if (await attempt(either)) return;
        if (tries % MAX_TRIES === 0) pause();
        if (paused || either.aborted) continue;
        onState('waiting');
        await sleep(either, (signal) => clock.wait(waitMs(tries % MAX_TRIES, clock.random()), signal));
        if (!paused) onState('sending');
      }
    } finally {
      release();
    }
  }

  return {
    send: (part, onSent, stop) =>
      persist(stop, async (signal) => {
        const answer = await transport.send(part, onSent, signal);
        if (answer.status === 204) return true;
        const problem = finalProblem(answer);
        if (problem && !signal.aborted) throw new UploadError(problem);
        onSent(0);
        return false;
      }),
    async list(token) {
      let found: WaitingPart[] = [];
      await persist(all.signal, async () => {
        const answer = await transport.list(token).catch(() => null);
        found = answer ?? [];
        return answer !== null;
      });
      return found;
    },
    pause,
    resume,
    cancel() {
      all.abort();
      resume();
    },
  };
}

/** Aborts with the first of two signals, as `AbortSignal.any` would, which older phones lack. */
function eitherOf(...signals: [AbortSignal, AbortSignal]): { either: AbortSignal; release: () => void } {
  const either = new AbortController();
  const end = () => either.abort();
  for (const signal of signals) signal.addEventListener('abort', end);
  if (signals.some(({ aborted }) => aborted)) end();
  return {
    either: either.signal,
    release: () => {
      for (const signal of signals) signal.removeEventListener('abort', end);
    },
  };
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));

/** Doubles with each try; the lower half is certain and the upper half random, so that a wait is never zero. */
export const waitMs = (tries: number, random: number): number =>
  Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, tries - 1)) * (0.5 + random / 2);

/** Answers that another try would not change; a part that was damaged on its way may come whole the next time. */
function finalProblem({ status, code, field }: UploadAnswer): 'full' | 'quota' | 'refused' | null {
  if (status === 429 && field === 'quota') return 'quota';
  if (code === 'tooLate') return 'full';
  if (status === 422) return field === 'sha256' || field === 'sealed' ? null : 'refused';
  return status === 403 || status === 404 || status === 405 || status === 413 ? 'refused' : null;
}
