import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { armor, Decrypter } from 'age-encryption';
import * as vectors from 'cctv-age';
import { describe, expect, test } from 'vitest';
import { openAge } from '~/envelope/age-file';
import { newKeyPair } from '~/envelope/key-pair';
import { refusalOf } from './samples';

/* The published test vectors of the age format (github.com/C2SP/CCTV, made by the reference implementation in Go). The hybrid ones run through the envelope itself; the others test the library beneath it, and that the envelope refuses files that weaker keys open. */
type Vector = {
  name: string;
  expect: string;
  payload: string | undefined;
  identities: string[];
  passphrases: string[];
  armored: boolean;
  file: Uint8Array;
};

function parse(name: string, bytes: Uint8Array): Vector {
  const contents = Buffer.from(bytes);
  const end = contents.indexOf('\n\n');
  const fields = contents
    .subarray(0, end)
    .toString()
    .split('\n')
    .map((line) => line.split(/: (.*)/s));
  const all = (field: string) => fields.filter(([key]) => key === field).map(([, value]) => value ?? '');
  const body = contents.subarray(end + 2);
  return {
    name,
    expect: all('expect')[0] ?? '',
    payload: all('payload')[0],
    identities: all('identity'),
    passphrases: all('passphrase'),
    armored: all('armored')[0] === 'yes',
    file: new Uint8Array(all('compressed')[0] === 'zlib' ? inflateSync(body) : body),
  };
}

const every = Object.entries(vectors)
  .filter((entry): entry is [string, Uint8Array] => entry[1] instanceof Uint8Array)
  .map(([name, bytes]) => parse(name, bytes));
const hybrid = every.filter((vector) => vector.name.startsWith('hybrid'));
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function openByLibrary({ file, armored, identities, passphrases }: Vector): Promise<Uint8Array> {
  const decrypter = new Decrypter();
  for (const passphrase of passphrases) decrypter.addPassphrase(passphrase);
  for (const identity of identities) decrypter.addIdentity(identity);
  return decrypter.decrypt(armored ? armor.decode(new TextDecoder().decode(file)) : file);
}

test('the vectors are there', () => {
  expect(every.length).toBeGreaterThan(140);
  expect(hybrid.length).toBeGreaterThanOrEqual(18);
});

describe('hybrid files through the envelope', () => {
  const expected: Record<string, string> = {
    'no match': 'wrongKey',
    'header failure': 'damaged',
    'payload failure': 'damaged',
    'HMAC failure': 'damaged',
  };
  for (const vector of hybrid) {
    const identity = vector.identities.find((key) => key.startsWith('AGE-SECRET-KEY-PQ-1')) ?? '';
    const opening = () => openAge(vector.file, identity);
    // The format leaves mixing recipients to the sealer; the envelope accepts no file that a weaker key opens too.
    const weak = /-> (X25519|MLKEM768X25519) /.test(Buffer.from(vector.file).toString('latin1'));
    if (weak) {
      test(`${vector.name} is refused as weak`, async () => expect(await refusalOf(opening)).toBe('weakRecipient'));
    } else if (vector.expect === 'success') {
      test(`${vector.name} opens`, async () => expect(sha256(await opening())).toBe(vector.payload));
    } else {
      test(`${vector.name} fails`, async () => expect(await refusalOf(opening)).toBe(expected[vector.expect]));
    }
  }
});

describe('all files through the library beneath', () => {
  // Leaves out the vectors of scrypt passphrases, which the envelope never uses and which take long.
  for (const vector of every.filter(({ passphrases }) => passphrases.length === 0)) {
    test(`${vector.name}: ${vector.expect}`, async () => {
      if (vector.expect === 'success') expect(sha256(await openByLibrary(vector))).toBe(vector.payload);
      else await expect(openByLibrary(vector)).rejects.toThrow();
    });
  }
});

test('no file of weaker keys or passphrases gets through the envelope', async () => {
  const { identity } = await newKeyPair();
  const weak = every.filter(
    (vector) => vector.expect === 'success' && !vector.armored && !vector.name.startsWith('hybrid'),
  );
  expect(weak.length).toBeGreaterThan(10);
  for (const vector of weak) {
    expect(await refusalOf(() => openAge(vector.file, identity)), vector.name).toBe('weakRecipient');
    const [own = ''] = vector.identities;
    expect(await refusalOf(() => openAge(vector.file, own)), vector.name).toBe('weakRecipient');
  }
});
