import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { upload } from '#db/schema/upload';
import { Refusal } from '~/domain/refusal';
import { newKeyPair } from '~/envelope/key-pair';
import { sealFilePart } from '~/envelope/report/file-parts';
import { action, loader } from '~/routes/report/upload';
import type { Context } from '~/services/context.server';
import { seedPolicies } from '~/services/county/policies.server';
import { followed, followStep } from '~/web/follow/follow-form.server';
import { continueReport } from '~/web/report/report-form.server';
import { reportFire } from '../../services/case-workspace';
import { playedContext } from '../../services/played-context';
import { reportFields } from '../../services/report-drafts';
import { testSite } from '../test-site';

/** While what keeps files cannot be reached, everything else goes on, and whoever sends a file is told in words. */
const { ctx: whole } = await playedContext();
await seedPolicies(whole);
const away = async (): Promise<never> => {
  throw new Refusal('filesAway');
};
const ctx: Context = { ...whole, blobs: { ...whole.blobs, put: away, open: away, size: away, isEmpty: away } };

const file = () => new File([readFileSync('tests/files/pixel.jpg')], 'a.jpg', { type: 'image/jpeg' });
function posted(path: string, fields: object, cookie = '', files: File[] = []): Request {
  const body = files.length > 0 ? new FormData() : new URLSearchParams();
  for (const [name, text] of Object.entries(fields)) body.append(name, text);
  for (const one of files) (body as FormData).append('files', one);
  return new Request(`http://localhost:3000${path}`, { method: 'POST', body, headers: { Cookie: cookie } });
}

test('a report with a file comes back with all its answers and says why; without the file it is taken', async () => {
  const fields = { ...reportFields(), step: 'send' };
  const refused = await continueReport(ctx, posted('/zh/report', fields, '', [file()]), 'zh');
  expect(refused).toMatchObject({ status: 503, page: { view: 'check', formError: 'filesAway' } });
  expect(refused.page).toMatchObject({ values: { description: fields.description, formToken: fields.formToken } });
  const taken = await continueReport(ctx, posted('/zh/report', fields), 'zh');
  expect(taken).toMatchObject({ status: 200, page: { view: 'done', replaced: false } });
});

test('on the reporter’s page a file is refused in words, and a message is sent', async () => {
  const { code } = await reportFire(whole);
  const step = (fields: object, cookie = '', files: File[] = []) =>
    followStep(ctx, posted('/zh/follow', fields, cookie, files), 'zh').catch((thrown: Response) => thrown);
  const opened = (await step({ step: 'open', code })) as Response;
  const cookie = opened.headers.get('Set-Cookie')?.split(';')[0] ?? '';
  const own = () => followed(ctx, new Request('http://localhost:3000/zh/follow', { headers: { Cookie: cookie } }));
  const shown = await own();
  const form = { page: shown.bound, once: shown.once, mark: shown.mark };
  expect(await step({ ...form, step: 'files' }, cookie, [file()])).toMatchObject({
    status: 503,
    files: { code: 'away' },
  });
  const said = (await step({ ...form, step: 'message', message: '门还是锁着。' }, cookie)) as Response;
  expect(said.status).toBe(303);
});

test('a sealed part is answered with 503, so that the browser tries again, and leaves no row', async () => {
  const { url } = await testSite({ '/upload': { action, loader } }, { ctx: { ...ctx, origin: 'http://anshao.test' } });
  const { recipient } = await newKeyPair();
  const place = { reportId: 'r', fileIndex: 0, reportRecipient: recipient };
  const { bytes, sha256 } = await sealFilePart(place, 0, new Uint8Array(300));
  const headers = {
    Origin: 'http://anshao.test',
    'Content-Type': 'application/octet-stream',
    'X-Upload-Token': 'a'.repeat(43),
    'X-Upload-File': '0',
    'X-Upload-Part': '0',
    'X-Upload-Sha256': sha256,
  };
  const answer = await fetch(`${url}/upload`, { method: 'POST', headers, body: new Uint8Array(bytes) });
  expect([answer.status, await answer.json()]).toEqual([503, { code: 'filesAway', field: null }]);
  expect(await whole.db.$count(upload)).toBe(0);
});
