import { connect } from 'node:net';
import { type Challenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { deriveKey as deriveInBrowser } from 'altcha-lib/algorithms/web/pbkdf2';
import { describe, expect, test, vi } from 'vitest';
import { fetchWithProof } from '~/browser/proof-of-work';
import { makeGate, type PressureLimits } from '~/web/gate.server';
import { trustedProxies } from '~/web/proxy.server';
import { holdUpload } from '~/web/report/upload-budget.server';
import { uploadQuota } from '~/web/report/upload-quota.server';
import { testSite } from './test-site';

const PRESSURE: PressureLimits = { pressedAt: 3 };
const ALWAYS: PressureLimits = { pressedAt: 0 };
const THROTTLE = Object.fromEntries(
  ['view', 'post', 'report', 'upload', 'signIn'].map((kind) => [kind, { most: 5, perMs: 60_000 }]),
) as NonNullable<Parameters<typeof makeGate>[2]>['throttle'];

const DAY = () => '2026-03-01';

async function solved(challenge: Challenge): Promise<string> {
  const solution = await solveChallenge({ challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
}

function clock(start = 1_800_000_000_000) {
  let time = start;
  return {
    now: () => time,
    move: (ms: number) => {
      time += ms;
    },
  };
}

describe('files of a network that sent much today', () => {
  const QUOTA = { free: 10, most: 30 };
  const PART = { 'Content-Type': 'application/octet-stream' };

  test('bring work for each part, and none once it is the day’s quota; others’ come as they are', async () => {
    const { now, move } = clock(Date.now());
    const gate = makeGate(now, DAY, { quota: QUOTA });
    const send = async (visitor: string, proof?: string) => {
      const { ended, ...admission } = { ended: undefined, ...(await gate.admit('upload', visitor, proof, 10)) };
      return admission;
    };
    const worked = async (visitor: string) => send(visitor, await solved(await gate.challenge()));
    expect(await send('192.0.2.1')).toEqual({ in: true });
    expect(await send('192.0.2.1')).toEqual({ in: false, seconds: 1, proof: true });
    expect([await worked('192.0.2.1'), await worked('192.0.2.1')]).toEqual([{ in: true }, { in: true }]);
    expect(await worked('192.0.2.1')).toEqual({ in: false, seconds: 3_600, proof: false, quota: true });
    expect(await send('192.0.2.2')).toEqual({ in: true });
    // Visitors of an onion service share an address, and none of them closes it for the others.
    expect(await send('127.0.0.1')).toEqual({ in: true });
    for (let n = 0; n < 4; n += 1) expect(await worked('127.0.0.1')).toEqual({ in: true });
    move(24 * 3_600_000);
    expect(await send('192.0.2.1')).toEqual({ in: true });
  });

  test('are told so by the site, and the uploader is told to wait or to stop', async () => {
    const limits = { quotaLimits: { free: 5, most: 10 }, proxies: trustedProxies(['127.0.0.1']) };
    const { url, origin } = await testSite({ '/upload': {} }, limits);
    const send = async (body: string, more: Record<string, string> = {}) => {
      const headers = { ...PART, Origin: origin, 'X-Forwarded-For': '192.0.2.1', ...more };
      const answer = await fetch(`${url}/upload`, { method: 'POST', headers, body });
      return [answer.status, answer.headers.get('x-proof-of-work'), await answer.text()];
    };
    // Let in, read, and refused for what it is.
    expect(await send('12345')).toEqual([422, null, '{"code":"invalid","field":"token"}']);
    expect(await send('12345')).toEqual([429, 'needed', '{"code":"busy","field":null}']);
    expect(await send('123456')).toEqual([429, null, '{"code":"busy","field":"quota"}']);
    // Removing a file costs nothing; a part that only claims to remove one counts as a part.
    expect((await send('', { 'X-Upload-Remove': 'file' }))[0]).toBe(422);
    expect((await send('12345', { 'X-Upload-Remove': 'no' }))[0]).toBe(429);
  });

  test('count whatever they are, also what is no part at all', async () => {
    const { url, origin } = await testSite({ '/upload': {} }, { quotaLimits: QUOTA });
    const send = async () => {
      const headers = { Origin: origin, 'Content-Type': 'text/plain' };
      return (await fetch(`${url}/upload`, { method: 'POST', headers, body: '0123456789' })).status;
    };
    expect([await send(), await send()]).toEqual([422, 429]);
  });

  test('count by what arrived: a part that breaks off costs what came of it, not what it announced', async () => {
    const { url, origin, port, lines } = await testSite({ '/upload': {} }, { quotaLimits: QUOTA });
    const send = async (body: string) =>
      (await fetch(`${url}/upload`, { method: 'POST', headers: { ...PART, Origin: origin }, body })).status;
    const held = (bytes: number) => {
      try {
        holdUpload({ all: bytes, forSmall: 0 }).add(1);
        return false;
      } catch {
        return true;
      }
    };
    const type = PART['Content-Type'];
    const broken = connect(port, '127.0.0.1');
    broken.write(
      `POST /upload HTTP/1.1\r\nHost: x\r\nOrigin: ${origin}\r\nContent-Type: ${type}\r\nContent-Length: 10\r\n\r\n1234`,
    );
    await expect.poll(() => held(4)).toBe(true);
    expect(await send('1')).toBe(429);
    broken.destroy();
    await vi.waitFor(() => expect(lines()).toContain('"status":0'));
    expect(await send('123456')).toBe(422);
    expect(await send('1')).toBe(429);
  });

  test('count only while they come where they were announced only; what arrived stays counted, until midnight', () => {
    const { now, move } = clock(Date.now());
    const quota = uploadQuota(now, QUOTA);
    const [first, second] = [quota.take('192.0.2.1', 10), quota.take('192.0.2.1', 20)];
    expect(quota.weigh('192.0.2.1', 1)).toBe('over');
    // Removing a file is allowed even then.
    expect(quota.weigh('192.0.2.1', 0)).toBe('free');
    first(3);
    second(0);
    expect([7, 8, 28].map((bytes) => quota.weigh('192.0.2.1', bytes))).toEqual(['free', 'work', 'over']);
    const late = quota.take('192.0.2.1', 20);
    move(24 * 3_600_000);
    quota.take('192.0.2.1', 10)(10);
    late(0);
    expect(quota.weigh('192.0.2.1', 1)).toBe('work');
  });
});

describe('the gate', () => {
  test('asks nothing in calm times', async () => {
    const gate = makeGate(clock().now, DAY, { pressure: PRESSURE });
    for (let n = 0; n < 3; n++) expect(await gate.admit('report', `192.0.2.${n}`, undefined)).toEqual({ in: true });
  });

  test('under pressure lets in everybody who brings work, once each', async () => {
    const gate = makeGate(clock().now, DAY, { pressure: PRESSURE });
    for (let n = 0; n < 3; n++) gate.stored();
    expect(await gate.admit('report', '192.0.2.10', undefined)).toMatchObject({ in: false, proof: true });
    const proof = await solved(await gate.challenge());
    expect(await gate.admit('report', '192.0.2.10', proof)).toEqual({ in: true });
    expect(await gate.admit('report', '192.0.2.11', proof)).toMatchObject({ in: false, proof: true });
  });

  test('is pressed by stored reports only: what is none puts no work on others', async () => {
    const gate = makeGate(clock().now, DAY, { pressure: PRESSURE });
    for (let n = 0; n < 100; n++) await gate.admit('report', `192.0.2.${n}`, undefined);
    expect(await gate.admit('report', '192.0.2.200', undefined)).toEqual({ in: true });
  });

  test('takes the work only, none of the settings that come with it', async () => {
    const gate = makeGate(clock(Date.now()).now, DAY, { pressure: ALWAYS });
    const proof = JSON.parse(Buffer.from(await solved(await gate.challenge()), 'base64').toString());
    const dressed = (more: object) => Buffer.from(JSON.stringify({ ...proof, ...more })).toString('base64');
    const odd = dressed({ solution: { ...proof.solution, counter: 'x' }, hmacAlgorithm: 'MD5' });
    expect(await gate.admit('report', '192.0.2.1', odd)).toMatchObject({ in: false });
    expect(await gate.admit('report', '192.0.2.1', dressed({ hmacAlgorithm: 'MD5', counterMode: 'odd' }))).toEqual({
      in: true,
    });
  });

  test('calms down with the next minute', async () => {
    const time = clock();
    const gate = makeGate(time.now, DAY, { pressure: PRESSURE });
    for (let n = 0; n < 9; n++) gate.stored();
    expect(await gate.admit('report', '192.0.2.99', undefined)).toMatchObject({ in: false });
    time.move(60_000);
    expect(await gate.admit('report', '192.0.2.99', undefined)).toEqual({ in: true });
  });

  test('lets a factory behind one address go on by work, but no plain requests', async () => {
    const { now } = clock();
    const gate = makeGate(now, DAY, { throttle: THROTTLE, pressure: { pressedAt: 1e6 } });
    for (let n = 0; n < 5; n++) expect(await gate.admit('report', '192.0.2.1', undefined)).toEqual({ in: true });
    expect(await gate.admit('report', '192.0.2.1', undefined)).toMatchObject({ in: false, proof: true });
    expect(await gate.admit('report', '192.0.2.1', await solved(await gate.challenge()))).toEqual({ in: true });
    for (let n = 0; n < 5; n++) await gate.admit('signIn', '192.0.2.1', undefined);
    const signIn = await gate.admit('signIn', '192.0.2.1', await solved(await gate.challenge()));
    expect(signIn).toMatchObject({ in: false, proof: false });
  });

  test('takes no late, foreign, altered or garbled answer', async () => {
    const time = clock(Date.now());
    const gate = makeGate(time.now, DAY, { pressure: ALWAYS });
    const foreign = await solved(await makeGate(time.now, DAY).challenge());
    const own = await gate.challenge();
    const right = await solved(own);
    const { solution } = JSON.parse(Buffer.from(right, 'base64').toString());
    const cheaper = { ...own, parameters: { ...own.parameters, cost: 1 } };
    const altered = Buffer.from(JSON.stringify({ challenge: cheaper, solution })).toString('base64');
    const bad = [foreign, altered, 'AAAA', '', 'x'.repeat(5_000), Buffer.from('null').toString('base64')];
    for (const header of bad) expect(await gate.admit('report', '192.0.2.1', header)).toMatchObject({ in: false });
    time.move(6 * 60_000);
    expect(await gate.admit('report', '192.0.2.1', right)).toMatchObject({ in: false });
  });

  test('the browser derives the same as the server', async () => {
    const { parameters } = await makeGate(clock().now, DAY).challenge();
    const salt = Buffer.from(parameters.salt, 'hex');
    const word = new Uint8Array([1, 2, 3]);
    const [here, there] = [await deriveKey(parameters, salt, word), await deriveInBrowser(parameters, salt, word)];
    expect(Buffer.from(there.derivedKey).toString('hex')).toBe(Buffer.from(here.derivedKey).toString('hex'));
  });
});

test('the browser does the work it is asked for and comes in', async () => {
  const { url, origin } = await testSite({ '/:lang/report/sealed': {} }, { pressureLimits: ALWAYS });
  const headers = { Origin: origin };
  const plain = await fetch(`${url}/zh/report/sealed`, { method: 'POST', headers, body: 'a=b' });
  expect([plain.status, plain.headers.get('x-proof-of-work')]).toEqual([429, 'needed']);
  expect(await plain.text()).toContain('<h1>');
  const real = fetch;
  const local = (path: Parameters<typeof fetch>[0], init?: RequestInit) =>
    real(String(path).startsWith('/') ? `${url}${path}` : path, init);
  vi.stubGlobal('fetch', local);
  const working = vi.fn();
  try {
    const answer = await fetchWithProof('/zh/report/sealed', { method: 'POST', headers, body: 'a=b' }, working);
    // It was read, and is no report.
    expect([answer.status, await answer.json()]).toEqual([422, { ok: false, code: 'invalid', field: 'report' }]);
  } finally {
    vi.unstubAllGlobals();
  }
  expect(working).toHaveBeenCalledOnce();
});
