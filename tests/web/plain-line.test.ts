import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { secretOf } from '~/services/log/server-secret.server';
import { formIssuedAt, newFormToken } from '~/web/form-token.server';
import { hiddenFields, slowSite } from './slow-site';
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
    const second = post('a=b', { 'X-Anshao-Mode': 'sealed' }, '/zh/follow');
    const third = post('a=b', { 'X-Anshao-Mode': 'sealed' }, '/zh/follow');
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
