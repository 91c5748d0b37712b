import { copyOf, part, show, word } from './report-dom';
import { type SentFile, UploadError, type UploadProgress } from './uploader';

/** One line of the list of files; `sent` once the server has all of it. */
export type FileRow = { name: string; element: HTMLElement; fileIndex: number | null; sent: SentFile | null };

export function newRow(name: string): FileRow {
  const element = copyOf('file-template');
  part(element, 'name').textContent = name;
  part(element, 'state').textContent = word('states.queued');
  element.querySelector('progress')?.setAttribute('aria-label', name);
  part(element, 'remove').setAttribute('aria-label', word('files.removeWhat', { name }));
  return { name, element, fileIndex: null, sent: null };
}

export const hasFailed = ({ element }: FileRow): boolean => element.dataset.problem !== undefined;

export function showProgress({ element }: FileRow, { sent, all, state }: UploadProgress): void {
  const bar = element.querySelector('progress');
  if (bar) bar.value = all === 0 ? 1 : sent / all;
  part(element, 'state').textContent = word(`states.${state}`);
}

export const showStays = ({ element }: FileRow): void => {
  part(element, 'state').textContent = word('files.stays');
};

export function showProblem({ name, element }: FileRow, error: unknown): void {
  const problem = error instanceof UploadError ? error.problem : 'refused';
  element.dataset.problem = problem;
  element.classList.add('anshao-uploads__file--failed');
  part(element, 'state').textContent = word(`problems.${problem}`, { name });
  element.querySelector('progress')?.remove();
}

/** What was removed from the files that were sent. */
export function showRemoved(step: HTMLElement, rows: ReadonlySet<FileRow>): void {
  const removed = [...rows].flatMap(({ sent }) => (sent && sent.removed.length > 0 ? [sent.removed] : []));
  const kinds = [...new Set(removed.flat())].map((kind) => word(`what.${kind}`));
  const what = kinds.join(word('files.listSeparator'));
  part(step, 'removed').textContent = removed.length > 0 ? word('files.removed', { n: removed.length, what }) : '';
}

/** How many files will not go along, said where they stand, in red, and read out. */
export function showUnsent(step: HTMLElement, names: readonly string[], all: number): void {
  const box = part(step, 'unsent');
  show(box, names.length > 0);
  const text = word('files.unsent', { n: names.length, all, names: names.join(word('files.listSeparator')) });
  if (names.length > 0) box.querySelector('.govuk-error-message')?.lastChild?.replaceWith(text);
}

/**
 * Whether the reporter has confirmed that they know about the files that will not go along; asks where they have not.
 */
export function unsentTicked(step: HTMLElement): boolean {
  const box = step.querySelector<HTMLInputElement>('[name="unsentKnown"]');
  if (!box || box.checked) return true;
  const message = box.closest('[data-part="unsent"]')?.querySelector('.govuk-error-message');
  message?.lastChild?.replaceWith(word('files.unsentMissing'));
  box.focus();
  return false;
}
