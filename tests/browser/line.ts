import { createHash } from 'node:crypto';
import type { SenderClock } from '~/browser/report/part-sender';
import type { PartToSend, UploadAnswer, UploadTransport } from '~/browser/report/upload-transport';

/**
 * What happens to one request on its way. `request`: it never arrives; `answer`: it does, but the answer is lost;
 * `damaged`: its body changed on the way; `busy`, `broken`: the server says 429 or 500; `forgotten`: the server takes
 * it and then loses it.
 */
export const MISHAPS = ['request', 'answer', 'damaged', 'busy', 'broken', 'forgotten'] as const;
export type Mishap = (typeof MISHAPS)[number];

const NOTHING: UploadAnswer = { status: 0, code: null, field: null };
const said = (status: number, code: string | null = null, field: string | null = null) => ({ status, code, field });

/** A server that stores parts as ours does, behind a connection on which the n-th request meets `mishaps[n]`. */
export function badLine(mishaps: readonly (Mishap | null)[]) {
  const kept = new Map<string, Uint8Array>();
  let requests = 0;
  const next = () => mishaps[requests++] ?? null;

  function keep({ fileIndex, sequence, bytes, sha256 }: PartToSend, mishap: Mishap | null): UploadAnswer {
    const came = bytes.slice();
    if (mishap === 'damaged') came[came.length - 1] = (came.at(-1) ?? 0) ^ 1;
    if (createHash('sha256').update(came).digest('hex') !== sha256) return said(422, 'invalid', 'sha256');
    if (mishap !== 'forgotten') kept.set(`${fileIndex}/${sequence}`, came);
    return said(204);
  }

  const transport: UploadTransport = {
    async send(part, onSent) {
      const mishap = next();
      onSent(part.bytes.length / 2);
      if (mishap === 'request') return NOTHING;
      if (mishap === 'busy') return said(429, 'busy');
      if (mishap === 'broken') return said(500);
      const answer = keep(part, mishap);
      return mishap === 'answer' ? NOTHING : answer;
    },
    async remove(_, fileIndex) {
      const mishap = next();
      if (mishap === 'request' || mishap === 'busy' || mishap === 'broken') return NOTHING;
      for (const place of kept.keys()) if (place.startsWith(`${fileIndex}/`)) kept.delete(place);
      return mishap === 'answer' ? NOTHING : said(204);
    },
    async list() {
      if (next() !== null) throw new Error('line');
      return [...kept].map(([place, bytes]) => {
        const [file = 0, part = 0] = place.split('/').map(Number);
        return { file, part, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
      });
    },
  };
  return { transport, kept, requests: () => requests };
}

/** Waits that take no time, with a record of what was asked of them. */
export function quickClock(): SenderClock & { waits: number[] } {
  const waits: number[] = [];
  return {
    waits,
    random: () => 0.5,
    wait: async (ms) => void waits.push(ms),
  };
}
