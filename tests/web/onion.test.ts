import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { trustedProxies } from '~/web/proxy.server';
import { freePort } from '../faults/running-site';
import { startNginx } from './nginx';
import { NAME } from './proxy-in-front';
import { testSite } from './test-site';

const ONION = 'http://ONION.onion';
const LIMITS = Object.fromEntries(
  ['view', 'post', 'report', 'upload', 'code', 'signIn'].map((kind) => [kind, { most: 3, perMs: 600_000 }]),
);
const routes = {
  '/:lang/page': {
    loader: () => new Response('x'),
    action: async ({ request }: { request: Request }) => new Response(await request.text()),
  },
  '/:lang/staff/sign-in': { loader: () => new Response('staff') },
};

type Ask = { circuit: number; path?: string; origin?: string; body?: string };

/** The site behind nginx, asked as Tor asks: with the line that names the circuit before the request. */
async function onionSite() {
  const site = await testSite(routes, {
    origin: `https://${NAME}`,
    proxies: trustedProxies(['127.0.0.1']),
    throttleLimits: LIMITS as never,
  });
  const onionPort = await freePort();
  const { logged } = await startNginx(site.port, { onionPort });
  const ask = async ({ circuit, path = '/zh/page', origin, body }: Ask): Promise<{ status: number; text: string }> => {
    const socket = connect(onionPort, '127.0.0.1');
    const lines = [
      // Tor writes the circuit's number into the address, in two groups of sixteen bits.
      `PROXY TCP6 fc00:dead:beef:4dad::${(circuit >> 16).toString(16)}:${(circuit & 0xffff).toString(16)} ::1 65535 80`,
      `${body === undefined ? 'GET' : 'POST'} ${path} HTTP/1.1`,
      'Host: ONION.onion',
      'Connection: close',
      'X-Forwarded-For: 203.0.113.9',
      ...(origin === undefined ? [] : [`Origin: ${origin}`]),
      ...(body === undefined ? [] : ['Content-Type: text/plain', `Content-Length: ${Buffer.byteLength(body)}`]),
    ];
    socket.write(`${lines.join('\r\n')}\r\n\r\n${body ?? ''}`);
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    await once(socket, 'close');
    return { status: Number(text.split(' ')[1]), text };
  };
  return { ask, logged };
}

test('the lines for Tor are ones that Tor takes', () => {
  const data = mkdtempSync(join(tmpdir(), 'anshao-tor-'));
  const args = ['--verify-config', '-f', 'docs/deploy/torrc', '--defaults-torrc', '/dev/null', '--DataDirectory', data];
  const { status, stdout } = spawnSync('tor', args, {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
  });
  expect(stdout).toContain('Configuration was valid');
  expect(stdout).not.toContain('[warn] Skipping');
  expect(status).toBe(0);
  rmSync(data, { recursive: true, force: true });
});

test('an onion service posts from its own pages and no others, and shows no door to staff', async () => {
  const { ask, logged } = await onionSite();
  const posted = await ask({ circuit: 1, origin: ONION, body: 'words' });
  expect([posted.status, posted.text.includes('words')]).toEqual([200, true]);
  expect((await ask({ circuit: 2, origin: 'http://other.onion', body: 'words' })).status).toBe(403);
  expect((await ask({ circuit: 3, body: 'words' })).status).toBe(403);
  for (const path of ['/zh/staff/sign-in', '/en/staff', '/zh/setup/token'])
    expect((await ask({ circuit: 4, path })).status, path).toBe(404);
  const page = await ask({ circuit: 5 });
  expect(page.text).not.toMatch(/strict-transport-security/i);
  expect(page.text.match(/content-security-policy/gi)).toHaveLength(1);
  expect(logged()).toBe('');
});

test('each circuit counts as one visitor, whatever it writes of itself', async () => {
  const { ask } = await onionSite();
  const statuses = async (circuit: number) => {
    const all: number[] = [];
    for (let n = 0; n < 4; n++) all.push((await ask({ circuit })).status);
    return all;
  };
  expect(await statuses(0x2a)).toEqual([200, 200, 200, 429]);
  expect(await statuses(0x1_0000)).toEqual([200, 200, 200, 429]);
});
