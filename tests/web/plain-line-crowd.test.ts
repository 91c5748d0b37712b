import { type Challenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { describe, expect, test } from 'vitest';
import { placePage } from '~/web/waiting-page.server';
import { waitingWords } from '~/words/report/waiting';
import { hiddenFields, slowSite } from './slow-site';

describe('where more ask behind one address than are held', () => {
  /** Every form must be called, while one is being served. */
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
    const sealed = { 'X-Anshao-Mode': 'sealed' };
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
