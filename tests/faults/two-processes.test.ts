import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isNull } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { caseFile, report } from '#db/schema/casework';
import { county } from '#db/schema/county';
import { openContextAt } from '~/cli/open-context';
import { newKeyPair } from '~/envelope/key-pair';
import { sealFilePart } from '~/envelope/report/file-parts';
import type { Context } from '~/services/context.server';
import { seedPolicies } from '~/services/county/policies.server';
import { openSession } from '~/services/staff/staff-session.server';
import { overwritingEnvironment, readEnvironment } from '~/web/env.server';
import { emptyDatabase } from '../database/empty-database';
import { cheapArgon2id } from '../database/kept-context';
import { ensureBuilt } from '../runner/program';
import { type Swift, startSwift } from '../s3/swift';
import { type County, makeCounty } from '../services/fixtures';
import { reportFields } from '../services/report-drafts';
import { startNginx } from '../web/nginx';
import { NAME, type ProxyInFront } from '../web/proxy-in-front';
import { freePort, type RunningSite, startCommand } from './running-site';

/**
 * One site by two web processes, as it is built and as docs/operations.md says: on one PostgreSQL, with files in one
 * bucket, behind a real nginx with the example for several.
 */
const ORIGIN = `https://${NAME}`;
const databaseUrl = await emptyDatabase();
let data: string;
let swift: Swift;
let opened: Awaited<ReturnType<typeof openContextAt>>;
let ctx: Context;
let people: County;
let ports: [number, number];
let sites: [RunningSite, RunningSite];

beforeAll(async () => {
  ensureBuilt();
  data = mkdtempSync(join(tmpdir(), 'anshao-two-'));
  swift = await startSwift();
  const { bucket, prefix, endpoint, accessKeyId, secretAccessKey } = swift.settings();
  const keyFile = join(data, 'bucket-key');
  writeFileSync(keyFile, `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`);
  const settings = {
    NODE_ENV: 'test' as const,
    ANSHAO_ORIGIN: ORIGIN,
    ANSHAO_DATA: data,
    ANSHAO_TRUSTED_PROXY: '127.0.0.1',
    ANSHAO_BLOBS: `s3://${bucket}/${prefix}`,
    ANSHAO_S3_ENDPOINT: endpoint ?? '',
    ANSHAO_S3_KEY_FILE: keyFile,
  };
  opened = await openContextAt(readEnvironment({ ...settings, DATABASE_URL: databaseUrl }), databaseUrl);
  ctx = opened.ctx;
  const now = ctx.now();
  people = await makeCounty({ ...ctx, now: () => now, argon2id: cheapArgon2id() });
  await seedPolicies(ctx);
  ports = [await freePort(), await freePort()];
  const start = (port: number, name: string) =>
    startCommand(['build/program/anshao.js', 'start'], data, {
      port,
      databaseUrl,
      address: ORIGIN,
      loader: [],
      env: overwritingEnvironment({ ...process.env, ...settings, ANSHAO_PROCESS: name }),
    });
  sites = [await start(ports[0], '1'), await start(ports[1], '2')];
}, 600_000);
afterAll(async () => {
  await Promise.all(sites?.map((site) => site.kill()) ?? []);
  await opened?.close();
  await swift?.stop();
  rmSync(data, { recursive: true, force: true });
}, 60_000);

