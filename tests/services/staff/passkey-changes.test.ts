import { describe, expect, test } from 'vitest';
import { randomBytes, toBase64 } from '~/envelope/bytes';
import { newMemberKeys } from '~/envelope/keys/member-keys';
import { signOwnKeys } from '~/envelope/keys/own-keys';
import { inviteMember } from '~/services/staff/member.server';
import { addPasskey, addPasskeyQuestion, ownKeys, removePasskey, renewTotp } from '~/services/staff/own-keys.server';
import { enrolByPasskey, enrolmentQuestion } from '~/services/staff/passkey-enrolment.server';
import { signInByPasskey } from '~/services/staff/passkey-sign-in.server';
import { signIn } from '~/services/staff/sign-in.server';
import { sessionMember } from '~/services/staff/staff-session.server';
import { newTotpSecret, totpCode } from '~/services/staff/totp.server';
import { softPasskey } from '../authenticator';
import {
  asked,
  county,
  ctx,
  enrolled,
  INVALID,
  MINUTE,
  type Own,
  proof,
  type Soft,
  signedIn,
  withPassphrase,
} from './passkey-county';

async function add(own: Own, soft: Soft, { keys = own.keys, label = '安全钥匙' } = {}) {
  const { options } = await addPasskeyQuestion(ctx, own.actor);
  const wrappedKeys = randomBytes(400);
  const about = [soft.id, label, toBase64(wrappedKeys)];
  const statement = { act: 'addPasskey', memberId: own.memberId, challenge: options.challenge, about } as const;
  const signature = signOwnKeys(statement, keys.signing.seed);
  await addPasskey(ctx, own.actor, { response: soft.make(options), label, wrappedKeys, signature });
}

const remove = (own: Own, id: string, token = '') =>
  removePasskey(ctx, own.actor, { id, proof: proof(own, 'removePasskey', [id]), token });

