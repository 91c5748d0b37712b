import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { logEntry } from '#db/schema/log';
import { member, passkey } from '#db/schema/staff';
import { fromBase64, randomBytes, toBase64 } from '~/envelope/bytes';
import {
  type MemberKeys,
  NOTHING_MARKED,
  newMemberKeys,
  openMemberKeys,
  wrapMemberKeys,
} from '~/envelope/keys/member-keys';
import { type OwnKeysAct, signOwnKeys } from '~/envelope/keys/own-keys';
import { passkeyIdentity } from '~/envelope/keys/passkey';
import { passphraseKeys } from '~/envelope/keys/passphrase';
import { countyInfo } from '~/services/county/county.server';
import { inviteMember } from '~/services/staff/member.server';
import { disableMember } from '~/services/staff/member-change.server';
import {
  addPasskey,
  addPasskeyQuestion,
  ownKeys,
  ownKeysChallenge,
  removePasskey,
  renewTotp,
  setPassphrase,
} from '~/services/staff/own-keys.server';
import { passkeyQuestion } from '~/services/staff/passkey.server';
import { enrolByPasskey, enrolmentQuestion } from '~/services/staff/passkey-enrolment.server';
import { signInByPasskey } from '~/services/staff/passkey-sign-in.server';
import { signIn } from '~/services/staff/sign-in.server';
import { sessionMember } from '~/services/staff/staff-session.server';
import { newTotpSecret, totpCode } from '~/services/staff/totp.server';
import { softPasskey } from '../authenticator';
import { playedContext } from '../played-context';

const { ctx, county } = await playedContext();
const MINUTE = 60_000;
const INVALID = { code: 'invalid' };

type Own = { memberId: string; login: string; keys: MemberKeys; actor: ReturnType<typeof county.actor> };
type Soft = ReturnType<typeof softPasskey>;

let made = 0;

/** Somebody who has one passkey and nothing else. */
async function enrolled(): Promise<Own & { soft: Soft; prf: Uint8Array }> {
  const login = `passkey.${++made}`;
  const unitId = county.unitIds.fire;
  const draft = { login, name: '丁同志', roles: ['handler' as const], unitId };
  const { memberId, token } = await inviteMember(ctx, county.actor('admin'), draft);
  const [soft, prf, keys] = [softPasskey(), randomBytes(32), await newMemberKeys()];
  const { options } = await enrolmentQuestion(ctx, token);
  await enrolByPasskey(ctx, token, {
    response: soft.make(options),
    label: '办公室电脑',
    recipient: keys.age.recipient,
    signingKey: keys.signing.publicKey,
    wrappedKeys: await wrapMemberKeys(keys, NOTHING_MARKED, memberId, (await passkeyIdentity(prf, memberId)).recipient),
  });
  return { memberId, login, keys, soft, prf, actor: { kind: 'member', memberId, unitId, roles: ['handler'] } };
}

const asked = async (soft: Soft, wrong: Parameters<Soft['ask']>[1] = {}, login = '') =>
  soft.ask((await passkeyQuestion(ctx, login)).options, wrong);

const signedIn = async (soft: Soft) => signInByPasskey(ctx, await asked(soft));

async function add(own: Own, soft: Soft, { keys = own.keys, label = '安全钥匙' } = {}) {
  const { options } = await addPasskeyQuestion(ctx, own.actor);
  const wrappedKeys = randomBytes(400);
  const about = [soft.id, label, toBase64(wrappedKeys)];
  const statement = { act: 'addPasskey', memberId: own.memberId, challenge: options.challenge, about } as const;
  const signature = signOwnKeys(statement, keys.signing.seed);
  await addPasskey(ctx, own.actor, { response: soft.make(options), label, wrappedKeys, signature });
}

function proof(own: Own, act: OwnKeysAct, about: string[], challenge = ownKeysChallenge(ctx, own.actor)) {
  return {
    challenge,
    signature: signOwnKeys({ act, memberId: own.memberId, challenge, about }, own.keys.signing.seed),
  };
}

