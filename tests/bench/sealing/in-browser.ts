import type { UploadTransport } from '~/browser/report/upload-transport';
import { makeUploader } from '~/browser/report/uploader';
import { newReportKeys, sealReport } from '~/contract/sealed/report-bundle';
import { newKeyPair } from '~/envelope/key-pair';
import { newSigningKey } from '~/envelope/signing';

/** What the page of the bench can be asked to do; the same code as on the report page, without the server. */
export type BrowserBench = {
  /** Milliseconds for a file of this many bytes, from choosing it to its last part sealed and handed to the network. */
  upload: (bytes: number) => Promise<number>;
  /** Milliseconds for age's own cipher alone over the same bytes. */
  cipher: (bytes: number) => Promise<number>;
  /** Milliseconds to make the keys of a report and to seal its text, ten wraps and shares. */
  report: (letters: number) => Promise<number>;
};

type Cipher = (key: Uint8Array, nonce: Uint8Array) => { encrypt: (plain: Uint8Array) => Uint8Array };
/** The very module that age uses, served beside this one. */
const CIPHER = '/chacha.js';

/** Age seals in chunks of this size. */
const CHUNK = 64 * 1024;
const PIECE = 1_000_000;

/** The network takes everything at once. */
const taken: UploadTransport = {
  send: async () => ({ status: 204, code: null, field: null }),
  remove: async () => ({ status: 204, code: null, field: null }),
  list: async () => [],
};

/** A recording by its first bytes, and noise after them; the browser holds it, not the page. */
function recording(bytes: number): File {
  const noise = crypto.getRandomValues(new Uint8Array(65_536));
  const piece = Uint8Array.from({ length: PIECE }, (_, at) => noise[at % noise.length] ?? 0);
  piece.set([0xff, 0xfb, 0x90, 0x00]);
  const one = new Blob([piece]);
  return new File(Array<Blob>(bytes / PIECE).fill(one), 'recording.mp3');
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const bench: BrowserBench = {
  async upload(bytes) {
    const { recipient } = await newKeyPair();
    const options = { token: 'A'.repeat(43), reportId: 'bench', reportRecipient: recipient, transport: taken };
    const file = recording(bytes);
    return timed(() => makeUploader(options).add(file, { keepOriginal: true }));
  },
  async cipher(bytes) {
    const file = recording(bytes);
    const { chacha20poly1305 } = (await import(/* @vite-ignore */ CIPHER)) as { chacha20poly1305: Cipher };
    return timed(async () => {
      const key = crypto.getRandomValues(new Uint8Array(32));
      const nonce = new Uint8Array(12);
      let count = 0;
      for (let at = 0; at < bytes; at += PIECE) {
        const piece = new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer());
        for (let from = 0; from < piece.length; from += CHUNK) {
          new DataView(nonce.buffer).setUint32(8, count);
          count += 1;
          chacha20poly1305(key, nonce).encrypt(piece.subarray(from, from + CHUNK));
        }
      }
    });
  },
  async report(letters) {
    const unit = async (id: string) => ({ unitId: id, unitKeyId: id, recipient: (await newKeyPair()).recipient });
    const units = { handling: await unit('a'), custodians: await unit('b'), guardians: await unit('c') };
    const reporter = await newKeyPair();
    const countyKey = newSigningKey().publicKey;
    return timed(async () => {
      await sealReport({
        ...units,
        reportId: 'bench',
        caseId: 'bench',
        narrative: { ...NARRATIVE, description: 'a'.repeat(letters) },
        identity: null,
        reporter,
        countyKey,
        seen: {
          directory: { version: 1, textHash: 'd'.repeat(64) },
          routing: { version: 1, textHash: 'e'.repeat(64) },
        },
        keys: await newReportKeys(),
      });
    });
  },
};

const NARRATIVE = {
  place: '',
  employer: '',
  occurredOn: '',
  siteCode: null,
  village: null,
  insider: false,
  wantsReward: true,
  anonymity: 'anonymous',
  deaths: 0,
  accusedUnit: null,
  matter: 'hazard',
  sector: 'fire',
  area: '500200101',
  phoneLeft: false,
  answers: {},
} as const;

Object.assign(window, { bench });
