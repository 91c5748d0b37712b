import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect } from 'vitest';
import { attack } from './attack';
import { demo } from './demo';

/** Sends bytes as they are, and returns all that comes back. */
function raw(bytes: string): Promise<string> {
  const { hostname, port } = new URL(demo().origin);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    let answer = '';
    socket.setTimeout(20_000, () => socket.destroy());
    socket.on('data', (piece) => {
      answer += piece.toString('latin1');
    });
    // Somebody who is told to go on has no body to send, so what follows is the answer.
    socket.on('close', () => resolve(answer.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '')));
    socket.on('error', reject);
  });
}

const ONCE = ['content-security-policy', 'x-content-type-options', 'x-frame-options', 'referrer-policy'];
const STEPS = ['..', '%2e%2e', '.%2e', '%252e%252e', '..%2f', '..%5c', '..\\', '%c0%ae%c0%ae', '....//', '..;', '%00'];
const METHODS = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND', 'CONNECT', 'x'];
const PLACES = [
  '/',
  '/zh',
  '/zh/report',
  '/zh/follow',
  '/zh/staff',
  '/zh/staff/queue',
  '/upload',
  '/readyz',
  '/zh/nowhere',
];
/** Headers by which others have bypassed checks of address, path or method. */
const HEADERS = [
  'X-Forwarded-For: 127.0.0.1',
  'X-Forwarded-Host: evil.example',
  'X-Original-URL: /zh/staff/members',
  'X-Rewrite-URL: /zh/staff/members',
  'X-HTTP-Method-Override: DELETE',
  'X-Remix-Response: yes',
  'Range: bytes=0-,0-,0-,0-',
  'Cookie: anshao-staff=; anshao-staff=x; anshao-follow=x',
  `Cookie: ${'a'.repeat(9_000)}`,
  'Transfer-Encoding: chunked, identity',
  'Content-Length: -1',
  'Expect: 100-continue',
];

attack('No odd request gets anything', 'tricks in paths for what lies beside the served folders', async ({ note }) => {
  const secret = readFileSync(join(demo().data, 'server-secret'));
  const kept = [
    secret.toString('latin1').slice(0, 24),
    JSON.stringify(demo().accounts[0]?.passphrase ?? '?').slice(1, -1),
  ];
  const targets = ['server-secret', 'data/server-secret', 'demo/accounts.json', '.env', 'package.json', 'etc/passwd'];
  const paths = STEPS.flatMap((step) =>
    targets.flatMap((target) =>
      ['/', '/assets/', '/zh/', '/upload/'].map((place) => `${place}${`${step}/`.repeat(4)}${target}`),
    ),
  );
  let sent = 0;
  for (const path of paths) {
    const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    expect([path, answer.split(' ')[1]]).toEqual([path, expect.stringMatching(/^(?:30[1278]|4\d\d)$/)]);
    for (const mark of [...kept, 'root:x:0', '"devDependencies"']) expect(answer).not.toContain(mark);
    sent += 1;
  }
  // The control: what is served arrives by the same way.
  expect(await raw('GET /favicon.svg HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')).toContain('<svg');
  note(`${sent} paths`);
});

attack('No odd request gets anything', 'methods and headers on every kind of page', async ({ note }) => {
  let sent = 0;
  for (const place of PLACES) {
    for (const [method, header] of [
      ...METHODS.map((one) => [one, 'X-None: 1'] as const),
      ...HEADERS.map((one) => ['GET', one] as const),
    ]) {
      const answer = await raw(
        `${method} ${place} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${header}\r\n\r\n`,
      );
      const [head = ''] = answer.split('\r\n\r\n', 1);
      const status = Number(head.split(' ')[1] ?? 0);
      // CONNECT may be cut off without a word.
      const cut = answer === '' && method === 'CONNECT';
      expect([method, place, header, cut || (status >= 200 && status < 500) || status === 501]).toEqual([
        method,
        place,
        header,
        true,
      ]);
      if (cut) continue;
      for (const name of ONCE) {
        expect([method, place, header, name, head.toLowerCase().split(`\n${name}:`).length - 1]).toEqual([
          method,
          place,
          header,
          name,
          1,
        ]);
      }
      expect(head).not.toMatch(/evil\.example|root:x/);
      // A staff page answers a stranger with the sign-in page or nothing.
      if (place.startsWith('/zh/staff') && status === 200) expect(answer).not.toContain('data-member');
      sent += 1;
    }
  }
  note(`${sent} requests`);
});
