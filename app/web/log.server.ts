import type { Logger } from '~/services/logger.server';

export type Log = Logger & {
  /** Writes out what is held back. */
  flush: () => void;
};

const HELD_BYTES = 16_384;
const HELD_MS = 100;

/**
 * One JSON object per line: event, day in China and codes. There is no time of day, because a line beside a report
 * would tell when somebody wrote it. Lines go out in batches, so that a fast page does not wait for the terminal.
 */
export function makeLog(write: (text: string) => void, day: () => string): Log {
  let held = '';
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const text = held;
    held = '';
    if (text) write(text);
  };
  const log: Logger = (event, fields = {}) => {
    held += `${JSON.stringify({ day: day(), event, ...fields })}\n`;
    if (held.length > HELD_BYTES) flush();
    else timer ??= setTimeout(flush, HELD_MS).unref();
  };
  return Object.assign(log, { flush });
}

const FRAME = /^\s*at (?:(?:async )?[\w$.<> [\]]{1,80} \()?(?:file:\/\/)?([^\s()]+):(\d+):(\d+)\)?$/;

/**
 * What may be logged of an unexpected error: its class, a code, and where it happened. Never its message: the database
 * driver's, for instance, repeat statements with their values.
 */
export function safeError(error: unknown): { error: string; at: string } {
  if (!(error instanceof Error)) return { error: typeof error, at: '' };
  const names = [error, error.cause].filter((one) => one instanceof Error).map(nameOf);
  return { error: names.join(' < '), at: framesOf(error).join(' < ') };
}

function nameOf(error: Error): string {
  const { code } = error as { code?: unknown };
  const name = /^\w{1,60}$/.test(error.constructor.name) ? error.constructor.name : 'Error';
  return typeof code === 'string' && /^[\w.-]{1,40}$/.test(code) ? `${name} ${code}` : name;
}

function framesOf(error: Error): string[] {
  const stack = error.stack ?? '';
  // A line of a longer message may look like a stack frame.
  const start = error.message ? stack.indexOf(error.message) + error.message.length : 0;
  if (error.message && start < error.message.length) return [];
  const frames: string[] = [];
  for (const line of stack.slice(start).split('\n')) {
    const [, file = '', row] = FRAME.exec(line) ?? [];
    if (file) frames.push(`${file.split('/').slice(-2).join('/')}:${row}`);
  }
  return frames.slice(0, 6);
}
