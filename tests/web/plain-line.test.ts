import { randomBytes } from 'node:crypto';
import { type Challenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { describe, expect, test } from 'vitest';
import { secretOf } from '~/services/log/server-secret.server';
import { formIssuedAt, newFormToken } from '~/web/form-token.server';
import type { PlainLineLimits } from '~/web/plain-line.server';
import { placePage } from '~/web/waiting-page.server';
import { waitingWords } from '~/words/report/waiting';
import { testSite } from './test-site';

describe('a form’s token', () => {
  const secret = secretOf(randomBytes(32));
  const at = (time: number) => ({ now: () => time, secret });
  const NOON = 1_800_000_000_000;

  test('says when the form was handed out, to this site alone', () => {
    const token = newFormToken(at(NOON));
    expect(token).toMatch(/^[\w-]{32}$/);
    expect(formIssuedAt(at(NOON + 5_000), token)).toBe(NOON);
    expect(formIssuedAt({ ...at(NOON), secret: secretOf(randomBytes(32)) }, token)).toBeNull();
  });

  test('cannot be made older, and anything else is none', () => {
    const bytes = Buffer.from(newFormToken(at(NOON)), 'base64url');
    bytes.writeUInt32BE(NOON / 1_000 - 600);
    const none = [bytes.toString('base64url'), randomBytes(24).toString('base64url'), '', 'x'.repeat(200)];
    expect(none.map((token) => formIssuedAt(at(NOON), token))).toEqual([null, null, null, null]);
  });
});

/** A site that makes one page at a time, when told to. */
async function slowSite(limits: PlainLineLimits = {}, now: () => number = Date.now) {
  const told: ((text: string) => void)[] = [];
  const seen: string[] = [];
  const action = async ({ request }: { request: Request }) => {
    seen.push(await request.text());
    return new Response(await new Promise<string>((resolve) => told.push(resolve)));
  };
  const site = await testSite(
    { '/:lang/report': { action }, '/:lang/follow': { action } },
    { now, plainLineLimits: { places: 1, holdMs: 50, ...limits } },
  );
  const post = (body: BodyInit, more: Record<string, string> = {}, path = '/zh/report') =>
    fetch(site.url + path, { method: 'POST', headers: { Origin: site.origin, ...more }, body });
  const until = async (count: number) => {
    while (told.length < count) await new Promise((go) => setImmediate(go));
  };
  return { ...site, post, seen, until, go: (n: number) => told[n]?.('made') };
}

describe('the line before what comes without scripts', () => {
  test('keeps every word when it is not one’s turn in time, in hidden fields that can be sent again', async () => {
    const { post, until, go, seen } = await slowSite();
    const first = post(new URLSearchParams({ description: 'first' }));
    await until(1);
    const typed = '  "<b>&\'\n两行\n ';
    const fields = new URLSearchParams([
      ['description', typed],
      ['step', 'check'],
      ['twice', '1'],
      ['twice', '2'],
    ]);
    const waiting = await post(fields);
    const html = await waiting.text();
    expect([waiting.status, waiting.headers.get('cache-control')]).toEqual([429, 'no-store']);
    // It came without a place, and has one now.
    expect(hiddenFields(html)).toEqual([...fields, ['formToken', expect.stringMatching(/^[\w-]{32}$/)]]);
    expect(html).toContain('<form method="post" action="/zh/report">');
    expect(waiting.headers.get('content-security-policy')).toContain("frame-src 'self'");
    go(0);
    expect(await (await first).text()).toBe('made');
    const again = post(new URLSearchParams(hiddenFields(html)));
    await until(2);
    go(1);
    expect(await (await again).text()).toBe('made');
    expect(new URLSearchParams(seen[1]).get('description')).toBe(typed);
  });

  test('asks for files again, and for nothing of the form in the address of the frame', async () => {
    const { post, until, go, url } = await slowSite();
    const first = post('a=b');
    await until(1);
    const form = new FormData();
    form.append('formToken', 'a-token');
    form.append('files', new File([new Uint8Array(70_000)], 'photo.jpg'));
    const html = await (await post(form)).text();
    expect(html).toContain('type="file"');
    expect(html).toContain('enctype="multipart/form-data"');
    const frame = /<iframe src="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(frame).toMatch(/^\/waiting-place\?lang=zh&place=[\w-]{40}$/);
    const place = await fetch(url + frame);
    expect([place.status, place.headers.get('refresh')]).toEqual([200, '2']);
    expect(place.headers.get('x-frame-options')).toBe('SAMEORIGIN');
    expect(place.headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
    go(0);
    await first;
  });

  test('hands on all bytes of a body', async () => {
    const { post, until, go, seen } = await slowSite();
    const text = 'x'.repeat(3_000_000);
    const long = post(text);
    await until(1);
    go(0);
    expect((await long).status).toBe(200);
    expect(seen[0]).toBe(text);
  });

  test('holds nothing that is no form of ours while others are served', async () => {
    const { post, until, go, seen } = await slowSite({ holdMs: 600_000 });
    const first = post('a=b');
    await until(1);
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => post(n % 2 ? '' : 'formToken=made-up')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([429]));
    const html = (await Promise.all(answers.map((one) => one.text()))).find((text) => text.includes('formToken')) ?? '';
    go(0);
    await first;
    const again = post(new URLSearchParams(hiddenFields(html)));
    await until(2);
    go(1);
    expect([(await again).status, seen.length]).toEqual([200, 2]);
  });

  test('overwrites what arrived once it is answered, and when the work fails', async () => {
    const words = Buffer.from('description=ZqWordsInTheClear');
    const held: Uint8Array[] = [];
    const action = async ({ request }: { request: Request }) => {
      const reader = request.body?.getReader();
      for (let next = await reader?.read(); next?.value; next = await reader?.read()) held.push(next.value);
      // The control: until the answer they are there.
      expect(Buffer.concat(held).includes(words)).toBe(true);
      if (held.length > 1) throw new Error('broken');
      return new Response('made');
    };
    const { url, origin } = await testSite({ '/:lang/report': { action } });
    for (const status of [200, 500]) {
      const init = { method: 'POST', headers: { Origin: origin }, body: words };
      const answer = await fetch(`${url}/zh/report`, init);
      await answer.text();
      expect(answer.status).toBe(status);
      expect(held.every((piece) => piece.every((byte) => byte === 0))).toBe(true);
    }
  });

  test('lets go at once of who comes last when it is full, and answers a sealed page without a form', async () => {
    const { post, until, go } = await slowSite({ most: 1, holdMs: 600_000 });
    const first = post('a=b');
    await until(1);
    const second = post('a=b', { 'X-Anshao-Way': 'sealed' }, '/zh/follow');
    const third = post('a=b', { 'X-Anshao-Way': 'sealed' }, '/zh/follow');
    const let_go = await Promise.race([second, third]);
    expect(let_go.status).toBe(429);
    go(0);
    await first;
    await until(2);
    go(1);
    const answers = await Promise.all([second, third]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 429]);
  });
});

