import { type ReportFiles, reportFiles } from './report-files';
import { dropPending } from './report-pending';
import type { County } from './report-route';
import { type CodeKeys, codeKeysOf, forget, newSession, type Session } from './report-sealing';
import { mountVoiceNote } from './voice-note';

/** What this page makes for one report before it is sent; nothing of it is kept outside, and `clear` forgets it. */
export type HeldReport = {
  /** Its ids, keys and code, which stay the same through every change and every try. */
  session: () => Promise<Session>;
  /** What is derived from the code; made once, and again after a failure. */
  receipt: (made: Session, county: County) => Promise<CodeKeys>;
  dropReceipt: () => void;
  /** Null until a check page was shown. */
  files: () => ReportFiles | null;
  /** Puts files and the voice note on a check page. */
  mountFiles: (step: HTMLElement) => Promise<void>;
  clear: () => void;
};

export function heldReport(): HeldReport {
  let session: Promise<Session> | null = null;
  let receipt: Promise<CodeKeys> | null = null;
  let files: ReportFiles | null = null;
  let endVoice: () => void = () => undefined;

  const sessionNow = () => {
    session ??= newSession();
    return session;
  };
  const dropReceipt = () => {
    receipt = null;
  };

  return {
    session: sessionNow,
    receipt(made, county) {
      receipt ??= codeKeysOf(made, county);
      receipt.catch(dropReceipt);
      return receipt;
    },
    dropReceipt,
    files: () => files,
    async mountFiles(step) {
      const { uploadToken: token, reportId, keys } = await sessionNow();
      files ??= reportFiles({ token, reportId, reportRecipient: keys.report.recipient });
      const mounted = files;
      mounted.mount(step);
      onFilesChosen(step, mounted);
      const voice = step.querySelector<HTMLElement>('[data-voice-note]');
      // Recorded by this page, it holds neither place nor device.
      if (voice) endVoice = mountVoiceNote(voice, (note) => mounted.add(note, true)) ?? endVoice;
    },
    clear() {
      void session?.then(forget);
      void receipt?.then(({ reporter }) => reporter.seed.fill(0)).catch(() => undefined);
      files?.cancel();
      endVoice();
      session = receipt = files = null;
      dropPending();
    },
  };
}

function onFilesChosen(step: HTMLElement, files: ReportFiles): void {
  const input = step.querySelector<HTMLInputElement>('input[type="file"]');
  input?.addEventListener('change', () => {
    const keep = step.querySelector<HTMLInputElement>('[name="keepOriginal"]')?.checked ?? false;
    for (const file of input.files ?? []) files.add(file, keep);
    input.value = '';
  });
}
