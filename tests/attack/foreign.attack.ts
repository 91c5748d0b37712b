import { expect } from 'vitest';
import { attack } from './attack';
import { account, demo, ownerOfDemo, person, signIn } from './demo';

const ORIGINS = [null, 'null', 'https://evil.example', 'http://localhost', 'http://localhost.evil.example'];

attack('No page acts for another site', 'posts from elsewhere, with an officer’s session', async ({ note }) => {
  const site = demo();
  const officer = await person(ownerOfDemo(), account('fire1').login);
  const cookie = await signIn(site, officer);
  const post = (origin: string | null, path: string) =>
    fetch(site.origin + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { Cookie: cookie, ...(origin === null ? {} : { Origin: origin }) },
      body: new URLSearchParams({ step: 'leave' }),
    });
  const paths = ['/zh/staff/sign-out', '/zh/staff/queue', '/zh/follow', '/zh/report', '/display', '/upload'];
  const statuses = await Promise.all(
    ORIGINS.flatMap((origin) => paths.map(async (path) => (await post(origin, path)).status)),
  );
  expect(new Set(statuses)).toEqual(new Set([403]));
  // The control: the session was valid all the time, and our own page may end it.
  const queue = () => fetch(`${site.origin}/zh/staff/queue`, { headers: { Cookie: cookie }, redirect: 'manual' });
  expect((await queue()).status).toBe(200);
  expect((await post(site.origin, '/zh/staff/sign-out')).status).toBeLessThan(400);
  expect((await queue()).status).toBe(302);
  note(`${statuses.length} posts`);
});
