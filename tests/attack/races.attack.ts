import { expect } from 'vitest';
import { report } from '#db/schema/casework';
import { logEntry } from '#db/schema/log';
import { totpCode } from '~/services/staff/totp.server';
import { openFollow, pageValue, post, sendReport } from '../faults/running-site';
import { attack } from './attack';
import { account, copyOfDemo, demo, ownerOfDemo, person } from './demo';
import { everybodyIn, postAs } from './everybody';
import { fireCase } from './matrix-things';

const PROMISE = 'Nothing is done twice by doing it at once';
const AT_ONCE = 8;
const atOnce = <T>(act: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: AT_ONCE }, act));

// On sites of their own, because after the floods the demo's own site lets whoever comes from this address wait.

attack(PROMISE, 'one form sent many times at once', async ({ note }) => {
  const { origin, ctx } = await copyOfDemo();
  const { db } = ctx;
  const before = await db.$count(report);
  const formToken = crypto.randomUUID();
  const fields = { area: '5009991011', formToken };
  const codes = (await atOnce(() => sendReport(origin, { fields }))).map(({ code }) => code);
  const open = await Promise.all(codes.map((code) => (code === null ? null : openFollow(origin, code))));
  expect(open.filter((cookie) => cookie !== null)).toHaveLength(1);
  // The control: two forms are two reports.
  for (const token of [crypto.randomUUID(), crypto.randomUUID()]) {
    expect((await sendReport(origin, { fields: { area: '5009991011', formToken: token } })).code).not.toBeNull();
  }
  note(`${codes.filter(Boolean).length} codes given, one opens; ${(await db.$count(report)) - before} rows`);
});

attack(PROMISE, 'one report taken back many times at once', async ({ note }) => {
  const { origin, ctx } = await copyOfDemo();
  const { db } = ctx;
  const { code } = await sendReport(origin, { fields: { area: '5009991011' } });
  const cookie = (await openFollow(origin, code ?? '')) ?? '';
  const page = await pageValue(origin, cookie);
  const logged = await db.$count(logEntry);
  const answers = await atOnce(() => post(origin, { step: 'withdraw', sure: 'yes', page }, cookie));
  // Each press is reported as done, and only one was an act.
  expect(answers.every(({ status }) => status === 303)).toBe(true);
  expect((await db.$count(logEntry)) - logged).toBe(1);
  note(answers.map(({ status }) => status).join(' '));
});

attack(PROMISE, 'one authenticator code for many sessions at once', async ({ note }) => {
  const { origin } = demo();
  const officer = await person(ownerOfDemo(), 'market1');
  const { login, totpSecret } = account('market1');
  const totp = totpCode(totpSecret, Date.now());
  const answers = await atOnce(() =>
    fetch(`${origin}/zh/staff/sign-in.data`, {
      method: 'POST',
      redirect: 'manual',
      headers: { Origin: origin },
      body: new URLSearchParams({ login, loginKey: officer.loginKey, totp }),
    }),
  );
  const sessions = answers.filter((one) => one.headers.getSetCookie().some((line) => line.includes('anshao-staff=')));
  expect(sessions).toHaveLength(1);
  note(`${AT_ONCE} tries, one session`);
});

attack(PROMISE, 'one act of staff done many times at once', async ({ note }) => {
  const { origin, ctx } = await copyOfDemo();
  const { caseId, fireUnit } = await fireCase(ctx.db);
  const people = await everybodyIn(ctx);
  const onCase = `/zh/staff/cases/${caseId}`;
  const year = String(new Date(ctx.now()).getUTCFullYear() + 3);
  const [handler, lead, finance, admin] = ['fire1', 'fire.lead', 'finance1', 'admin'];
  const acts: [login: string, path: string, fields: Record<string, string>][] = [
    [handler, onCase, { act: 'accept' }],
    [finance, '/zh/staff/funds', { act: 'open', unitId: fireUnit, year, source: 'fiscal' }],
    [
      admin,
      '/zh/staff/members',
      { act: 'invite', login: 'twice.once', name: '甲', unitId: fireUnit, roles: 'handler' },
    ],
    [lead, `${onCase}/delete`, { reason: 'courtOrder' }],
  ];
  for (const [login, path, fields] of acts) {
    const who = people.find((one) => one.login === login);
    if (!who) throw new Error(login);
    const before = await ctx.db.$count(logEntry);
    const answers = await atOnce(() => postAs(origin, who, path, fields));
    const refused = answers.filter(({ status }) => status >= 400);
    expect([path, refused.length]).toEqual([path, AT_ONCE - 1]);
    expect([path, (await ctx.db.$count(logEntry)) - before]).toEqual([path, 1]);
  }
  note(`${acts.length} acts, each ${AT_ONCE} times`);
});
