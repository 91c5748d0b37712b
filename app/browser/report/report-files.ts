import { copyOf, onClick, part, show, word } from './report-dom';
import { makeUploader, type SentFile, UploadError, type Uploader, type UploadProgress } from './uploader';

/** Files of one report: chosen on the check page, sent ahead, and kept when that page is left and shown again. */
export type ReportFiles = {
  /** Puts the list and its controls on a check page. */
  mount: (step: HTMLElement) => void;
  add: (file: File, keepOriginal: boolean) => void;
  /** Names of files that will not go along, as the device calls them. */
  unsent: () => string[];
  /** Whether the reporter knows of them, or there are none; shows what is missing where not. */
  unsentKnown: () => boolean;
  /** The server's own list, lost parts sealed anew. Throws when a file is not there. */
  finish: () => Promise<SentFile[]>;
  cancel: () => void;
};

type Row = { name: string; element: HTMLElement; fileIndex: number | null; sent: SentFile | null };
type Place = { token: string; reportId: string; reportRecipient: string };

export function reportFiles(place: Place): ReportFiles {
  const rows = new Set<Row>();
  let step: HTMLElement | null = null;
  let active: Row | null = null;
  let paused = false;
  const uploader: Uploader = makeUploader({ ...place, onProgress: (progress) => tell(progress) });

  function tell({ fileIndex, sent, all, state }: UploadProgress): void {
    const row = [...rows].find((one) => one.fileIndex === fileIndex) ?? active;
    if (!row) return;
    row.fileIndex = fileIndex;
    const bar = row.element.querySelector('progress');
    if (bar) bar.value = all === 0 ? 1 : sent / all;
    part(row.element, 'state').textContent = word(`states.${state}`);
    paused = state === 'paused';
    refresh();
  }

  /** Files wait for each other: whichever is not yet done comes next. */
  async function add(file: File, keepOriginal: boolean): Promise<void> {
    const row: Row = { name: file.name, element: rowFor(file.name), fileIndex: null, sent: null };
    rows.add(row);
    onClick(part(row.element, 'remove'), () => void remove(row));
    mountRow(row);
    active ??= row;
    try {
      row.sent = await uploader.add(file, { keepOriginal });
      if (row.sent.stays && !keepOriginal) part(row.element, 'state').textContent = word('files.stays');
    } catch (error) {
      const problem = error instanceof UploadError ? error.problem : 'refused';
      row.element.dataset.problem = problem;
      row.element.classList.add('anshao-uploads__file--failed');
      part(row.element, 'state').textContent = word(`problems.${problem}`, { name: file.name });
      row.element.querySelector('progress')?.remove();
    }
    active = [...rows].find((one) => one.sent === null && one.element.dataset.problem === undefined) ?? null;
    refresh();
  }

  async function remove(row: Row): Promise<void> {
    rows.delete(row);
    row.element.remove();
    if (row.fileIndex !== null) await uploader.remove(row.fileIndex);
    refresh();
  }

  const unsent = () => [...rows].filter((row) => row.element.dataset.problem !== undefined).map(({ name }) => name);

  /** How many will not go along, said where they stand, in red, and read out. */
  function showUnsent(): void {
    if (!step) return;
    const names = unsent();
    const box = part(step, 'unsent');
    show(box, names.length > 0);
    const line = box.querySelector('.govuk-error-message');
    const text = word('files.unsent', {
      n: names.length,
      all: rows.size,
      names: names.join(word('files.listSeparator')),
    });
    if (names.length > 0) line?.lastChild?.replaceWith(text);
  }

  const mountRow = (row: Row) => step && part(step, 'list').append(row.element);

  function refresh(): void {
    if (!step) return;
    const removed = [...rows].flatMap((row) => (row.sent && row.sent.removed.length > 0 ? [row.sent.removed] : []));
    const kinds = [...new Set(removed.flat())].map((kind) => word(`what.${kind}`));
    const what = kinds.join(word('files.listSeparator'));
    part(step, 'removed').textContent = removed.length > 0 ? word('files.removed', { n: removed.length, what }) : '';
    showUnsent();
    show(part(step, 'pause'), active !== null);
    part(step, 'pause').firstElementChild?.replaceChildren(word(paused ? 'files.resume' : 'files.pause'));
  }

  return {
    mount(next) {
      step = next;
      for (const row of rows) mountRow(row);
      onClick(part(step, 'pause'), () => {
        paused = !paused;
        if (paused) uploader.pause();
        else uploader.resume();
        refresh();
      });
      refresh();
    },
    add: (file, keepOriginal) => void add(file, keepOriginal),
    async finish() {
      // Waiting for somebody who has already pressed on would wait for ever.
      if (paused) uploader.resume();
      const sent = await uploader.finish();
      const wanted = [...rows].filter((row) => row.element.dataset.problem === undefined);
      if (wanted.some((row) => row.sent === null)) throw new UploadError('refused');
      return sent;
    },
    unsent,
    unsentKnown() {
      const box = step?.querySelector<HTMLInputElement>('[name="unsentKnown"]');
      if (unsent().length === 0 || !box || box.checked) return true;
      box
        .closest('[data-part="unsent"]')
        ?.querySelector('.govuk-error-message')
        ?.lastChild?.replaceWith(word('files.unsentMissing'));
      box.focus();
      return false;
    },
    cancel: () => uploader.cancel(),
  };
}

function rowFor(name: string): HTMLElement {
  const element = copyOf('file-template');
  part(element, 'name').textContent = name;
  part(element, 'state').textContent = word('states.queued');
  element.querySelector('progress')?.setAttribute('aria-label', name);
  part(element, 'remove').setAttribute('aria-label', word('files.removeWhat', { name }));
  return element;
}
