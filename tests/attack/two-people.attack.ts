import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServerBuild } from '@remix-run/node';
import { expect } from 'vitest';
import { attack } from './attack';
import { account, demo, ownerOfDemo, person, signIn } from './demo';

const OTHERS = [
  '/zh/staff/ceremonies/00000000-0000-4000-8000-000000000000/act',
  '/zh/staff/trust',
  '/zh/staff/keys/carry-over',
  '/zh/staff/handover/cases',
  '/zh/staff/ledger/rows',
  '/zh/staff/rehearsal',
  '/zh/staff/passkeys',
];

/** Every staff address that takes posts, as the framework's own build says; `:x` is filled with a value. */
async function actions(): Promise<string[]> {
  const { routes } = (await import(pathToFileURL(join(process.cwd(), 'build/server/index.js')).href)) as ServerBuild;
  const all = Object.values(routes).flatMap((route) => {
    const within = route?.parentId === 'routes/staff/layout';
    if (!within || !route?.module.action) return [];
    const path = (route.path ?? '').replace(/:\w+/g, '00000000-0000-4000-8000-000000000000');
    return [`/zh/staff/${path}.data`];
  });
  return [...all, ...OTHERS];
}

attack(
  'No page acts for somebody else',
  'every staff post of one person’s page, with another’s session',
  async ({ note }) => {
    const site = demo();
    const [one, other] = await Promise.all(
      ['housing.lead', 'housing1'].map((login) => person(ownerOfDemo(), account(login).login)),
    );
    if (!one || !other) throw new Error('two people of one unit');
    const cookie = await signIn(site, other);
    const ask = async (path: string, method: string, owner: string | null) => {
      const headers = { Cookie: cookie, Origin: site.origin, ...(owner !== null && { 'X-Anshao-Page': owner }) };
      const body = method === 'POST' ? new URLSearchParams({ act: 'none', step: 'none' }) : null;
      const answer = await fetch(site.origin + path, { method, redirect: 'manual', headers, body });
      return `${answer.status} ${answer.headers.get('x-anshao-page') ?? '-'}`;
    };
    const paths = await actions();
    expect(paths.length).toBeGreaterThan(15);
    for (const path of paths) {
      for (const owner of [
        one.memberId,
        null,
        '',
        other.memberId.toUpperCase(),
        `${other.memberId}, ${one.memberId}`,
      ]) {
        expect([path, owner, await ask(path, 'POST', owner)]).toEqual([path, owner, '409 another']);
      }
      // The control: a post from the person's own page is heard, whatever the answer.
      expect(await ask(path, 'POST', other.memberId)).not.toMatch(/another$/);
    }
    const reading = ['/zh/staff.data', '/zh/staff/queue.data', '/zh/staff/queue', '/zh/staff/queue.csv'];
    for (const path of reading) {
      expect([path, await ask(path, 'GET', one.memberId)]).toEqual([path, '409 another']);
      expect([path, await ask(path, 'GET', other.memberId)]).toEqual([path, '200 -']);
    }
    note(`${paths.length} addresses`);
  },
);