describe('where more ask behind one address than are held', () => {
  /** Every form must be called; one is being served. */
  async function crowded() {
    let time = 1_800_000_000_000;
    const site = await slowSite({ direct: 0, holdMs: 600_000 }, () => time);
    const report = (formToken: string, step = 'check') => site.post(new URLSearchParams({ formToken, step }));
    const first = report(site.formToken());
    await site.until(1);
    const move = (ms: number) => {
      time += ms;
    };
    return { ...site, first, report, move };
  }
  const frameOf = (html: string) => /<iframe src="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';

  test('a form waits with every word kept, is called because its page asks, and has both its turns', async () => {
    const { report, first, move, url, until, go, formToken } = await crowded();
    const form = formToken();
    const waiting = await report(form);
    const html = await waiting.text();
    expect(waiting.status).toBe(429);
    expect(hiddenFields(html)).toContainEqual(['formToken', form]);
    const frame = url + frameOf(html);
    const before = await (await fetch(frame)).text();
    expect(before).not.toContain(waitingWords.zh.turn);
    const mark = await fetch(`${frame}&mark=0`);
    expect([mark.headers.get('content-type'), mark.headers.get('cache-control')]).toEqual(['image/gif', 'no-store']);
    move(1_000);
    expect(await (await fetch(frame)).text()).toContain(waitingWords.zh.turn);
    const check = report(form);
    go(0);
    await first;
    await until(2);
    go(1);
    expect((await check).status).toBe(200);
    const send = report(form, 'send');
    await until(3);
    go(2);
    expect((await send).status).toBe(200);
    // What it was taken for is done.
    expect((await report(form)).status).toBe(429);
  });

  test('its frame asks with pictures for as much as it lacks, up to what a slow line bears', () => {
    const pictures = (lacking: number, called = false) =>
      [...placePage('zh', 'a+b', { called, ahead: 1, seconds: 1, lacking }).matchAll(/<img src="([^"]+)"/g)].map(
        ([, address]) => address,
      );
    expect(pictures(2)).toEqual([0, 1].map((n) => `/waiting-place?lang=zh&amp;place=a%2Bb&amp;mark=${n}`));
    expect([pictures(500).length, pictures(500, true).length]).toEqual([30, 0]);
  });

  test('whose page does not ask is not called, however many forms it sends', async () => {
    const { report, move, url, formToken, first, go } = await crowded();
    const form = formToken();
    const frame = url + frameOf(await (await report(form)).text());
    await fetch(frame);
    for (let n = 0; n < 50; n += 1) expect((await report(formToken())).status).toBe(429);
    move(1_000);
    expect(await (await fetch(frame)).text()).toContain(waitingWords.zh.turn);
    go(0);
    await first;
  });

  test('an open follow page passes, and a sealed one that brings work', async () => {
    const { post, url, until, go, first, followSessions } = await crowded();
    const cookie = `anshao-follow=${followSessions.open({ reportId: 'r', seed: null })}`;
    const own = post('step=message', { cookie }, '/zh/follow');
    const sealed = { 'X-Anshao-Way': 'sealed' };
    const asked = await post('step=openSealed', sealed, '/zh/follow');
    expect([asked.status, asked.headers.get('x-proof-of-work')]).toEqual([429, 'needed']);
    const worked = { ...sealed, 'X-Proof-Of-Work': await answerTo(url) };
    const opening = post('step=openSealed', worked, '/zh/follow');
    for (const n of [0, 1, 2]) {
      await until(n + 1);
      go(n);
    }
    expect((await Promise.all([first, own, opening])).map(({ status }) => status)).toEqual([200, 200, 200]);
  });
});

async function answerTo(url: string): Promise<string> {
  const challenge = (await (await fetch(`${url}/proof-of-work`)).json()) as Challenge;
  const solution = await solveChallenge({ challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
}

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

const hiddenFields = (html: string): [string, string][] =>
  [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map((match) => [
    decoded(match[1]),
    decoded(match[2]),
  ]);

const decoded = (text = '') =>
  text.replace(/&#(\d+);|&\w+;/g, (whole, code) =>
    code ? String.fromCharCode(Number(code)) : (ENTITIES[whole] ?? whole),
  );
