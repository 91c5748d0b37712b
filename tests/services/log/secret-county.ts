import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { fromBase64 } from '~/envelope/bytes';
import { directoryFingerprint } from '~/envelope/keys/directory';
import { passphraseKeys } from '~/envelope/keys/passphrase';
import type { Context } from '~/services/context.server';
import { countyInfo } from '~/services/county/county.server';
import { readSecret } from '~/services/log/secret-file.server';
import { rotateSecret } from '~/services/log/secret-rotation.server';
import { secretOf } from '~/services/log/server-secret.server';
import { verifyLog } from '~/services/log/verify-log.server';
import { signIn } from '~/services/staff/sign-in.server';
import { totpCode } from '~/services/staff/totp.server';
import { playedContext } from '../played-context';

export const { ctx, county } = await playedContext();

export const nothing = { stage: () => undefined };

const fingerprint = directoryFingerprint(county.directory.publicKey);

export const folder = mkdtempSync(join(tmpdir(), 'anshao-secret-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The context as it is after a restart with the secret that is the installation's now. */
/** The site as it runs now, with the newest secret. */
export let present: Context = { ...ctx };

/** The site starts again with the secret that lies in its folder. */
export function restart(): void {
  present = { ...ctx, secret: secretOf(readSecret(folder)) };
}

export async function rotated(reason: 'rotation' | 'breakIn' = 'rotation') {
  const next = secretOf(randomBytes(32));
  const before = present;
  const result = await rotateSecret(before, next, { reason, fingerprint, ...nothing });
  present = { ...ctx, secret: next };
  return { before, result };
}

export async function signInAs(as: Context, login: string) {
  ctx.advance(60_000);
  const who = county.of(login);
  const { loginKey } = await passphraseKeys(who.passphrase, who.login, (await countyInfo(ctx.db)).salt, ctx.argon2id);
  return signIn(as, { login, loginKey: fromBase64(loginKey), totp: totpCode(who.totpSecret, ctx.now()) }, 'here');
}

export const problems = async () => (await verifyLog(present)).problems.map(({ kind }) => kind);
