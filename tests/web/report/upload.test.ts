import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { newKeyPair } from '~/envelope/key-pair';
import { sealFilePart } from '~/envelope/report/file-parts';
import { action as followAction } from '~/routes/follow/follow';
import { action, loader } from '~/routes/report/upload';
import { readForm, withForm } from '~/web/form.server';
import { holdUpload } from '~/web/report/upload-budget.server';
import { testSite } from '../test-site';
import { ctx, stream } from './upload-site';

async function uploadSite() {
  const { url } = await testSite({ '/upload': { action, loader } }, { ctx });
  const token = randomBytes(32).toString('base64url');
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  const send = async (bytes: Uint8Array | ReadableStream<Uint8Array>, headers: Record<string, string> = {}) => {
    const all = {
      Origin: ctx.origin,
      'Content-Type': 'application/octet-stream',
      'X-Upload-Token': token,
      'X-Upload-File': '0',
      'X-Upload-Part': '0',
      'X-Upload-Sha256': bytes instanceof Uint8Array ? sha256(bytes) : '',
      ...headers,
    };
    const answer = await fetch(`${url}/upload`, {
      method: 'POST',
      headers: all,
      body: bytes as Uint8Array<ArrayBuffer>,
      duplex: 'half',
    } as RequestInit);
    const text = await answer.text();
    return text.startsWith('{') ? [answer.status, JSON.parse(text).field] : [answer.status];
  };
  const list = async (headers: Record<string, string>) => {
    const answer = await fetch(`${url}/upload`, { headers });
    return [answer.status, await answer.json()];
  };
  return { send, list, token, sha256 };
}

const report = await newKeyPair();

const sealed = async (length: number) =>
  (await sealFilePart({ reportId: 'r', fileIndex: 0, reportRecipient: report.recipient }, 0, randomBytes(length)))
    .bytes;

test('a full part of 4 MiB goes in, is listed for its token and can be taken back', async () => {
  const { send, list, token, sha256 } = await uploadSite();
  const part = await sealed(4 * 1024 * 1024 - 1024);
  expect(await send(part)).toEqual([204]);
  expect(await send(part)).toEqual([204]);
  const held = { file: 0, part: 0, sha256: sha256(part), size: part.length };
  expect(await list({ 'X-Upload-Token': token })).toEqual([200, { parts: [held] }]);
  expect(await list({ 'X-Upload-Token': randomBytes(32).toString('base64url') })).toEqual([200, { parts: [] }]);
  expect(await list({})).toEqual([422, { code: 'invalid', field: 'token' }]);
  expect(await send(new Uint8Array(), { 'X-Upload-Remove': 'file' })).toEqual([204]);
  expect(await list({ 'X-Upload-Token': token })).toEqual([200, { parts: [] }]);
  expect(JSON.stringify(ctx.logged)).not.toContain(token);
});

test('a part is taken before the framework, and answered with every header once', async () => {
  const { url } = await testSite({ '/upload': { action, loader } }, { ctx });
  const bytes = await sealed(100);
  const headers = {
    Origin: ctx.origin,
    'Content-Type': 'application/octet-stream',
    'X-Upload-Token': randomBytes(32).toString('base64url'),
    'X-Upload-File': '0',
    'X-Upload-Part': '0',
    'X-Upload-Sha256': createHash('sha256').update(bytes).digest('hex'),
  };
  const body = bytes as Uint8Array<ArrayBuffer>;
  const answer = await fetch(`${url}/upload`, { method: 'POST', headers, body });
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([204, 'no-store']);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none';/);
  await expect
    .poll(() => ctx.logged.filter(({ event }) => event === 'request').at(-1))
    .toMatchObject({
      fields: { method: 'POST', route: '/upload', status: 204 },
    });
  expect((await fetch(`${url}/upload.data`, { method: 'POST', headers, body })).status).not.toBe(204);
});

