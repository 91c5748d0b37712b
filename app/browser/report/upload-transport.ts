import { HEADER as PROOF, solve } from '~/browser/proof-of-work';
import { uploadRefused, type WaitingPart, waitingList } from '~/contract/answers/upload';

/** What the server answered to one request; status 0: nothing came back. */
export type UploadAnswer = { status: number; code: string | null; field: string | null };

export type PartToSend = {
  token: string;
  fileIndex: number;
  sequence: number;
  sha256: string;
  bytes: Uint8Array;
};

/** The requests to `/upload`; tests put others in their place. Never rejects, except for `list`. */
export type UploadTransport = {
  /** `onSent` is told how many of the part's bytes have been sent. */
  send: (part: PartToSend, onSent: (bytes: number) => void, signal: AbortSignal) => Promise<UploadAnswer>;
  remove: (token: string, fileIndex: number) => Promise<UploadAnswer>;
  /** Rejects when no valid answer came. */
  list: (token: string) => Promise<WaitingPart[]>;
};

const PLACE = '/upload';
/** A connection on which nothing moves for this long is assumed to be dead. */
const STALLED_MS = 60_000;
const NOTHING: UploadAnswer = { status: 0, code: null, field: null };

export const webTransport: UploadTransport = { send, remove, list };

/** Once this network has sent much, each part brings an answer to a task. */
let workNeeded = false;

async function send(part: PartToSend, onSent: (bytes: number) => void, signal: AbortSignal): Promise<UploadAnswer> {
  for (let tries = 0; ; tries += 1) {
    const proof = workNeeded ? await solve(signal).catch(() => null) : null;
    const { work, ...answer } = await sendOnce(part, proof, onSent, signal);
    workNeeded = work || proof !== null;
    if (!work || tries > 0 || signal.aborted) return answer;
  }
}

/**
 * Uses XMLHttpRequest, because fetch cannot tell how much of a body has been sent, which is what people watch on a slow
 * connection.
 */
function sendOnce(
  part: PartToSend,
  proof: string | null,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<UploadAnswer & { work: boolean }> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    let watch: ReturnType<typeof setTimeout> | undefined;
    const alive = () => {
      clearTimeout(watch);
      watch = setTimeout(() => request.abort(), STALLED_MS);
    };
    const stop = () => request.abort();
    const end = (answer: UploadAnswer) => {
      clearTimeout(watch);
      signal.removeEventListener('abort', stop);
      resolve({ ...answer, work: answer.status === 429 && request.getResponseHeader(PROOF) === 'needed' });
    };
    request.upload.onprogress = ({ loaded }) => {
      alive();
      onSent(loaded);
    };
    request.onload = () => end({ status: request.status, ...told(request.responseText) });
    request.onerror = () => end(NOTHING);
    request.onabort = () => end(NOTHING);
    signal.addEventListener('abort', stop);
    request.open('POST', PLACE);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    for (const [name, value] of Object.entries(headersOf(part))) request.setRequestHeader(name, value);
    if (proof !== null) request.setRequestHeader(PROOF, proof);
    alive();
    request.send(part.bytes as Uint8Array<ArrayBuffer>);
  });
}

const headersOf = ({ token, fileIndex, sequence, sha256 }: PartToSend) => ({
  'X-Upload-Token': token,
  'X-Upload-File': String(fileIndex),
  'X-Upload-Part': String(sequence),
  'X-Upload-Sha256': sha256,
});

function told(text: string): Omit<UploadAnswer, 'status'> {
  try {
    return uploadRefused.parse(JSON.parse(text));
  } catch {
    return { code: null, field: null };
  }
}

async function remove(token: string, fileIndex: number): Promise<UploadAnswer> {
  const headers = { 'X-Upload-Token': token, 'X-Upload-File': String(fileIndex), 'X-Upload-Remove': 'file' };
  try {
    const response = await fetch(PLACE, { method: 'POST', headers, signal: soon() });
    return { status: response.status, ...told(await response.text()) };
  } catch {
    return NOTHING;
  }
}

async function list(token: string): Promise<WaitingPart[]> {
  const response = await fetch(PLACE, {
    headers: { 'X-Upload-Token': token },
    cache: 'no-store',
    signal: soon(),
  });
  return waitingList.parse(response.ok ? await response.json() : null).parts;
}

/** Small requests are given up after the time that also declares a connection dead. */
function soon(): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), STALLED_MS);
  return controller.signal;
}
