import { onClick, part, show, word } from './report-dom';
import {
  type FileRow,
  hasFailed,
  newRow,
  showProblem,
  showProgress,
  showRemoved,
  showStays,
  showUnsent,
  unsentTicked,
} from './report-file-rows';
import { makeUploader, type SentFile, UploadError, type Uploader, type UploadProgress } from './uploader';

/** Files of one report: chosen on the check page, uploaded ahead, and kept when that page is left and shown again. */
export type ReportFiles = {
  /** Puts the list and its controls on a check page. */
  mount: (step: HTMLElement) => void;
  add: (file: File, keepOriginal: boolean) => void;
  /** Names of files that will not go along, as the device calls them. */
  unsent: () => string[];
  /** Whether the reporter knows about them, or there are none; shows what is missing where not. */
  unsentKnown: () => boolean;
  /**
   * Makes sure that the server has all files, sealing lost parts anew, and returns their list. Throws when a file is
   * not there.
   */
  finish: () => Promise<SentFile[]>;
  cancel: () => void;
};

type Place = { token: string; reportId: string; reportRecipient: string };

export function reportFiles(place: Place): ReportFiles {
  const rows = new Set<FileRow>();
  let step: HTMLElement | null = null;
  let active: FileRow | null = null;
  let paused = false;
  const uploader: Uploader = makeUploader({ ...place, onProgress: (progress) => tell(progress) });
  const unsent = () => [...rows].filter(hasFailed).map(({ name }) => name);

  function tell(progress: UploadProgress): void {
    const row = [...rows].find(({ fileIndex }) => fileIndex === progress.fileIndex) ?? active;
    if (!row) return;
    row.fileIndex = progress.fileIndex;
    showProgress(row, progress);
    paused = progress.state === 'paused';
    refresh();
  }

  /** Files wait for each other: whichever is not yet done comes next. */
  async function add(file: File, keepOriginal: boolean): Promise<void> {
    const row = newRow(file.name);
    rows.add(row);
    onClick(part(row.element, 'remove'), () => void remove(row));
    mountRow(row);
    active ??= row;
    try {
      row.sent = await uploader.add(file, { keepOriginal });
      if (row.sent.stays && !keepOriginal) showStays(row);
    } catch (error) {
      showProblem(row, error);
    }
    active = [...rows].find((one) => one.sent === null && !hasFailed(one)) ?? null;
    refresh();
  }

  async function remove(row: FileRow): Promise<void> {
    rows.delete(row);
    row.element.remove();
    if (row.fileIndex !== null) await uploader.remove(row.fileIndex);
    refresh();
  }

  const mountRow = (row: FileRow) => step && part(step, 'list').append(row.element);

  function refresh(): void {
    if (!step) return;
    showRemoved(step, rows);
    showUnsent(step, unsent(), rows.size);
    show(part(step, 'pause'), active !== null);
    part(step, 'pause').firstElementChild?.replaceChildren(word(paused ? 'files.resume' : 'files.pause'));
  }

  function pauseOrResume(): void {
    paused = !paused;
    if (paused) uploader.pause();
    else uploader.resume();
    refresh();
  }

  return {
    mount(next) {
      step = next;
      for (const row of rows) mountRow(row);
      onClick(part(step, 'pause'), pauseOrResume);
      refresh();
    },
    add: (file, keepOriginal) => void add(file, keepOriginal),
    async finish() {
      // Waiting for somebody who has already pressed the button would wait for ever.
      if (paused) uploader.resume();
      const sent = await uploader.finish();
      if ([...rows].some((row) => !hasFailed(row) && row.sent === null)) throw new UploadError('refused');
      return sent;
    },
    unsent,
    unsentKnown: () => unsent().length === 0 || step === null || unsentTicked(step),
    cancel: () => uploader.cancel(),
  };
}
