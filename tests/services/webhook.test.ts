import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook as Verifier } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { mailProblem } from '~/services/mail.server';
import { JobWaits } from '~/services/outbox.server';
import { makeWebhook } from '~/services/webhook.server';

/** A gateway that keeps what it got, and answers as it is told. */
const got: { headers: IncomingHttpHeaders; body: string; url: string }[] = [];
let answer = { status: 204, location: '' };
let silent = false;
let server: Server;
let url = '';
const BASE64 = Buffer.alloc(32, 7).toString('base64');
const SECRET = Buffer.from(BASE64, 'base64');

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      got.push({ headers: request.headers, body, url: request.url ?? '' });
      if (silent) return;
      response.writeHead(answer.status, answer.location ? { location: answer.location } : {}).end('any words');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  got.length = 0;
  answer = { status: 204, location: '' };
  silent = false;
});

const hook = (now = Date.now()) => makeWebhook({ url, secret: SECRET }, () => now);
const message = { id: 'abc123', event: 'danger', target: 'phone-1' } as const;

test('what goes out is verified by another implementation of Standard Webhooks, and says no more than it may', async () => {
  const now = Date.now();
  await hook(now).send(message);
  const [one] = got;
  const headers = one?.headers as Record<string, string>;
  const read = new Verifier(BASE64).verify(one?.body ?? '', headers);
  const minute = new Date(Math.floor(now / 60_000) * 60_000).toISOString();
  expect(read).toEqual({ type: 'duty.danger', timestamp: minute, data: { target: 'phone-1' } });
  expect(JSON.parse(one?.body ?? '')).toEqual(read);
  expect(headers['webhook-id']).toBe('abc123');
});

test('a changed body, another secret, another id and an old message are refused', async () => {
  await hook().send(message);
  const [one] = got;
  const headers = one?.headers as Record<string, string>;
  const body = one?.body ?? '';
  const verifies = (secret: string, text: string, given: Record<string, string>) => () =>
    new Verifier(secret).verify(text, given);
  expect(verifies(BASE64, body, headers)).not.toThrow();
  expect(verifies(BASE64, body.replace('phone-1', 'phone-2'), headers)).toThrow();
  expect(verifies(Buffer.alloc(32, 8).toString('base64'), body, headers)).toThrow();
  expect(verifies(BASE64, body, { ...headers, 'webhook-id': 'other' })).toThrow();
  got.length = 0;
  await hook(Date.now() - 10 * 60_000).send(message);
  expect(verifies(BASE64, got[0]?.body ?? '', got[0]?.headers as Record<string, string>)).toThrow(/too old/);
});

test('a test has its number, and nothing else has one', async () => {
  await hook().send({ ...message, event: 'test', number: 123_456 });
  expect(JSON.parse(got[0]?.body ?? '')).toMatchObject({
    type: 'duty.test',
    data: { target: 'phone-1', number: 123_456 },
  });
});

test('an address elsewhere is not followed, and refusals are told by their status', async () => {
  answer = { status: 307, location: '/elsewhere' };
  await expect(hook().send(message)).rejects.toMatchObject({ problem: 'redirect', status: 307 });
  expect(got.map((one) => one.url)).toEqual(['/hook']);
  answer = { status: 503, location: '' };
  await expect(hook().send(message)).rejects.toMatchObject({ problem: 'status', status: 503 });
});

test('a gateway that is not there, or says nothing, is told as that', async () => {
  const nowhere = makeWebhook({ url: 'http://127.0.0.1:9/hook', secret: SECRET }, Date.now);
  await expect(nowhere.send(message)).rejects.toMatchObject({ problem: 'unreachable' });
  silent = true;
  const impatient = makeWebhook({ url, secret: SECRET }, Date.now, 50);
  await expect(impatient.send(message)).rejects.toMatchObject({ problem: 'timeout' });
});

test('without one, messages wait', async () => {
  const none = makeWebhook(null, Date.now);
  expect(none.configured).toBe(false);
  await expect(none.send(message)).rejects.toThrow(JobWaits);
});

test('why a mail did not go out is a code and one plain line of the mail server', () => {
  const error = (code: string, more: object = {}) => Object.assign(new Error('x'), { code, ...more });
  expect(mailProblem(error('EAUTH', { response: '535 5.7.8 no\r\n\u0007way' }))).toEqual({
    problem: 'signIn',
    said: '535 5.7.8 no way',
  });
  expect(mailProblem(error('ECONNECTION'))).toEqual({ problem: 'unreachable', said: null });
  expect(mailProblem(error('ETIMEDOUT')).problem).toBe('timeout');
  expect(mailProblem(error('EMESSAGE', { response: `550 ${'x'.repeat(500)}` }))).toEqual({
    problem: 'refused',
    said: `550 ${'x'.repeat(196)}`,
  });
  expect(mailProblem(Object.assign(new Error('self-signed certificate'), { code: 'ESOCKET' })).problem).toBe(
    'certificate',
  );
  expect(mailProblem('nothing').problem).toBe('unexpected');
});