const FORM = { Origin: ORIGIN, 'Content-Type': 'application/x-www-form-urlencoded' };
const posting = (fields: Record<string, string>, Cookie = '') => ({
  method: 'POST',
  headers: { ...FORM, ...(Cookie !== '' && { Cookie }) },
  body: Buffer.from(String(new URLSearchParams(fields))),
});
const toReport = (fields = reportFields()) => ({
  path: '/zh/report',
  ...posting({ ...fields, step: 'send' } as never),
});
const codeIn = (body: string) => /data-receipt-code="(\d{20})"/.exec(body)?.[1] ?? '';
const words = (body: string) => Buffer.from(body, 'latin1').toString();
const named = (body: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? '';

/** Opens the reporter's page from an address; returns the cookie and the process that has the session. */
async function opens(ask: ProxyInFront['ask'], code: string, from: string, kept: Record<string, string> = {}) {
  const answer = await ask({ from, path: '/zh/follow', ...posting({ ...kept, step: 'open', code }) });
  const [cookie = ''] = String(answer.headers['set-cookie'] ?? '').split(';', 1);
  return { status: answer.status, cookie, process: /anshao-follow=(\w+)\./.exec(cookie)?.[1] ?? '' };
}

/** Straight to one process, past the proxy. */
const direct = (which: 0 | 1, path: string, init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${ports[which]}${path}`, { redirect: 'manual', ...init });

test('a reporter’s page stays with its process, wherever the telephone is', async () => {
  const { ask } = await startNginx(ports);
  const code = codeIn((await ask(toReport())).body);
  const { cookie, process } = await opens(ask, code, '127.0.0.2');
  expect(['1', '2']).toContain(process);
  for (let place = 1; place <= 12; place += 1) {
    const shown = await ask({ from: `127.0.0.${place}`, path: '/zh/follow', headers: { Cookie: cookie } });
    expect(named(shown.body, 'page')).not.toBe('');
  }
  // The control: the other process does not know it.
  const other = await direct(process === '1' ? 1 : 0, '/zh/follow', { headers: { Cookie: cookie } });
  expect(named(await other.text(), 'page')).toBe('');
});

test('one report posted to both processes at once is one report', async () => {
  const fields = new URLSearchParams({ ...reportFields(), step: 'send' } as never);
  const standing = () => ctx.db.$count(report, isNull(report.supersededBy));
  const [before, cases] = [await standing(), await ctx.db.$count(caseFile)];
  const post = (which: 0 | 1) => direct(which, '/zh/report', { method: 'POST', headers: FORM, body: String(fields) });
  const answers = await Promise.all([post(0), post(1)]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect([await standing(), await ctx.db.$count(caseFile)]).toEqual([before + 1, cases + 1]);
  // The code of the copy that was replaced opens nothing, and its page says so.
  const codes = await Promise.all(answers.map(async (answer) => codeIn(await answer.text())));
  const opening = (code: string) => direct(0, '/zh/follow', { ...posting({ step: 'open', code }) });
  const opened = [(await opening(codes[0] ?? '')).status, (await opening(codes[1] ?? '')).status];
  expect(opened.sort()).toEqual([303, 422]);
});

test('one part of a file sent to both processes at once is kept once, and both list it', async () => {
  const { recipient } = await newKeyPair();
  const part = await sealFilePart({ reportId: 'r', fileIndex: 0, reportRecipient: recipient }, 0, randomBytes(9_000));
  const token = randomBytes(32).toString('base64url');
  const headers = {
    Origin: ORIGIN,
    'Content-Type': 'application/octet-stream',
    'X-Upload-Token': token,
    'X-Upload-File': '0',
    'X-Upload-Part': '0',
    'X-Upload-Sha256': createHash('sha256').update(part.bytes).digest('hex'),
  };
  const send = (which: 0 | 1) =>
    direct(which, '/upload', { method: 'POST', headers, body: new Uint8Array(part.bytes) });
  const answers = await Promise.all([send(0), send(1)]);
  expect(answers.map(({ status }) => status)).toEqual([204, 204]);
  for (const which of [0, 1] as const) {
    const listed = await direct(which, '/upload', { headers: { 'X-Upload-Token': token } });
    expect(await listed.json()).toEqual({
      parts: [{ file: 0, part: 0, sha256: part.sha256, size: part.bytes.length }],
    });
  }
});

test('who signed in at one process is signed in at both, and signed out at both', async () => {
  const { memberId } = people.actor('admin');
  const token = await ctx.db.transaction((tx) => openSession(ctx, tx, memberId, { shared: false }));
  const headers = { Cookie: `__Host-anshao-staff=${token}` };
  const home = (which: 0 | 1) => direct(which, '/zh/staff', { headers });
  for (const which of [0, 1] as const) expect((await home(which)).status).toBe(200);
  const left = await direct(0, '/zh/staff/sign-out', { method: 'POST', headers: { ...FORM, ...headers }, body: '' });
  expect(left.status).toBeLessThan(400);
  for (const which of [0, 1] as const) expect((await home(which)).status).not.toBe(200);
});

test('what changes in public is shown by both at once, whoever changed it', async () => {
  const shown = async (which: 0 | 1) => (await direct(which, '/zh')).text();
  const hotline = '023-5550-0101';
  for (const which of [0, 1] as const) expect(await shown(which)).not.toContain(hotline);
  await ctx.db.update(county).set({ hotline });
  // Both have the page of before in memory until they are told.
  for (const which of [0, 1] as const) expect(await shown(which)).not.toContain(hotline);
  ctx.publicChanged();
  for (const which of [0, 1] as const) await expect.poll(() => shown(which), { timeout: 5_000 }).toContain(hotline);
});

test('when its process is killed, the reporter types the code again and finds the words', async () => {
  const { ask } = await startNginx(ports);
  const code = codeIn((await ask(toReport())).body);
  let open = await opens(ask, code, '127.0.0.2');
  for (let place = 3; open.process !== '1'; place += 1) open = await opens(ask, code, `127.0.0.${place}`);
  const { cookie } = open;
  const page = (await ask({ path: '/zh/follow', headers: { Cookie: cookie } })).body;
  const form = { page: named(page, 'page'), once: named(page, 'once'), mark: named(page, 'mark') };
  await sites[0].kill();
  const message = '东门的锁是新换的。';
  const lost = await ask({ path: '/zh/follow', ...posting({ ...form, step: 'message', message }, cookie) });
  expect(lost.status).toBe(401);
  expect(words(lost.body)).toContain(message);
  const kept = { message, once: named(lost.body, 'once'), mark: named(lost.body, 'mark') };
  const again = await opens(ask, code, '127.0.0.2', kept);
  expect([again.status, again.process]).toEqual([303, '2']);
  const back = await ask({ path: '/zh/follow', headers: { Cookie: again.cookie } });
  expect(words(back.body)).toContain(message);
});
