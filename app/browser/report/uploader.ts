import { sentFileName } from '~/domain/report/file-name';
import { MAX_UPLOAD, MAX_UPLOAD_FILES } from '~/domain/report/upload-limits';
import { FILE_PART_BYTES, fileEntry } from '~/envelope/report/file-parts';
import { type PreparedFile, prepareFile, UploadError } from './chosen-file';
import { sendFile } from './file-sender';
import { type PartSender, partSender, realClock, type SenderClock, type SenderState } from './part-sender';
import { type HeldFile, type SentFile, settle } from './upload-settling';
import { type UploadTransport, webTransport } from './upload-transport';

export type { FileProblem } from './chosen-file';
export { UploadError } from './chosen-file';
export type { SentFile } from './upload-settling';

export type UploadProgress = {
  fileIndex: number;
  /** Counted in bytes before sealing. */
  sent: number;
  all: number;
  state: 'cleaning' | SenderState | 'done' | 'failed';
};

export type UploaderOptions = {
  /** base64url of 32 random bytes, made in this page. */
  token: string;
  reportId: string;
  reportRecipient: string;
  onProgress?: (progress: UploadProgress) => void;
  /** Number of the first file; later deliveries of a report continue the count. */
  firstIndex?: number;
  /** Parts that may be on their way at once. */
  atOnce?: 1 | 2;
  /** Bytes of a file in one part; fewer in tests. */
  partBytes?: number;
  transport?: UploadTransport;
  clock?: SenderClock;
};

export type Uploader = {
  /** Judges, cleans, seals and sends one file; files wait for each other. Rejects with UploadError. */
  add: (file: File, options?: { keepOriginal?: boolean }) => Promise<SentFile>;
  /** Removes a file, whether sent or on its way. */
  remove: (fileIndex: number) => Promise<void>;
  pause: () => void;
  /** Continues after a pause, and at once where it was waiting for another try. */
  resume: () => void;
  /**
   * Asks the server what it holds and seals lost parts anew; then returns the files for the manifest. Call it right
   * before sending, so that what it returns is what the server has.
   */
  finish: () => Promise<SentFile[]>;
  /** Stops everything; nothing more can be added. */
  cancel: () => void;
};

/** Uploads a report's files ahead of it, holding two parts of 4 MiB in memory whatever the files' size. */
export function makeUploader(options: UploaderOptions): Uploader {
  const { token, reportId, reportRecipient, onProgress = () => undefined, atOnce = 2 } = options;
  const { partBytes = FILE_PART_BYTES } = options;
  const { transport = webTransport, clock = realClock } = options;
  const held = new Map<number, HeldFile>();
  const numbered = countByWord();
  const inTurn = oneAfterAnother();
  let nextIndex = options.firstIndex ?? 0;
  const progress = progressOf(onProgress);
  let stop = new AbortController();

  const sender: PartSender = partSender(transport, (state) => progress.tell({ state }), clock);

  const send = (prepared: PreparedFile, fileIndex: number, wanted: (sequence: number) => boolean) => {
    const place = { token, reportId, fileIndex, reportRecipient };
    const onSent = (sent: number) => progress.tell({ sent });
    return sendFile({ place, prepared, sender, atOnce, partBytes, wanted, onSent, stop: stop.signal });
  };

  async function addNow(file: File, keepOriginal: boolean): Promise<SentFile> {
    if (held.size >= MAX_UPLOAD_FILES) throw new UploadError('tooMany');
    const fileIndex = nextIndex;
    nextIndex += 1;
    stop = new AbortController();
    progress.begin({ fileIndex, sent: 0, all: file.size, state: 'cleaning' });
    progress.tell({});
    try {
      const prepared = await prepareFile(file, keepOriginal);
      const before = [...held.values()].reduce((sum, one) => sum + one.sent.size, 0);
      if (before + prepared.size > MAX_UPLOAD) throw new UploadError('allTooLarge');
      progress.tell({ all: prepared.size, state: 'sending' });
      const parts = await send(prepared, fileIndex, () => true);
      const name = sentFileName(file.name, prepared.kind, numbered);
      const entry = fileEntry({ fileIndex, name, type: prepared.kind.mediaType }, parts);
      const sent = { ...entry, removed: prepared.removed, original: keepOriginal, stays: prepared.stays };
      held.set(fileIndex, { sent, prepared });
      progress.tell({ sent: prepared.size, state: 'done' });
      return sent;
    } catch (error) {
      progress.tell({ state: 'failed' });
      // Best effort; `finish` checks again.
      void transport.remove(token, fileIndex);
      throw error instanceof DOMException ? new UploadError('unreadable') : error;
    } finally {
      progress.end();
    }
  }

  async function resend({ sent, prepared }: HeldFile, lost: ReadonlySet<number>): Promise<void> {
    progress.begin({ fileIndex: sent.fileIndex, sent: 0, all: prepared.size, state: 'sending' });
    for (const part of await send(prepared, sent.fileIndex, (sequence) => lost.has(sequence))) {
      sent.hashes[part.sequence] = part.sha256;
    }
    progress.tell({ sent: prepared.size, state: 'done' });
    progress.end();
  }

  async function finishNow(): Promise<SentFile[]> {
    stop = new AbortController();
    const remove = (fileIndex: number) => transport.remove(token, fileIndex);
    await settle(held, { list: () => sender.list(token), remove, resend });
    return [...held.values()].map(({ sent }) => sent);
  }

  return {
    add: (file, { keepOriginal = false } = {}) => inTurn(() => addNow(file, keepOriginal)),
    async remove(fileIndex) {
      if (progress.fileIndex() === fileIndex) stop.abort();
      await inTurn(async () => {
        if (held.delete(fileIndex)) await transport.remove(token, fileIndex);
      });
    },
    pause: sender.pause,
    resume: sender.resume,
    finish: () => inTurn(finishNow),
    cancel: sender.cancel,
  };
}

/** Reports the progress of the one file that is under way; a message about any other is dropped. */
function progressOf(onProgress: (progress: UploadProgress) => void) {
  let now: UploadProgress | null = null;
  return {
    fileIndex: () => now?.fileIndex ?? null,
    begin(progress: UploadProgress) {
      now = progress;
    },
    tell(change: Partial<UploadProgress>) {
      if (!now) return;
      now = { ...now, ...change };
      onProgress(now);
    },
    end() {
      now = null;
    },
  };
}

/** Counts up separately for each word: 1, 2, 3 … */
function countByWord(): (word: string) => number {
  const counts = new Map<string, number>();
  return (word) => {
    const count = (counts.get(word) ?? 0) + 1;
    counts.set(word, count);
    return count;
  };
}

/** Runs pieces of work one after the other, also after failures. */
function oneAfterAnother(): <T>(work: () => Promise<T>) => Promise<T> {
  let queue: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = queue.then(work, work);
    queue = done.catch(() => undefined);
    return done;
  };
}