test('what is no part is refused before anything is kept', async () => {
  const { send, list, token } = await uploadSite();
  const part = await sealed(100);
  expect(await send(part, { Origin: 'https://elsewhere.test' })).toEqual([403]);
  expect(await send(part, { 'X-Upload-File': '-1' })).toEqual([422, 'file']);
  expect(await send(part, { 'X-Upload-Part': '1e3' })).toEqual([422, 'part']);
  expect(await send(part, { 'X-Upload-Sha256': '0'.repeat(64) })).toEqual([422, 'sha256']);
  expect(await send(Buffer.from('in the clear'))).toEqual([422, 'sealed']);
  expect(await send(part, { 'Content-Type': 'text/plain' })).toEqual([422, null]);
  expect((await send(randomBytes(4 * 1024 * 1024 + 5000)))[0]).toBe(413);
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(1_000_000)),
  });
  expect(await send(endless)).toEqual([422, 'size']);
  expect(await list({ 'X-Upload-Token': token })).toEqual([200, { parts: [] }]);
});

/** A POST whose body never ends by itself; `sent` counts how much of it was taken. */
function endless(path: string, type: string, piece: Uint8Array, most: number) {
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent >= most) return new Promise(() => undefined);
      sent += piece.length;
      controller.enqueue(piece);
    },
  });
  const headers = { 'Content-Type': type };
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body, duplex: 'half' };
  return { request: new Request(`http://anshao.test${path}`, init), sent: () => sent };
}

test('files for a report are not read without its open page', async () => {
  const type = 'multipart/form-data; boundary=xx';
  const post = (cookie: string | null) => {
    const one = endless('/zh/follow', type, new Uint8Array(100_000), 1_000_000);
    if (cookie) one.request.headers.set('Cookie', `anshao-follow=${cookie}`);
    const args = { request: one.request, params: { lang: 'zh' }, context: { ctx } };
    return { ...one, answer: followAction(args as unknown as Parameters<typeof followAction>[0]) };
  };
  for (const cookie of [null, randomBytes(32).toString('base64url')]) {
    const { answer, sent } = post(cookie);
    expect(await answer).toMatchObject({ init: { status: 401 }, data: { code: 'expired' } });
    expect(sent()).toBeLessThanOrEqual(100_000);
  }
});

test('a sealed report is counted while it arrives and given back when it was answered', async () => {
  const { url } = await testSite({ '/:lang/report/sealed': {} }, { ctx });
  const free = () => {
    const probe = holdUpload({ all: 600_000, forSmall: 0 });
    try {
      probe.add(200_000);
      return true;
    } catch {
      return false;
    } finally {
      probe.release();
    }
  };
  let body: ReadableStreamDefaultController<Uint8Array> | undefined;
  const slow = stream((controller) => {
    body = controller;
    controller.enqueue(new Uint8Array(500_000));
  });
  const post = (sent: ReadableStream<Uint8Array>) => {
    const headers = { Origin: ctx.origin, 'Content-Type': 'application/octet-stream' };
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body: sent, duplex: 'half' };
    return fetch(`${url}/zh/report/sealed`, init);
  };
  const pending = post(slow);
  await expect.poll(free).toBe(false);
  body?.close();
  expect((await pending).status).toBe(422);
  await expect.poll(free).toBe(true);
  const long = endless('/zh/report/sealed', 'application/octet-stream', new Uint8Array(100_000), 2_000_000);
  expect(await (await post(long.request.body ?? slow)).json()).toMatchObject({ code: 'invalid', field: 'size' });
  await expect.poll(free).toBe(true);
});

test('a form without files takes no body as large as one with files', async () => {
  const type = 'multipart/form-data; boundary=xx';
  const { request, sent } = endless('/x', type, Buffer.alloc(1_000_000, 'x'), 60_000_000);
  await expect(readForm(request)).rejects.toMatchObject({ code: 'invalid' });
  expect(sent()).toBeLessThan(8_000_000);
});

test('files of a form stay counted until the work with them has ended, and are overwritten then', async () => {
  const form = new FormData();
  form.append('files', new File([new Uint8Array(2_000_000).fill(7)], 'a.pdf'));
  let kept: Uint8Array | undefined;
  const request = () => new Request('http://anshao.test/x', { method: 'POST', body: form });
  const limits = { files: 1, fileBytes: 3_000_000 };
  await withForm(request(), limits, async (parsed) => {
    kept = parsed.files('files')[0]?.bytes;
    expect(kept).toHaveLength(2_000_000);
    expect(kept?.includes(7)).toBe(true);
    expect(() => holdUpload({ all: 3_000_000 }).add(1_100_000)).toThrowError(expect.objectContaining({ code: 'busy' }));
  });
  expect(kept?.includes(7)).toBe(false);
  const after = holdUpload({ all: 3_000_000 });
  after.add(1_100_000);
  after.release();
});
