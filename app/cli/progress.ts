import type { BackupStep } from '~/services/county/backup.server';

const EVERY_MS = 2_000;

/** Prints how far a backup or restore is, at most every two seconds. */
export function progress(print: (line: string) => void, now = Date.now): (step: BackupStep) => void {
  let last = now();
  return ({ step, done, of }) => {
    if (now() - last < EVERY_MS) return;
    last = now();
    print(`${step === 'rows' ? `rows: table ${done + 1}` : `files: ${done}`}${of === null ? '' : ` of ${of}`}`);
  };
}
