import {
  makeUploader,
  type SentFile,
  UploadError,
  type Uploader,
  type UploadProgress,
} from '~/browser/report/uploader';
import { randomBytes, toBase64 } from '~/envelope/bytes';
import { type Outcome, page } from './follow-acts';
import type { AnsweredPage } from './follow-post';
import { send } from './follow-session';
import type { PageWords } from './follow-words';
import { reportKeyOf, sealDelivery } from './follow-workspace';

let uploader: Uploader | null = null;

/** A delivery that was posted and not answered: the same files are sent again as the same delivery, and count once. */
let unanswered: { chosen: string; fields: Readonly<Record<string, string>> } | null = null;

/** Cleans, seals and sends files, then hands them over with a sealed manifest; shows its progress. */
export async function sendFiles(form: HTMLFormElement, words: PageWords): Promise<Outcome> {
  const data = new FormData(form);
  const files = data.getAll('files').filter((file): file is File => file instanceof File && file.size > 0);
  if (files.length === 0) return { errors: [{ field: 'files', message: words('filesMissing') }] };
  const keepOriginal = data.get('keepOriginal') === 'yes';
  const chosen = JSON.stringify([
    keepOriginal,
    ...files.map(({ name, size, lastModified }) => [name, size, lastModified]),
  ]);
  if (unanswered?.chosen === chosen) return { answer: await deliver(unanswered) };
  const { sealed } = page();
  const token = toBase64(randomBytes(32));
  const shown = progressOf(form, words);
  const making = makeUploader({
    token,
    reportId: sealed.reportId,
    reportRecipient: reportKeyOf(page()),
    firstIndex: sealed.files.nextIndex,
    onProgress: shown.tell,
  });
  uploader = making;
  try {
    for (const file of files) {
      shown.begin(file.name);
      shown.list(await making.add(file, { keepOriginal }), file.name);
    }
    const sent = await making.finish();
    shown.say(words('manifest'));
    const manifest = await sealDelivery(page(), sent);
    const sequence = String(page().sealed.files.nextManifest);
    const fields = { step: 'sealedFiles', id: crypto.randomUUID(), token, sequence, manifest };
    return { answer: await deliver({ chosen, fields }) };
  } catch (error) {
    if (!(error instanceof UploadError)) throw error;
    const message = words(`upload.${error.problem}`) || words('files.refused');
    return { errors: [{ field: 'files', message }] };
  } finally {
    uploader = null;
    shown.end();
  }
}

async function deliver(delivery: NonNullable<typeof unanswered>): Promise<AnsweredPage> {
  unanswered = delivery;
  const answer = await send(delivery.fields);
  if (answer.status < 500) unanswered = null;
  return answer;
}

/** Pause, go on, cancel. */
export function steerSending(button: string): void {
  if (button === 'pause') uploader?.pause();
  if (button === 'resume') uploader?.resume();
  if (button === 'cancel') uploader?.cancel();
}

/** The page is left, or was locked: nothing more is sent. */
export const stopSending = (): void => uploader?.cancel();

function progressOf(form: HTMLFormElement, words: PageWords) {
  const box = form.querySelector<HTMLElement>('[data-sending]');
  const line = form.querySelector<HTMLElement>('[data-sending-text]');
  const bar = form.querySelector<HTMLProgressElement>('[data-sending-bar]');
  const list = form.querySelector<HTMLElement>('[data-sending-list]');
  let name = '';
  const say = (text: string) => {
    // A screen reader would read the same words out again.
    if (line && line.textContent !== text) line.textContent = text;
  };
  if (box) box.hidden = false;
  return {
    say,
    begin: (file: string) => {
      name = file;
    },
    tell: ({ sent, all, state }: UploadProgress) => {
      const share = all === 0 ? 1 : sent / all;
      if (bar) bar.value = share;
      say(`${words('progress', { name, percent: `${Math.floor(share * 10) * 10}%` })} · ${words(`state.${state}`)}`);
    },
    list: (sent: SentFile, file: string) => {
      const entry = document.createElement('li');
      entry.textContent = removedText(sent, file, words);
      list?.append(entry);
    },
    end: () => {
      if (box) box.hidden = true;
      list?.replaceChildren();
    },
  };
}

function removedText({ removed, original, stays }: SentFile, name: string, words: PageWords): string {
  if (original) return words('keptIn', { name });
  if (stays) return words('staysIn', { name });
  if (removed.length === 0) return words('nothingFound', { name });
  const what = removed.map((one) => words(`removed.${one}`)).join(words('listSeparator'));
  return words('removedFrom', { name, what });
}
