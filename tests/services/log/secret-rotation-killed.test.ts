import { randomBytes } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { staffSession } from '#db/schema/staff';
import { isPrintedLogKey } from '~/browser/log/log-key-workspace';
import type { Member } from '~/domain/acts/permission';
import { signLogKeyConfirmation } from '~/envelope/keys/log-key';
import { signOwnKeys } from '~/envelope/keys/own-keys';
import { countyKeyIntact } from '~/services/keys/county-key.server';
import { confirmLogKey, unconfirmedLogKey } from '~/services/log/log-key-confirmation.server';
import { ownLogKey } from '~/services/log/log-keys.server';
import { adoptStaged, readSecret, stagedSecret, stageSecret } from '~/services/log/secret-file.server';
import { rotateSecret, settleSecret } from '~/services/log/secret-rotation.server';
import { secretOf } from '~/services/log/server-secret.server';
import { members } from '~/services/staff/member.server';
import { ownKeys, ownKeysChallenge, renewTotp } from '~/services/staff/own-keys.server';
import { newTotpSecret, totpCode } from '~/services/staff/totp.server';
import { county, ctx, folder, nothing, present, problems, restart, rotated, signInAs } from './secret-county';

describe('after a break-in', () => {
  test('needs the fingerprint from a printed board, ends every session, and is not whole until a guardian confirms', async () => {
    await signInAs(present, 'intake.1');
    const wrong = { reason: 'breakIn' as const, fingerprint: '0000', ...nothing };
    await expect(rotateSecret(present, secretOf(randomBytes(32)), wrong)).rejects.toThrow('printed board');
    const old = present;
    const { result } = await rotated('breakIn');
    expect(result.sessionsEnded).toBeGreaterThan(0);
    expect(await ctx.db.select().from(staffSession)).toEqual([]);
    expect(await problems()).toEqual(['keyUnconfirmed']);
    expect(await signInAs(present, 'intake.1')).toMatchObject({ memberId: county.of('intake.1').memberId });
    await expect(ownLogKey(old)).rejects.toThrow();
  });

  test('every authenticator counts as known to others until its member renews it', async () => {
    const shown = await members(present, county.actor('admin'));
    const enrolled = shown.filter(({ status }) => status === 'enrolled');
    expect(enrolled.every(({ signsIn }) => signsIn.includes('renewAuthenticator'))).toBe(true);
    const who = county.of('fire.lead');
    expect(await ownKeys(present, who.actor)).toMatchObject({ renewAuthenticator: true });
    const totpSecret = newTotpSecret();
    const challenge = ownKeysChallenge(present, who.actor);
    const statement = { act: 'renewTotp', memberId: who.memberId, challenge, about: [totpSecret] } as const;
    const proof = { challenge, signature: signOwnKeys(statement, who.keys.signing.seed) };
    await renewTotp(present, who.actor, { totpSecret, totp: totpCode(totpSecret, ctx.now()), proof, token: '' });
    expect(await ownKeys(present, who.actor)).toMatchObject({ renewAuthenticator: false });
  });

  test('a guardian lets the county key vouch for the log key that was printed, and the log is whole again', async () => {
    const guardian = county.actor('guardians.1');
    const key = await unconfirmedLogKey(present, guardian);
    if (!key) throw new Error('no key to confirm');
    expect(isPrintedLogKey(key.keyId.replace(/.{4}/g, '$& ').toUpperCase(), key)).toBe(true);
    expect(isPrintedLogKey(key.keyId.slice(0, 31), key)).toBe(false);
    const { number } = key;
    const signature = signLogKeyConfirmation(key, county.directory.seed);
    const by = (actor: Member, signed: string, of = number) =>
      confirmLogKey(present, actor, { number: of, signature: signed });
    await expect(by(county.actor('admin'), signature)).rejects.toMatchObject({ code: 'notAllowed' });
    const own = signLogKeyConfirmation(key, county.of('guardians.1').keys.signing.seed);
    await expect(by(guardian, own)).rejects.toMatchObject({ code: 'invalid' });
    const other = signLogKeyConfirmation({ ...key, afterSequence: key.afterSequence + 1 }, county.directory.seed);
    await expect(by(guardian, other)).rejects.toMatchObject({ code: 'invalid' });
    await expect(by(guardian, signature, 1)).rejects.toMatchObject({ code: 'notFound' });
    expect(await problems()).toEqual(['keyUnconfirmed']);
    await by(guardian, signature);
    expect(await problems()).toEqual([]);
    expect(await unconfirmedLogKey(present, guardian)).toBeNull();
    await expect(by(guardian, signature)).rejects.toMatchObject({ code: 'alreadyDone' });
  });
});

describe('a rotation that is killed', () => {
  test('before the database changed: the old secret stays, the staged one harms nothing and is overwritten', async () => {
    const root = randomBytes(32);
    writeFileSync(join(folder, 'server-secret'), root);
    stageSecret(folder, randomBytes(32));
    await settleSecret(folder, ctx.db);
    expect(readSecret(folder)).toEqual(root);
    const again = randomBytes(32);
    stageSecret(folder, again);
    expect(stagedSecret(folder)).toEqual(again);
    expect(statSync(join(folder, 'server-secret.next')).mode & 0o777).toBe(0o600);
  });

  test('after it changed: the next start takes the new secret, and nothing of the old one is left', async () => {
    const root = randomBytes(32);
    await rotateSecret(present, secretOf(root), { reason: 'rotation', stage: () => stageSecret(folder, root) });
    await settleSecret(folder, ctx.db);
    expect(new Uint8Array(readFileSync(join(folder, 'server-secret')))).toEqual(new Uint8Array(root));
    expect(stagedSecret(folder)).toBeNull();
    restart();
    expect(await ownLogKey(present)).toBeTruthy();
    expect(await countyKeyIntact(present)).toBe(true);
    // A second process that settles at the same moment finds nothing to do.
    adoptStaged(folder);
    expect(readSecret(folder)).toEqual(root);
  });
});
