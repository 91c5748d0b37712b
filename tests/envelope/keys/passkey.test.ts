import { describe, expect, test } from 'vitest';
import { randomBytes } from '~/envelope/bytes';
import { NOTHING_MARKED, newMemberKeys, openMemberKeys, wrapMemberKeys } from '~/envelope/keys/member-keys';
import { signOwnKeys, verifyOwnKeys } from '~/envelope/keys/own-keys';
import { passkeyIdentity, prfInput } from '~/envelope/keys/passkey';

const MEMBER = '3b7e1a52-0000-4000-8000-000000000001';
const OTHER = '3b7e1a52-0000-4000-8000-000000000002';

describe('the identity of a passkey', () => {
  test('opens the keys it wrapped, and is the same each time', async () => {
    const prf = randomBytes(32);
    const keys = await newMemberKeys();
    const wrapped = await wrapMemberKeys(keys, NOTHING_MARKED, MEMBER, (await passkeyIdentity(prf, MEMBER)).recipient);
    const { keys: opened } = await openMemberKeys(wrapped, MEMBER, (await passkeyIdentity(prf, MEMBER)).identity);
    expect(opened.age.identity).toBe(keys.age.identity);
    expect(opened.signing.publicKey).toBe(keys.signing.publicKey);
  });

  test('is post-quantum hybrid, and another for another passkey or member', async () => {
    const prf = randomBytes(32);
    const own = await passkeyIdentity(prf, MEMBER);
    expect(own.recipient).toMatch(/^age1pq1/);
    const changed = prf.slice();
    changed[31] = (changed[31] ?? 0) ^ 1;
    expect((await passkeyIdentity(changed, MEMBER)).recipient).not.toBe(own.recipient);
    expect((await passkeyIdentity(prf, OTHER)).recipient).not.toBe(own.recipient);
  });

  test('does not open what another passkey wrapped', async () => {
    const keys = await newMemberKeys();
    const wrapped = await wrapMemberKeys(
      keys,
      NOTHING_MARKED,
      MEMBER,
      (await passkeyIdentity(randomBytes(32), MEMBER)).recipient,
    );
    const { identity } = await passkeyIdentity(randomBytes(32), MEMBER);
    await expect(openMemberKeys(wrapped, MEMBER, identity)).rejects.toMatchObject({ code: 'wrongKey' });
  });

  test('is not the PRF output itself', async () => {
    const prf = randomBytes(32);
    expect((await passkeyIdentity(prf, MEMBER)).seed).not.toEqual(prf);
  });

  test.each([0, 16, 31, 33, 64])('refuses %i bytes', async (length) => {
    await expect(passkeyIdentity(new Uint8Array(length), MEMBER)).rejects.toMatchObject({ code: 'damaged' });
  });

  test('fixed values stay what they are, or every passkey would stop unlocking', async () => {
    const prf = Uint8Array.from({ length: 32 }, (_, i) => i);
    const { seed } = await passkeyIdentity(prf, MEMBER);
    expect(Buffer.from(seed).toString('hex')).toBe('d8bd0cc33f4b451a059cb29b75929042d6032a37d0dcec33745277f4b2e6250e');
    expect(Buffer.from(prfInput(prf)).toString('hex')).toBe(
      '2d1bd4ca67a35399d9251e858b323fe8db773ebd7d7c6fc42899f9c375037c87',
    );
  });
});

describe('a signed act on the own keys', () => {
  test('holds for that act, member, challenge and content only', async () => {
    const { signing } = await newMemberKeys();
    const statement = { act: 'setPassphrase', memberId: MEMBER, challenge: 'c', about: ['a', 'b'] } as const;
    const signature = signOwnKeys(statement, signing.seed);
    const holds = (other: Partial<Parameters<typeof verifyOwnKeys>[0]>) =>
      verifyOwnKeys({ ...statement, ...other }, signature, signing.publicKey);
    expect(holds({})).toBe(true);
    expect(holds({ act: 'renewTotp' })).toBe(false);
    expect(holds({ memberId: OTHER })).toBe(false);
    expect(holds({ challenge: 'd' })).toBe(false);
    expect(holds({ about: ['ab'] })).toBe(false);
    expect(holds({ about: ['a', 'c'] })).toBe(false);
  });
});
