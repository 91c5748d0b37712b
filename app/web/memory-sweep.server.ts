import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** How long words that came in the clear may lie in this process's memory once their request was answered. */
const WITHIN_MS = 60_000;

export type MemorySweep = {
  /**
   * Says that words in the clear were answered just now: memory is overwritten soon, and once more if others come
   * meanwhile.
   */
  soon: () => void;
};

/**
 * Limits how long what requests without scripts leave stays in memory. Strings cannot be overwritten, but the memory
 * that they lay in can be, once they are garbage: the collector clears what it frees, pages out of which it copied are
 * filled, and so is the buffer into which requests are read. The C library overwrites what native code frees
 * (app/cli/run-again.ts). docs/decisions/036-plain-words-in-memory.md says what was measured.
 */
export function memorySweep(
  log: (event: string, data: { ms: number }) => void,
  withinMs: number = WITHIN_MS,
): MemorySweep {
  setFlagsFromString('--clear-free-memory');
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // Otherwise a small buffer is part of a slab, which lives with everything that lay in it for as long as any part of
  // it is used.
  Buffer.poolSize = 0;
  let waits = false;
  let more = false;

  async function sweep(): Promise<void> {
    const started = performance.now();
    // The engine remembers the last text on which a pattern was tried.
    /./.test('.');
    collect();
    fillPages();
    fillStack();
    collect();
    const ms = Math.round(performance.now() - started);
    await fillReadBuffer();
    log('memory.swept', { ms });
  }

  const wait = () => {
    waits = true;
    setTimeout(() => {
      more = false;
      void sweep()
        .catch(() => log('memory.notSwept', { ms: 0 }))
        .finally(() => {
          waits = false;
          if (more) wait();
        });
    }, withinMs).unref();
  };

  return {
    soon: () => {
      if (waits) more = true;
      else wait();
    },
  };
}

/** More than both halves of the young generation, and the pages that the engine keeps aside from when it was larger. */
const FILLED_BYTES = 64 * 1024 * 1024;
/** Small ones, so that no page keeps an end into which nothing fitted. */
const SMALL = 4;
const SMALL_BYTES = 16 + 16 + 8 * SMALL;

/** They are kept until the end, because otherwise the same few pages would be filled again and again. */
function fillPages(): number {
  const kept: unknown[] = [];
  for (let made = 0; made < FILLED_BYTES; made += SMALL_BYTES) kept.push([made, made, made, made]);
  return kept.length;
}

/**
 * Short texts are copied onto the stack on their way into native code; this overwrites what lies beyond its present
 * end.
 */
function fillStack(): void {
  const deeper = (depth: number): number => depth + deeper(depth + 1) + 1;
  try {
    deeper(0);
  } catch {
    // As deep as the stack goes.
  }
}

/**
 * All connections are read by turns into one buffer of 64 KiB, which keeps the end of the longest request. A request to
 * ourselves that is longer than the buffer overwrites it.
 */
async function fillReadBuffer(): Promise<void> {
  const server = createServer((req, res) => req.resume().once('end', () => res.end()));
  server.listen(0, '127.0.0.1');
  try {
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const sent = request({ port, host: '127.0.0.1', method: 'POST', agent: false });
    sent.end(Buffer.alloc(READ_BYTES));
    const [answer] = await once(sent, 'response');
    await once(answer.resume(), 'end');
  } finally {
    server.close();
  }
}

const READ_BYTES = 1024 * 1024;

const PAGES = ['/:lang/report', '/:lang/follow'];

/** Posts without scripts, and the page opened without them, which consists of words that the server opened for it. */
export function bringsPlainWords({ method, headers }: IncomingMessage, pattern: string): boolean {
  if (!PAGES.includes(pattern) || headers['x-anshao-mode'] !== undefined) return false;
  return method === 'POST' || /anshao-follow=/.test(headers.cookie ?? '');
}