const remove = (own: Own, id: string, token = '') =>
  removePasskey(ctx, own.actor, { id, proof: proof(own, 'removePasskey', [id]), token });

async function withPassphrase(own: Own) {
  const { salt } = await countyInfo(ctx.db);
  const { loginKey } = await passphraseKeys('six words of a test only', own.login, salt, ctx.argon2id);
  const wrappedKeys = randomBytes(300);
  const totpSecret = newTotpSecret();
  const about = [loginKey, toBase64(wrappedKeys), totpSecret];
  const set = { loginKey: fromBase64(loginKey), wrappedKeys, totpSecret, totp: totpCode(totpSecret, ctx.now()) };
  await setPassphrase(ctx, own.actor, { ...set, proof: proof(own, 'setPassphrase', about) });
  return set;
}

describe('signing in by passkey', () => {
  test('needs no name, and gives a session and the keys that only its PRF opens', async () => {
    const { soft, prf, memberId, keys } = await enrolled();
    const result = await signedIn(soft);
    expect(await sessionMember(ctx, result.token)).toMatchObject({ id: memberId });
    const { identity } = await passkeyIdentity(prf, memberId);
    const { keys: opened } = await openMemberKeys(fromBase64(result.wrappedKeys), memberId, identity);
    expect(opened.age.recipient).toBe(keys.age.recipient);
    const { token } = await signedIn(soft);
    expect(token).not.toBe(result.token);
  });

  test('asks for the person, and for no passkey in particular', async () => {
    const { options } = await passkeyQuestion(ctx, '');
    expect(options).toMatchObject({ userVerification: 'required', rpId: 'localhost' });
    expect(options.allowCredentials ?? []).toEqual([]);
  });

  test('refuses an answer that was given before, also when both come at once', async () => {
    const { soft } = await enrolled();
    const answer = await asked(soft, { counter: 0 });
    await ctx.db.update(passkey).set({ counter: 0 }).where(eq(passkey.id, soft.id));
    const both = await Promise.allSettled([signInByPasskey(ctx, answer), signInByPasskey(ctx, answer)]);
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(signInByPasskey(ctx, answer)).rejects.toMatchObject(INVALID);
  });

  test('refuses a challenge after five minutes, one for another purpose, and one made elsewhere', async () => {
    const own = await enrolled();
    const late = await asked(own.soft);
    ctx.advance(5 * MINUTE);
    await expect(signInByPasskey(ctx, late)).rejects.toMatchObject(INVALID);
    const { options } = await addPasskeyQuestion(ctx, own.actor);
    const foreign = own.soft.ask({ challenge: options.challenge });
    await expect(signInByPasskey(ctx, foreign)).rejects.toMatchObject(INVALID);
    const invented = own.soft.ask({ challenge: toBase64(randomBytes(62)) });
    await expect(signInByPasskey(ctx, invented)).rejects.toMatchObject(INVALID);
    await expect(signedIn(own.soft)).resolves.toBeDefined();
  });

  test.each([
    ['another origin', { origin: 'https://anshao.example' }],
    ['another port', { origin: 'http://localhost:3001' }],
    ['another relying party', { rpId: 'anshao.example' }],
    ['nobody verified', { verified: false }],
    ['another member', { userHandle: toBase64(randomBytes(36)) }],
  ])('refuses %s', async (_, wrong) => {
    const { soft } = await enrolled();
    const answer = await asked(soft, wrong);
    await expect(signInByPasskey(ctx, answer)).rejects.toMatchObject(INVALID);
    await expect(signedIn(soft)).resolves.toBeDefined();
  });

  test("refuses one member's signature under another's passkey", async () => {
    const [one, other] = [await enrolled(), await enrolled()];
    const answer = await asked(one.soft);
    const swapped = { ...answer, id: other.soft.id, rawId: other.soft.id };
    await expect(signInByPasskey(ctx, swapped)).rejects.toMatchObject(INVALID);
  });

  test('refuses a counter that does not grow, and keeps the last', async () => {
    const { soft } = await enrolled();
    await signInByPasskey(ctx, await asked(soft, { counter: 50 }));
    for (const counter of [50, 49, 0]) {
      const copied = await asked(soft, { counter });
      await expect(signInByPasskey(ctx, copied)).rejects.toMatchObject(INVALID);
    }
    await expect(signInByPasskey(ctx, await asked(soft, { counter: 51 }))).resolves.toBeDefined();
  });

  test('is over for a disabled member, whose passkeys are gone', async () => {
    const own = await enrolled();
    const answer = await asked(own.soft);
    await disableMember(ctx, county.actor('admin'), own.memberId);
    await expect(signInByPasskey(ctx, answer)).rejects.toMatchObject(INVALID);
    expect(await ctx.db.select().from(passkey).where(eq(passkey.memberId, own.memberId))).toEqual([]);
  });

  test('is refused while disabled even where the passkey stayed', async () => {
    const own = await enrolled();
    await ctx.db.update(member).set({ status: 'disabled' }).where(eq(member.id, own.memberId));
    await expect(signedIn(own.soft)).rejects.toMatchObject(INVALID);
  });

  test('by name tells nothing about who exists', async () => {
    const own = await enrolled();
    const idsOf = async (login: string) => (await passkeyQuestion(ctx, login)).options.allowCredentials ?? [];
    expect(await idsOf(own.login)).toEqual([{ id: own.soft.id, type: 'public-key' }]);
    for (const login of ['nobody.here', 'fire.lead']) {
      const ids = await idsOf(login);
      expect(ids).toHaveLength(1);
      expect(await idsOf(login.toUpperCase())).toEqual(ids);
      expect(Object.keys(ids[0] ?? {})).toEqual(['id', 'type']);
    }
    expect(await idsOf('nobody.here')).not.toEqual(await idsOf('nobody.there'));
  });

  test('writes no name of machine or passkey into the log', async () => {
    const { memberId } = await enrolled();
    const rows = await ctx.db
      .select()
      .from(logEntry)
      .where(eq(logEntry.subject, `member:${memberId}`));
    expect(rows.map((row) => row.act).sort()).toEqual(['member.create', 'member.enrol']);
    expect(JSON.stringify(rows)).not.toContain('办公室电脑');
  });
});

