import { randomBytes } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { placeNames } from '~/web/place-names.server';

const NOON = 1_800_000_000_000;
const DAY_MS = 86_400_000;

test('the name of a place is read back, in the day that it was made', () => {
  let time = NOON;
  const names = placeNames(() => time);
  const name = names.of('a-token');
  expect(name).toMatch(/^[\w-]{40}$/);
  expect(names.of('a-token')).toBe(name);
  expect(names.read(name)).toBe(name);
  time += DAY_MS;
  expect(names.read(name)).toBeNull();
});

test('only a name that this process made is one', () => {
  const names = placeNames(() => NOON);
  const own = names.of('a-token');
  const altered = Buffer.from(own, 'base64url');
  altered.writeUInt8(altered.readUInt8(0) ^ 1);
  const foreign = [
    placeNames(() => NOON).of('a-token'),
    altered.toString('base64url'),
    randomBytes(30).toString('base64url'),
    // Another spelling of the same bytes would be a place of its own.
    `${own.slice(0, -1)}=`,
    `${own}=`,
    own.replaceAll('-', '+').replaceAll('_', '/').padEnd(41, '='),
    own.slice(0, 39),
    'x'.repeat(40),
    'x'.repeat(64),
    '',
    null,
  ];
  expect(foreign.filter((text) => names.read(text) !== null)).toEqual([]);
});

test('what is kept of a request is the name alone, not the address that it stood in', () => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const names = placeNames(() => NOON);
  const name = names.of('a-token');
  const MEBIBYTE = 2 ** 20;
  const held = (keep: (address: string) => unknown): number => {
    collect();
    const before = process.memoryUsage().heapUsed;
    const kept = Array.from({ length: 64 }, (_, n) =>
      keep(`/waiting-place?place=${name}&n=${n}${'x'.repeat(MEBIBYTE)}`),
    );
    collect();
    const grown = process.memoryUsage().heapUsed - before;
    expect(kept).toHaveLength(64);
    return grown / MEBIBYTE;
  };
  const placeIn = (address: string) => new URLSearchParams(address.split('?', 2)[1]).get('place');
  expect(held((address) => names.read(placeIn(address)))).toBeLessThan(16);
  // The control: a slice of the address keeps all of it in memory.
  expect(held((address) => placeIn(address)?.slice(0, 64))).toBeGreaterThan(48);
});
