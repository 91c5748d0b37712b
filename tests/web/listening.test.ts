import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { LISTENERS } from '~/web/more-listeners.server';
import { testSite } from './test-site';

/** More than the usual backlog, and fewer than a process may open. */
const KNOCKING = 640;

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** In how many turns of the event loop all connections made at the same moment are accepted. */
async function turnsFor(listeners: number, knocking: number): Promise<number> {
  const { site, port } = await testSite({}, { listeners });
  let taken = 0;
  site.server.on('connection', () => {
    taken += 1;
  });
  const sockets: Socket[] = Array.from({ length: knocking }, () =>
    connect(port, '127.0.0.1').on('error', () => undefined),
  );
  onTestFinished(() => sockets.forEach((socket) => void socket.destroy()));
  let turns = 0;
  for (; taken < knocking && turns < 10 * knocking; turns += 1) await turn();
  return taken === knocking ? turns : Number.POSITIVE_INFINITY;
}

test('whoever is new is taken up many at a time, and none of hundreds has to knock again', async () => {
  expect(await turnsFor(LISTENERS, KNOCKING)).toBeLessThan(KNOCKING / 4);
});

test('which one listening socket does not do', async () => {
  // The control: this is what the engine does by itself.
  expect(await turnsFor(1, 100)).toBeGreaterThanOrEqual(99);
});

test('a site that listens many times over answers on each, tells whom it answers, and closes whole', async () => {
  const { site, url, port } = await testSite({}, { listeners: LISTENERS });
  const seen: string[] = [];
  site.server.on('request', (req) => seen.push(req.socket.remoteAddress ?? ''));
  const answers = await Promise.all(
    Array.from({ length: 64 }, () =>
      fetch(`${url}/healthz`, { headers: { Connection: 'close' } }).then((one) => one.text()),
    ),
  );
  expect(new Set(answers)).toEqual(new Set(['ok']));
  expect(new Set(seen)).toEqual(new Set(['127.0.0.1']));
  // A half-closed connection still gets its answer, as on the server's own socket.
  const half = connect(port, '127.0.0.1').setEncoding('utf8');
  half.end('GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  let text = '';
  half.on('data', (piece) => {
    text += piece;
  });
  await once(half, 'close');
  expect(text).toContain('200 OK');
  await site.close(1_000);
  const refused = connect(port, '127.0.0.1');
  await expect(once(refused, 'connect')).rejects.toThrow('ECONNREFUSED');
});

test('a site that can start no helper listens once, and says so', async () => {
  const own = process.execPath;
  onTestFinished(() => {
    process.execPath = own;
  });
  process.execPath = '/nowhere/node';
  const { url, lines } = await testSite({}, { listeners: LISTENERS });
  expect(await (await fetch(`${url}/healthz`)).text()).toBe('ok');
  expect(lines()).toContain('listen.once');
});
