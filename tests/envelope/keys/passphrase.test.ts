import { wordlist } from '@scure/bip39/wordlists/english.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NOTHING_MARKED, newMemberKeys, openMemberKeys, wrapMemberKeys } from '~/envelope/keys/member-keys';
import { newPassphrase, normalisePassphrase, passphraseKeys, STAFF_KDF } from '~/envelope/keys/passphrase';
import { signStatement, verifyStatement } from '~/envelope/signing';
import { boundedArgon2id } from '~/services/argon2.server';
import { anySeed, quickArgon2id, refusalOf, slow } from '../samples';

const salt = new Uint8Array(16).fill(8);

test('six words of the list, new each time', () => {
  const made = Array.from({ length: 300 }, newPassphrase);
  for (const passphrase of made) {
    const words = passphrase.split(' ');
    expect(words).toHaveLength(6);
    for (const word of words) expect(wordlist).toContain(word);
    expect(normalisePassphrase(passphrase)).toBe(passphrase);
  }
  expect(new Set(made).size).toBe(300);
  // 1,800 draws leave a given word out with a chance of 41 %, so far fewer than half of the list means a fault.
  expect(new Set(made.flatMap((passphrase) => passphrase.split(' '))).size).toBeGreaterThan(1_000);
});

test('width, case, spaces and hyphens of what is typed do not matter', async () => {
  expect(normalisePassphrase('  Ａbandon—ABILITY\u3000able\n about-above  absent ')).toBe(
    'abandon ability able about above absent',
  );
  await fc.assert(
    fc.asyncProperty(fc.constant(null).map(newPassphrase), async (passphrase) => {
      const keys = await passphraseKeys(passphrase, 'zhang.wei', salt, quickArgon2id);
      const typed = ` ${passphrase.toUpperCase().replaceAll(' ', ' - ')}`;
      expect(await passphraseKeys(typed, ' Zhang.Wei ', salt, quickArgon2id)).toEqual(keys);
    }),
    slow,
  );
});

test('another word, login or installation gives another login key and wrapping key', async () => {
  await fc.assert(
    fc.asyncProperty(anySeed(), fc.string({ minLength: 1, maxLength: 20 }), async (otherSalt, suffix) => {
      const keys = await passphraseKeys('abandon ability', 'li', salt, quickArgon2id);
      const others = [
        await passphraseKeys('abandon able', 'li', salt, quickArgon2id),
        await passphraseKeys('abandon ability', `li.${suffix}x`, salt, quickArgon2id),
        await passphraseKeys('abandon ability', 'li', otherSalt, quickArgon2id),
      ];
      for (const other of others) {
        expect(other.loginKey).not.toBe(keys.loginKey);
        expect(other.wrapping.recipient).not.toBe(keys.wrapping.recipient);
      }
    }),
    slow,
  );
});

test('the login key the server sees is not the seed that wraps', async () => {
  const keys = await passphraseKeys('abandon ability', 'li', salt, quickArgon2id);
  expect(keys.loginKey).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(Buffer.from(keys.loginKey, 'base64url').equals(Buffer.from(keys.wrapping.seed))).toBe(false);
});

test('parameters weaker than known, or absurdly heavy, are refused before any work', async () => {
  const weak = [
    { memoryKiB: STAFF_KDF.memoryKiB - 1 },
    { iterations: STAFF_KDF.iterations - 1 },
    { parallelism: 2 },
    { length: 16 },
    { memoryKiB: 2 ** 31 },
    { iterations: 1000 },
    { memoryKiB: Number.NaN },
  ];
  const never = () => Promise.reject(new Error('ran'));
  for (const change of weak) {
    const work = () => passphraseKeys('a b', 'li', salt, never, { ...STAFF_KDF, ...change });
    expect(await refusalOf(work), JSON.stringify(change)).toBe('weakParameters');
  }
  const stronger = { ...STAFF_KDF, iterations: 4 };
  expect((await passphraseKeys('a b', 'li', salt, quickArgon2id, stronger)).loginKey).toHaveLength(43);
});

test('with the true cost a passphrase always gives these keys', async () => {
  const keys = await passphraseKeys('abandon ability able about above absent', 'li', salt, boundedArgon2id());
  // Computed independently with Node's HKDF and another Argon2; a change here would lock every member out.
  expect(keys.loginKey).toBe('iQ5O2yBbhe3HwNScKfgl11hwh955oHC5OnOMwq9pzZA');
  expect(Buffer.from(keys.wrapping.seed).toString('base64url')).toBe('j97GLOt_k9ziuaaBudj5iFESVdJQGuniSkL6VlJ2MZU');
});

test("a member's keys open with the wrapping key, for that member only, and still sign", async () => {
  const keys = await newMemberKeys();
  const { wrapping } = await passphraseKeys(newPassphrase(), 'li', salt, quickArgon2id);
  const { wrapping: wrong } = await passphraseKeys(newPassphrase(), 'li', salt, quickArgon2id);
  const wrapped = await wrapMemberKeys(keys, NOTHING_MARKED, 'member-1', wrapping.recipient);
  const { keys: opened } = await openMemberKeys(wrapped, 'member-1', wrapping.identity);
  expect(opened).toEqual(keys);
  expect(await refusalOf(() => openMemberKeys(wrapped, 'member-2', wrapping.identity))).toBe('wrongPart');
  expect(await refusalOf(() => openMemberKeys(wrapped, 'member-1', wrong.identity))).toBe('wrongKey');
  const signature = signStatement('approval', { amount: 3 }, opened.signing.seed);
  expect(verifyStatement('approval', { amount: 3 }, signature, keys.signing.publicKey)).toBe(true);
});
