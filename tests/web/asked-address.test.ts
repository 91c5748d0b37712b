import { once } from 'node:events';
import { request } from 'node:http';
import { expect, test } from 'vitest';
import { FORM_PAGES, PUBLIC_PAGES } from '~/web/public-pages';
import { testSite } from './test-site';

const [MAIN, OTHER] = ['https://old.example', 'https://new.example'];
const KEPT = [...PUBLIC_PAGES, ...FORM_PAGES].find((pattern) => !pattern.slice(1).includes(':')) ?? '';

type Ask = { path: string; host: string; origin?: string };

async function twoAddresses() {
  let made = 0;
  const origin = ({ context }: { context: { ctx: { origin: string } } }) => new Response(context.ctx.origin);
  const site = await testSite(
    {
      '/:lang/page': { loader: origin, action: origin },
      [KEPT]: {
        loader: (args) => {
          made += 1;
          return origin(args as never);
        },
      },
    },
    { origin: MAIN, otherOrigins: [OTHER] },
  );
  const ask = async ({ path, host, origin: from }: Ask) => {
    const headers = { host, ...(from === undefined ? {} : { origin: from }) };
    const asked = request(`${site.url}${path}`, { method: from === undefined ? 'GET' : 'POST', headers });
    asked.end();
    const [answer] = await once(asked, 'response');
    let text = '';
    for await (const part of answer) text += part;
    return { status: answer.statusCode as number, text };
  };
  return { ask, made: () => made };
}

test('each of the site’s addresses is its own: whoever asks by one gets its pages, and any other name the main one', async () => {
  const { ask } = await twoAddresses();
  const asked = async (host: string) => (await ask({ path: '/zh/page', host })).text;
  expect(await asked('new.example')).toBe(OTHER);
  expect(await asked('NEW.example:443')).toBe(OTHER);
  expect(await asked('old.example')).toBe(MAIN);
  for (const host of ['evil.example', 'new.example.evil.example', 'xnew.example']) expect(await asked(host)).toBe(MAIN);
});

test('a post comes from a page of the very address that it is sent to', async () => {
  const { ask } = await twoAddresses();
  const posted = async (host: string, origin: string) => (await ask({ path: '/zh/page', host, origin })).status;
  expect(await posted('new.example', OTHER)).toBe(200);
  expect(await posted('old.example', MAIN)).toBe(200);
  expect(await posted('new.example', MAIN)).toBe(403);
  expect(await posted('old.example', OTHER)).toBe(403);
  expect(await posted('evil.example', 'https://evil.example')).toBe(403);
});

test('a shared page is kept for each address by itself', async () => {
  const { ask, made } = await twoAddresses();
  for (let n = 0; n < 3; n++) {
    expect((await ask({ path: KEPT, host: 'old.example' })).text).toBe(MAIN);
    expect((await ask({ path: KEPT, host: 'new.example' })).text).toBe(OTHER);
    expect((await ask({ path: KEPT, host: 'evil.example' })).text).toBe(MAIN);
  }
  expect(made()).toBe(2);
});
