import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { followSessions } from '~/services/follow/follow-sessions.server';
import { startCaddy } from './caddy';
import { startNginx } from './nginx';

/** Where a proxy leads, by the examples for several web processes; tests/faults/two-processes.test.ts has real ones. */

const LIMIT = 24;

async function processNamed(name: string) {
  const server = createServer((req, res) => {
    req.resume().on('end', () => res.end(name));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  onTestFinished(async () => void (server.listening && (await stop())));
  return { port: (server.address() as AddressInfo).port, stop };
}

const cookieOf = (name: string) =>
  `lang=zh; __Host-anshao-follow=${followSessions(Date.now, name).open({ reportId: 'r', seed: null })}`;

test.each([
  ['nginx', startNginx],
  ['Caddy', startCaddy],
] as const)(
  '%s leads by the cookie of a follow page, else by address, and past a process that is away',
  async (_, start) => {
    const [one, two] = [await processNamed('1'), await processNamed('2')];
    const { ask, logged } = await start([one.port, two.port]);
    const asked = (from: string, Cookie = '', method = 'GET') =>
      ask({ from, path: '/zh/follow', method, headers: Cookie === '' ? {} : { Cookie } }).then(({ body }) => body);
    const visitors = Array.from({ length: LIMIT }, (_, index) => `127.0.${index}.9`);
    for (const name of ['1', '2']) for (const from of visitors) expect(await asked(from, cookieOf(name))).toBe(name);
    const first = await Promise.all(visitors.map((from) => asked(from)));
    expect(new Set(first)).toEqual(new Set(['1', '2']));
    for (const _ of [1, 2]) expect(await Promise.all(visitors.map((from) => asked(from)))).toEqual(first);
    const answer = await ask({ path: '/zh' });
    expect(answer.headers['set-cookie']).toBeUndefined();
    await one.stop();
    for (const method of ['POST', 'GET']) expect(await asked('127.0.0.9', cookieOf('1'), method)).toBe('2');
    expect(new Set(await Promise.all(visitors.map((from) => asked(from))))).toEqual(new Set(['2']));
    expect(logged()).toBe('');
  },
);
