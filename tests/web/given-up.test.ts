import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { createReadableStreamFromReadable } from '@remix-run/node';
import { expect, onTestFinished, test } from 'vitest';
import { sendBody } from '~/web/remix-handler.server';

/** What a route streams, far more than the connection buffers: a table, a file. */
async function* long() {
  for (let n = 0; n < 20_000; n += 1) yield Buffer.alloc(2_000, 'x');
}

test.each([false, true])(
  'a download given up halfway closes what it came from, and throws nowhere (gzip: %s)',
  async (gzip) => {
    const source = Readable.from(long());
    const server = createServer(
      (_, res) => void sendBody(createReadableStreamFromReadable(source), res, gzip).catch(() => undefined),
    );
    onTestFinished(() => void server.close());
    await once(server.listen(0), 'listening');
    const answer = await fetch(`http://localhost:${(server.address() as AddressInfo).port}`, {
      headers: { Connection: 'close' },
    });
    const reader = answer.body?.getReader();
    await reader?.read();
    const closed = new Promise((resolve) => source.once('close', () => resolve(null)));
    await reader?.cancel();
    await closed;
    // An error here has no listener, so it would end the whole process.
    expect(source.errored).toBeNull();
  },
);

test('what comes to its end arrives whole', async () => {
  const parts = Array.from({ length: 40 }, (_, n) => `part ${n} `.repeat(500));
  const body = () => createReadableStreamFromReadable(Readable.from(parts.map((part) => Buffer.from(part))));
  const server = createServer((req, res) => {
    const gzip = req.url === '/small';
    if (gzip) res.setHeader('Content-Encoding', 'gzip');
    void sendBody(body(), res, gzip);
  });
  onTestFinished(() => void server.close());
  await once(server.listen(0), 'listening');
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  for (const path of ['/', '/small']) expect(await (await fetch(origin + path)).text()).toBe(parts.join(''));
});