describe('a member with passkeys only', () => {
  test('has no login key, and is refused by passphrase as slowly as anybody', async () => {
    const own = await enrolled();
    const [row] = await ctx.db.select().from(member).where(eq(member.id, own.memberId));
    expect(row).toMatchObject({ status: 'enrolled', loginKeyHash: null, totpSealed: null, wrappedKeys: null });
    const timed = async (login: string) => {
      const started = performance.now();
      for (let i = 0; i < 4; i += 1) {
        const answer = { login, loginKey: randomBytes(32), totp: '123456' };
        await expect(signIn(ctx, answer, null)).rejects.toMatchObject(INVALID);
      }
      return performance.now() - started;
    };
    await timed('warm.up');
    const ratio = (await timed(own.login)) / (await timed('fire.lead'));
    expect(ratio).toBeGreaterThan(0.3);
    expect(ratio).toBeLessThan(3);
  });

  test('sets a passphrase later, once, and then signs in by it', async () => {
    const own = await enrolled();
    const set = await withPassphrase(own);
    expect(await ownKeys(ctx, own.actor)).toMatchObject({ passphrase: true });
    ctx.advance(MINUTE);
    const totp = totpCode(set.totpSecret, ctx.now());
    const answer = { login: own.login, loginKey: set.loginKey, totp };
    await expect(signIn(ctx, answer, null)).resolves.toMatchObject({ wrappedKeys: toBase64(set.wrappedKeys) });
    await expect(withPassphrase(own)).rejects.toMatchObject({ code: 'alreadyDone' });
  });
});

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
    await expect(removePasskey(ctx, own.actor, ask)).rejects.toMatchObject({ code: 'expired' });
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
