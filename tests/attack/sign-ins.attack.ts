import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { visitorAt } from '../bench/crowd/visitor';
import { attack, attackLong } from './attack';
import { demo } from './demo';

const PROMISE = 'Sign-ins hold up no page';
const ADDRESSES = 10;
/** Fetched one after the other: each must arrive while most sign-ins still wait. */
const FETCHES = 5;

attack(
  PROMISE,
  'sixty wrong sign-ins from ten addresses while a style sheet is fetched and a code opened',
  async ({ note }) => {
    note(await pressed(60));
  },
);

attackLong(
  PROMISE,
  'three hundred wrong sign-ins from ten addresses while a style sheet is fetched and a code opened',
  async ({ note }) => {
    note(await pressed(300));
  },
);

async function pressed(signIns: number): Promise<string> {
  const { origin, codes } = demo();
  const code = codes[0]?.receiptCode ?? '';
  const aim = { address: origin.replace('localhost', '127.0.0.1'), origin };
  const [reader, ...strangers] = Array.from({ length: ADDRESSES + 1 }, (_, n) => visitorAt(`127.41.0.${n + 1}`, aim));
  const page = await reader?.get('/zh');
  const sheet = /<link rel="stylesheet" href="([^"]+)"/.exec(page?.text ?? '')?.[1] ?? '';
  const answers: number[] = [];
  const sent = Array.from({ length: signIns }, async (_, n) => {
    const { status } = (await strangers[n % ADDRESSES]?.post('/zh/staff/sign-in', wrongSignIn(n))) ?? { status: 0 };
    answers.push(status);
  });
  await Promise.race(sent);
  for (let n = 0; n < FETCHES; n += 1) expect((await reader?.get(sheet))?.status).toBe(200);
  // A code takes one of the same worker threads; style sheets, which lie in memory, would arrive in time without any
  // lane.
  const opened = await reader?.post('/zh/follow', String(new URLSearchParams({ step: 'open', code })));
  expect(opened?.status).toBe(303);
  const before = derived(answers);
  await Promise.all(sent);
  for (const one of [reader, ...strangers]) one?.leave();
  // Without bounded lanes it waits behind all of them. Those for which there is no room are told so at once.
  expect(before).toBeLessThan(derived(answers) / 2);
  // The control: many were checked, and nobody came in.
  expect(derived(answers)).toBeGreaterThan(30);
  expect(answers.filter((status) => status < 400)).toEqual([]);
  return `${before} of ${derived(answers)} derivations done when the page was open and the sheet had come ${FETCHES} times, ${signIns} asked for`;
}

const derived = (answers: readonly number[]): number => answers.filter((status) => status !== 429).length;

const wrongSignIn = (n: number): string =>
  String(new URLSearchParams({ login: `nobody${n}`, loginKey: randomBytes(32).toString('base64url'), totp: '000000' }));
