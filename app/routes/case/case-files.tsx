import { useState } from 'react';
import { chosenSink, openCaseFile, safeFileName, saveCaseFile } from '~/browser/case/case-files';
import type { OpenedFile } from '~/browser/case/case-said';
import type { OpenedCase, OpenedReport } from '~/browser/case/case-workspace';
import { type NotViewable, type ToView, toView } from '~/browser/case/file-viewer';
import { saveBytes } from '~/browser/case/save-bytes';
import type { Lang } from '~/domain/vocabulary';
import { Button } from '~/ui/button';
import { ErrorMessage } from '~/ui/error-message';
import { Warning } from '~/ui/warning';
import { caseWords } from '~/words/case/case';
import { formatDate } from '~/words/language';
import { FileView } from './file-view';

/** A report's files, each opened in this page or saved when its button is pressed. */
export function Files({ lang, opened, report }: { lang: Lang; opened: OpenedCase; report: OpenedReport }) {
  const t = caseWords[lang];
  return (
    <>
      <h2 className="govuk-heading-m">{t.files}</h2>
      {report.forgedFiles.map((madeOn) => (
        <Warning key={madeOn}>{t.forgedFiles(formatDate(madeOn, lang))}</Warning>
      ))}
      {report.files.length === 0 && <p className="govuk-body">{t.noFiles}</p>}
      {report.files.length > 0 && <p className="govuk-hint">{t.fileCare}</p>}
      <ul className="govuk-list">
        {report.files.map((file) => (
          <li key={file.entry.fileIndex}>
            <FileRow lang={lang} opened={opened} file={file} />
          </li>
        ))}
      </ul>
    </>
  );
}

function FileRow({ lang, opened, file }: { lang: Lang; opened: OpenedCase; file: OpenedFile }) {
  const t = caseWords[lang];
  const [state, setState] = useState<'ready' | 'broken' | { done: number; all: number }>('ready');
  const [view, setView] = useState<ToView | { not: NotViewable } | null>(null);
  const name = safeFileName(file.entry.name, `file-${file.entry.fileIndex + 1}`);
  const working = typeof state === 'object';
  const fetchPart = partsOf(opened.caseId, lang);
  const progress = (done: number, all: number) => setState({ done, all });

  async function work(task: () => Promise<void>) {
    setState({ done: 0, all: file.partIds.length });
    try {
      await task();
      setState('ready');
    } catch (error) {
      setState(error instanceof DOMException && error.name === 'AbortError' ? 'ready' : 'broken');
    }
  }
  const download = () =>
    work(async () => {
      const sink = await chosenSink(name, file.entry.size);
      if (sink) await saveCaseFile(opened, file, fetchPart, sink, progress);
      else saveBytes(await openCaseFile(opened, file, fetchPart, progress), name);
    });
  const look = () =>
    work(async () => setView(await toView(await openCaseFile(opened, file, fetchPart, progress), name)));

  return (
    <>
      <Button type="button" variant="secondary" onClick={look} disabled={working}>
        {t.view(name)}
      </Button>{' '}
      <Button type="button" variant="secondary" onClick={download} disabled={working}>
        {t.download(name)}
      </Button>{' '}
      <span>{Math.max(1, Math.ceil(file.entry.size / 1024))} KB</span>{' '}
      <span role="status">{working && t.downloading(state.done, state.all)}</span>
      <ErrorMessage id={`file-${file.entry.fileIndex}`} message={state === 'broken' ? t.fileBroken : undefined} />
      {view && <FileView lang={lang} view={view} onClose={() => setView(null)} />}
    </>
  );
}

/** Fetches sealed parts of the case's files. */
export const partsOf =
  (caseId: string, lang: Lang) =>
  async (id: string): Promise<Uint8Array> => {
    const response = await fetch(`/${lang}/staff/cases/${caseId}/files/${id}`, { credentials: 'same-origin' });
    if (!response.ok) throw new Error('file part');
    return new Uint8Array(await response.arrayBuffer());
  };
