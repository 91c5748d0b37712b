import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Db } from '#db/client';
import { isRefusal } from '~/domain/refusal';
import { newReceiptCode, receiptKeys } from '~/envelope/report/receipt-code';
import type { Context } from '~/services/context.server';
import { makeContext } from '~/services/context-factory.server';
import { loginKeyMatches } from '~/services/staff/login-key.server';

function realContext(): Context {
  const data = mkdtempSync(join(tmpdir(), 'anshao-lanes-'));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  const db = {} as Db;
  return makeContext({ db, data, origin: 'http://anshao.test', smtpUrl: null, log: () => undefined });
}

test('a file of the site waits neither for sign-ins nor for codes, however many come at once', async () => {
  const ctx = realContext();
  let ended = 0;
  const end = () => {
    ended += 1;
  };
  const signIns = Array.from({ length: 60 }, (_, n) =>
    loginKeyMatches(ctx, `network ${n % 10}`, { hash: null, loginKey: randomBytes(32) }).then(end),
  );
  const codes = Array.from({ length: 8 }, () => receiptKeys(newReceiptCode(), randomBytes(16), ctx.argon2id).then(end));
  await Promise.race([...signIns, ...codes]);
  await readFile('public/plain-page.css');
  // Without lanes the file would wait behind all of them.
  expect(ended).toBeLessThan(20);
  await Promise.all([...signIns, ...codes]);
});

test('what would wait too long is refused as busy before any work', async () => {
  // On a busy machine they take longer than anybody is kept waiting; here their number alone is looked at.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const ctx = realContext();
  const many = Array.from({ length: 100 }, () =>
    loginKeyMatches(ctx, 'one network', { hash: null, loginKey: randomBytes(32) }).then(
      () => 'derived',
      (error) => isRefusal(error) && error.code,
    ),
  );
  const answers = await Promise.all(many);
  // One runs, and 64 wait.
  expect(answers.filter((answer) => answer === 'busy')).toHaveLength(35);
  expect(answers.filter((answer) => answer === 'derived')).toHaveLength(65);
});

test('Argon2 is reached through the lanes alone', () => {
  const files = readdirSync('app', { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
  const users = files.filter((file) => /from 'argon2'/.test(readFileSync(join('app', file), 'utf8')));
  expect(users.sort()).toEqual(['services/argon2.server.ts', 'services/staff/login-key.server.ts']);
});
