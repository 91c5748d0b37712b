import { createHash, randomBytes } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { sealFilePart } from '~/envelope/file-parts';
import { newKeyPair } from '~/envelope/key-pair';
import { action, loader } from '~/routes/public/upload';
import { withForm } from '~/web/form.server';
import { arriving, holdUpload } from '~/web/upload-budget.server';
import { type TestHouse, testHouse } from '../services/test-house';
import { testSite } from './test-site';

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
});

async function uploadSite() {
  const { url } = await testSite({ '/upload': { action, loader } }, { house });
  const token = randomBytes(32).toString('base64url');
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  const send = async (bytes: Uint8Array, headers: Record<string, string> = {}) => {
    const all = {
      Origin: house.origin,
      'Content-Type': 'application/octet-stream',
      'X-Upload-Token': token,
      'X-Upload-File': '0',
      'X-Upload-Part': '0',
      'X-Upload-Sha256': sha256(bytes),
      ...headers,
    };
    const answer = await fetch(`${url}/upload`, {
      method: 'POST',
      headers: all,
      body: bytes as Uint8Array<ArrayBuffer>,
    });
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
  expect(JSON.stringify(house.logged)).not.toContain(token);
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
  expect(await list({ 'X-Upload-Token': token })).toEqual([200, { parts: [] }]);
});

const stream = (start: (controller: ReadableStreamDefaultController<Uint8Array>) => void) =>
  new ReadableStream<Uint8Array>({ start });

test('memory is taken as bytes arrive: an announced length blocks nobody, and what was held is given back', async () => {
  const [first, second] = [holdUpload(3_000_000), holdUpload(3_000_000)];
  first.add(2_500_000);
  second.add(900_000);
  expect(() => second.add(200_000)).toThrowError(expect.objectContaining({ code: 'busy' }));
  first.release();
  second.add(200_000);
  second.release();
  const third = holdUpload(3_000_000);
  third.add(3_000_000);
  third.release();
});

test('a body that stalls or trickles is cut off, one that flows is not', async () => {
  const pace = { bytes: 100, perMs: 40 };
  const read = async (body: ReadableStream<Uint8Array>) => {
    let seen = 0;
    for await (const piece of arriving(body, holdUpload(), pace)) seen += piece.length;
    return seen;
  };
  const stalled = stream((controller) => controller.enqueue(new Uint8Array(5000)));
  await expect(read(stalled)).rejects.toMatchObject({ code: 'expired', field: 'files' });
  let trickle: NodeJS.Timeout | undefined;
  const trickling = stream((controller) => {
    trickle = setInterval(() => controller.enqueue(new Uint8Array(1)), 5);
  });
  await expect(read(trickling)).rejects.toMatchObject({ code: 'expired' });
  clearInterval(trickle);
  let sent = 0;
  const flowing = stream((controller) => {
    const flow = setInterval(() => {
      sent += 1;
      controller.enqueue(new Uint8Array(500));
      if (sent < 20) return;
      clearInterval(flow);
      controller.close();
    }, 5);
  });
  expect(await read(flowing)).toBe(10_000);
});

test('files of a form stay counted until the work with them has ended', async () => {
  const form = new FormData();
  form.append('files', new File([new Uint8Array(2_000_000)], 'a.pdf'));
  const request = () => new Request('http://anshao.test/x', { method: 'POST', body: form });
  const limits = { files: 1, fileBytes: 3_000_000 };
  await withForm(request(), limits, async (parsed) => {
    expect(parsed.files('files')[0]?.bytes).toHaveLength(2_000_000);
    expect(() => holdUpload(3_000_000).add(1_100_000)).toThrowError(expect.objectContaining({ code: 'busy' }));
  });
  const after = holdUpload(3_000_000);
  after.add(1_100_000);
  after.release();
});
