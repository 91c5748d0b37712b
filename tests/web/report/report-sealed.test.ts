import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { beforeAll, expect, test } from 'vitest';
import { encodeReport } from '~/contract/posted/report';
import { Refusal } from '~/domain/refusal';
import { action, loader } from '~/routes/report/report-sealed';
import { holdUpload } from '~/web/report/upload-budget.server';
import { bodyPieces } from '~/web/whole-body.server';
import { playedContext } from '../../services/played-context';
import { reportDraft } from '../../services/report-drafts';
import { sealedInBrowser } from '../../services/sealed-submission';
import type { TestContext } from '../../services/test-context';
import { testSite } from '../test-site';

let ctx: TestContext;
beforeAll(async () => {
  ({ ctx } = await playedContext());
});

const PATH = '/:lang/report/sealed';
/** The route as the site has it. */
const site = (options: Parameters<typeof testSite>[1] = {}) =>
  testSite({ [PATH]: { action, loader } }, { ctx, ...options });
const sealed = async () => encodeReport((await sealedInBrowser(ctx, reportDraft())).posted);

async function post(url: string, body: BodyInit, headers: Record<string, string> = {}) {
  const all = { Origin: ctx.origin, 'Content-Type': 'application/octet-stream', ...headers };
  return fetch(url, { method: 'POST', headers: all, body });
}

test('a sealed report is taken before the framework, and answered with every header once', async () => {
  const { url } = await site();
  const answer = await post(`${url}/en/report/sealed`, await sealed());
  expect([answer.status, await answer.json()]).toEqual([200, { ok: true }]);
  expect(answer.headers.get('content-type')).toBe('application/json');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/);
  await expect.poll(() => ctx.logged.some(({ event }) => event === 'request')).toBe(true);
  expect(ctx.logged.filter(({ event }) => event === 'request').at(-1)).toMatchObject({
    fields: { method: 'POST', route: PATH, status: 200 },
  });
});

test('what is no report is refused in codes, at the address of a language only', async () => {
  const { url } = await site();
  const refused = async (path: string, body: BodyInit, headers = {}) => {
    const answer = await post(url + path, body, headers);
    const text = await answer.text();
    return [answer.status, text.startsWith('{') ? JSON.parse(text).field : null];
  };
  const report = await sealed();
  expect(await refused('/zh/report/sealed', 'x')).toEqual([422, 'report']);
  expect(await refused('/zh/report/sealed', report.slice(0, -1))).toEqual([422, 'lengths']);
  expect(await refused('/zh/report/sealed', report, { Origin: 'https://elsewhere.test' })).toEqual([403, null]);
  expect(await refused('/zh/report/sealed', new Uint8Array(5_000_000))).toEqual([413, null]);
  expect((await refused('/fr/report/sealed', report))[0]).toBe(404);
  expect((await refused('/zh/report/sealed.data', report))[0]).not.toBe(200);
  expect((await fetch(`${url}/zh/report/sealed`)).status).toBe(404);
});

test('what comes of a short body after the process was too full for it is not counted', async () => {
  const req = Object.assign(new PassThrough(), { headers: { 'content-length': '20' } });
  const counted: number[] = [];
  const full = (bytes: number) => {
    counted.push(bytes);
    throw new Refusal('busy');
  };
  const reading = bodyPieces(req as unknown as IncomingMessage, { ...holdUpload(), add: full });
  req.write(Buffer.alloc(10));
  await expect(reading).rejects.toMatchObject({ code: 'busy' });
  req.end(Buffer.alloc(10));
  await once(req, 'end');
  expect(counted).toEqual([10]);
});