describe('the own ways of signing in', () => {
  test('more passkeys come and go, but the last way stays', async () => {
    const own = await enrolled();
    const second = softPasskey();
    await add(own, second);
    await expect(signedIn(second)).resolves.toMatchObject({ memberId: own.memberId });
    const { token } = await signedIn(second);
    const elsewhere = await signedIn(own.soft);
    const waiting = await asked(own.soft);
    await remove(own, own.soft.id, token);
    expect(await sessionMember(ctx, token)).not.toBeNull();
    expect(await sessionMember(ctx, elsewhere.token)).toBeNull();
    await expect(signInByPasskey(ctx, waiting)).rejects.toMatchObject(INVALID);
    await expect(remove(own, second.id)).rejects.toMatchObject({ code: 'conflict', data: { rule: 'lastWayIn' } });
    await withPassphrase(own);
    await remove(own, second.id);
    expect(await ownKeys(ctx, own.actor)).toMatchObject({ passkeys: [], passphrase: true });
  });

  test('a session without unlocked keys changes nothing', async () => {
    const own = await enrolled();
    const thief = { ...own, keys: await newMemberKeys() };
    const locked = { code: 'notAllowed', data: { rule: 'keysLocked' } };
    await expect(add(own, softPasskey(), { keys: thief.keys })).rejects.toMatchObject(locked);
    await expect(remove(thief, own.soft.id)).rejects.toMatchObject(locked);
    await expect(withPassphrase(thief)).rejects.toMatchObject(locked);
    expect((await ownKeys(ctx, own.actor)).passkeys).toHaveLength(1);
  });

  test("one signature serves once, and not for somebody else's passkey", async () => {
    const [own, other] = [await enrolled(), await enrolled()];
    const again = proof(own, 'removePasskey', [other.soft.id]);
    const ask = { id: other.soft.id, proof: again, token: '' };
    await expect(removePasskey(ctx, own.actor, ask)).rejects.toMatchObject({ code: 'notFound' });
    const second = softPasskey();
    await add(own, second);
    const once = { id: second.id, proof: proof(own, 'removePasskey', [second.id]), token: '' };
    await removePasskey(ctx, own.actor, once);
    await expect(removePasskey(ctx, own.actor, once)).rejects.toMatchObject({ code: 'expired' });
    await expect(signedIn(other.soft)).resolves.toBeDefined();
  });

  test('a passkey made for one member cannot be added by another, nor twice', async () => {
    const [own, other] = [await enrolled(), await enrolled()];
    const soft = softPasskey();
    const { options } = await addPasskeyQuestion(ctx, own.actor);
    const added = { response: soft.make(options), label: 'x', wrappedKeys: randomBytes(9), signature: '' };
    await expect(addPasskey(ctx, other.actor, added)).rejects.toMatchObject(INVALID);
    await add(own, soft);
    await expect(add(own, soft)).rejects.toMatchObject({ code: 'alreadyDone' });
  });

  test('a passkey that did not verify its person is not taken', async () => {
    const own = await enrolled();
    const { options } = await addPasskeyQuestion(ctx, own.actor);
    expect(options.authenticatorSelection).toMatchObject({ userVerification: 'required', residentKey: 'required' });
    const response = softPasskey().make(options, { verified: false });
    const added = { response, label: 'x', wrappedKeys: randomBytes(9), signature: '' };
    await expect(addPasskey(ctx, own.actor, added)).rejects.toMatchObject(INVALID);
  });

  test('another authenticator ends the old one and the other sessions', async () => {
    const own = await enrolled();
    const set = await withPassphrase(own);
    const { token } = await signedIn(own.soft);
    const elsewhere = await signedIn(own.soft);
    const totpSecret = newTotpSecret();
    const renewal = { totpSecret, token, totp: totpCode(totpSecret, ctx.now()) };
    const wrong = { ...renewal, totp: '000000', proof: proof(own, 'renewTotp', [totpSecret]) };
    await expect(renewTotp(ctx, own.actor, wrong)).rejects.toMatchObject({ code: 'invalid', field: 'totp' });
    await renewTotp(ctx, own.actor, { ...renewal, proof: proof(own, 'renewTotp', [totpSecret]) });
    expect(await sessionMember(ctx, token)).not.toBeNull();
    expect(await sessionMember(ctx, elsewhere.token)).toBeNull();
    ctx.advance(MINUTE);
    const by = (secret: string) => ({
      login: own.login,
      loginKey: set.loginKey,
      totp: totpCode(secret, ctx.now()),
    });
    await expect(signIn(ctx, by(set.totpSecret), null)).rejects.toMatchObject(INVALID);
    await expect(signIn(ctx, by(totpSecret), null)).resolves.toBeDefined();
  });
});

describe('an invitation answered by a passkey', () => {
  test('serves once, and not with a challenge of somebody else', async () => {
    const admin = county.actor('admin');
    const invite = (login: string) =>
      inviteMember(ctx, admin, { login, name: '戊同志', roles: ['handler'], unitId: county.unitIds.fire });
    const [one, other] = [await invite('invited.one'), await invite('invited.other')];
    const keys = await newMemberKeys();
    const answer = {
      label: 'x',
      recipient: keys.age.recipient,
      signingKey: keys.signing.publicKey,
      wrappedKeys: randomBytes(50),
    };
    const question = await enrolmentQuestion(ctx, one.token);
    const response = softPasskey().make(question.options);
    await expect(enrolByPasskey(ctx, other.token, { ...answer, response })).rejects.toMatchObject(INVALID);
    await enrolByPasskey(ctx, one.token, { ...answer, response });
    await expect(enrolByPasskey(ctx, one.token, { ...answer, response })).rejects.toMatchObject({ code: 'expired' });
    await expect(enrolmentQuestion(ctx, one.token)).rejects.toMatchObject({ code: 'expired' });
  });
});

describe('a computer that others use', () => {
  test('ends the session after ten idle minutes, and its token says so', async () => {
    const { soft } = await enrolled();
    const { token } = await signInByPasskey(ctx, await asked(soft), { shared: true });
    ctx.advance(9 * MINUTE);
    expect(await sessionMember(ctx, token)).not.toBeNull();
    expect(await sessionMember(ctx, token.replace(/\.s$/, ''))).toBeNull();
    ctx.advance(11 * MINUTE);
    expect(await sessionMember(ctx, token)).toBeNull();
  });
});
