import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  joinReleased,
  openShare,
  releaseShareTo,
  rewrapShare,
  shareLength,
  splitForTwo,
} from '~/contract/sealed/two-share-key';
import { openAge } from '~/envelope/age-file';
import { utf8 } from '~/envelope/bytes';
import { EnvelopeError } from '~/envelope/errors';
import { newKeyPair } from '~/envelope/key-pair';
import type { ShareAbout } from '~/envelope/opening/share-about';
import { joinTwo, printShares, restoreFromShares, splitTwo } from '~/envelope/opening/shares';
import { seal } from '~/envelope/seal';
import { ABOUT, anySeed, refusalOf } from '../samples';

const pick = (texts: readonly string[], ...indexes: number[]): string[] => indexes.map((i) => texts[i] ?? '');

test('two shares joined are the seed', () => {
  fc.assert(
    fc.property(anySeed(), (seed) => {
      const [first, second] = splitTwo(seed);
      expect(joinTwo(first, second)).toEqual(seed);
      expect(joinTwo(second, first)).toEqual(seed);
    }),
  );
});

test('one share fits every seed equally: for any other seed there is a partner that gives it', () => {
  fc.assert(
    fc.property(anySeed(), anySeed(), (seed, other) => {
      for (const share of splitTwo(seed)) expect(joinTwo(share, joinTwo(share, other))).toEqual(other);
    }),
  );
});

test('shares of one seed are new each time and evenly spread', () => {
  const zeros = new Uint8Array(32);
  let ones = 0;
  for (let i = 0; i < 400; i += 1) {
    for (const share of splitTwo(zeros)) {
      for (const byte of share) ones += byte.toString(2).replaceAll('0', '').length;
    }
  }
  // 204,800 fair bits: 8 standard deviations are 1,810.
  expect(Math.abs(ones - 102_400)).toBeLessThan(1_810);
});

test('any two of three printed shares restore the seed, also all three', async () => {
  await fc.assert(
    fc.asyncProperty(anySeed(), async (seed) => {
      const texts = await printShares(seed);
      expect(texts).toHaveLength(3);
      for (const indexes of [
        [0, 1],
        [1, 0],
        [0, 2],
        [2, 1],
        [0, 1, 2],
      ]) {
        expect(await restoreFromShares(pick(texts, ...indexes))).toEqual(seed);
      }
    }),
    { numRuns: 40 },
  );
});

test('printed shares may be typed in small letters, with spaces, and with O for 0 and I or L for 1', async () => {
  const seed = new Uint8Array(32).fill(9);
  const texts = await printShares(seed);
  const typed = texts.map((text) =>
    text
      .toLowerCase()
      .replaceAll('-', '  ')
      .replaceAll('0', 'o')
      .replace(/^(.+)1/, '$1l'),
  );
  expect(await restoreFromShares(pick(typed, 0, 2))).toEqual(seed);
  expect(texts[1]).toMatch(/^2(-[0-9A-HJKMNP-TV-Z]{4}){16}$/);
});

test('one wrong character, or two neighbours swapped, is noticed', async () => {
  const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  await fc.assert(
    fc.asyncProperty(anySeed(), fc.nat(64), fc.constantFrom(...digits), async (seed, at, digit) => {
      const texts = await printShares(seed);
      const plain = (texts[0] ?? '').replaceAll('-', '');
      const changed = plain.slice(0, at) + digit + plain.slice(at + 1);
      const swapped = plain.slice(0, at) + (plain[at + 1] ?? '') + (plain[at] ?? '') + plain.slice(at + 2);
      for (const wrong of [changed, swapped]) {
        if (wrong === plain) continue;
        expect(await refusalOf(() => restoreFromShares([wrong, texts[1] ?? '']))).toBe('badCode');
      }
    }),
  );
});

test('one share, the same share twice, shares of two sets and over-long input are refused', async () => {
  const seed = new Uint8Array(32).fill(1);
  const [texts, again] = [await printShares(seed), await printShares(seed)];
  const refused = [
    pick(texts, 0),
    pick(texts, 0, 0),
    [...pick(texts, 0), ...pick(again, 1)],
    [...texts, ...pick(texts, 0)],
    [...pick(texts, 0), '2'.repeat(10_000)],
    [],
  ];
  for (const wrong of refused) expect(await refusalOf(() => restoreFromShares(wrong))).toBe('badCode');
  expect(await refusalOf(() => printShares(new Uint8Array(16)))).toBe('damaged');
});

const [custodians, guardians, custodian] = [await newKeyPair(), await newKeyPair(), await newKeyPair()];
const holders = [
  { holder: 'custodians', recipient: custodians.recipient },
  { holder: 'guardians', recipient: guardians.recipient },
] as const;

test('a key in two hands opens only with consent to this key, to this person, until that day', async () => {
  const key = await newKeyPair();
  const label = { kind: 'identity', scope: 'r', sequence: 0 } as const;
  const sealed = await seal(label, utf8('张三'), [key.recipient]);
  const [forCustodians, forGuardians] = await splitForTwo(key.seed, 'r:identity', holders, ABOUT);
  const consent = { scope: 'r:identity', holder: 'guardians', share: forGuardians } as const;
  const released = await releaseShareTo({
    ...consent,
    holderIdentity: guardians.identity,
    toRecipient: custodian.recipient,
    expiresOn: '2026-03-31',
    mayHave: () => undefined,
    tellAbout: true,
  });
  const own = { holder: 'custodians', share: forCustodians, identity: custodians.identity } as const;
  const other = { holder: 'guardians', share: released, identity: custodian.identity } as const;
  const join = { scope: 'r:identity', own, released: other, today: '2026-03-31' };

  expect((await joinReleased(join)).recipient).toBe(key.recipient);
  const refusals = [
    [{ ...join, today: '2026-04-01' }, 'wrongPart'],
    [{ scope: join.scope, own, released: other }, 'wrongPart'],
    [{ ...join, scope: 's:identity' }, 'wrongPart'],
    [{ ...join, own: { ...own, identity: guardians.identity } }, 'wrongKey'],
    [{ ...join, released: { ...other, identity: custodians.identity } }, 'wrongKey'],
    [{ ...join, released: { ...other, share: forGuardians } }, 'wrongKey'],
    [{ ...join, own: { ...own, holder: 'guardians' as const } }, 'wrongPart'],
  ] as const;
  for (const [attempt, code] of refusals) expect(await refusalOf(() => joinReleased(attempt))).toBe(code);

  for (const [share, pair, holder] of [
    [forCustodians, custodians, 'custodians'],
    [forGuardians, guardians, 'guardians'],
  ] as const) {
    const { share: alone } = await openShare(share, pair.identity, 'r:identity', holder);
    expect(alone).not.toEqual(key.seed);
    expect(Buffer.from(sealed).includes(Buffer.from(alone))).toBe(false);
  }
});

test('both shares are never given to the same key', async () => {
  const same = [holders[0], { holder: 'guardians', recipient: custodians.recipient }] as const;
  expect(await refusalOf(() => splitForTwo(new Uint8Array(32), 'r:identity', same, ABOUT))).toBe('weakRecipient');
});

test('whom a key is about lies in both shares, in one size, through the holder’s next key, and cannot differ', async () => {
  const key = await newKeyPair();
  const scope = '3b0c1f1e-3f8e-4d6c-9a51-1f5d0b3e9c11:report';
  const units = Array.from({ length: 9 }, () => crypto.randomUUID());
  const split = (accused: readonly string[]) => splitForTwo(key.seed, scope, holders, { ...ABOUT, accused });
  const [none, one, many] = [await split([]), await split(units.slice(0, 1)), await split(units)];
  for (const share of [...none, ...one, ...many].entries()) {
    expect(share[1].length).toBe(shareLength(scope, share[0] % 2 === 0 ? 'custodians' : 'guardians'));
  }
  const next = await newKeyPair();
  const place = { scope, holder: 'custodians', released: false } as const;
  const rewrapped = await rewrapShare(place, many[0], custodians.identity, next.recipient);
  expect(rewrapped.length).toBe(many[0].length);
  expect((await openShare(rewrapped, next.identity, scope, 'custodians')).about?.accused).toEqual([...units].sort());
  // Two shares that say different things do not join, even of one key.
  const release = (share: Uint8Array, mayHave: (about: ShareAbout | null) => void, tellAbout = true) =>
    releaseShareTo({
      scope,
      holder: 'guardians',
      share,
      holderIdentity: guardians.identity,
      toRecipient: custodian.recipient,
      mayHave,
      tellAbout,
    });
  const own = { holder: 'custodians', share: one[0], identity: custodians.identity } as const;
  const seen: (readonly string[] | undefined)[] = [];
  for (const [share, code] of [
    [one[1], 'no refusal'],
    [none[1], 'wrongPart'],
  ] as const) {
    const released = await release(share, (about) => seen.push(about?.accused));
    const other = { holder: 'guardians', share: released, identity: custodian.identity } as const;
    expect(released.length).toBe((await release(many[1], () => undefined)).length);
    expect(await refusalOf(() => joinReleased({ scope, own, released: other }))).toBe(code);
  }
  expect(seen).toEqual([units.slice(0, 1), []]);
  const forbid = () => {
    throw new EnvelopeError('accusedUnit');
  };
  expect(await refusalOf(() => release(one[1], forbid))).toBe('accusedUnit');
  // Where the receiver must not learn it, the released share says nothing, and its size is the same.
  const silent = await release(one[1], () => undefined, false);
  expect(silent.length).toBe((await release(many[1], () => undefined)).length);
  const plain = await openAge(silent, custodian.identity);
  expect(Buffer.from(plain).includes(Buffer.from(units[0] ?? '', 'utf8'))).toBe(false);
});

test('finance’s share says nothing of a report, and has the size of the guardians’', async () => {
  const key = await newKeyPair();
  const accused = [crypto.randomUUID()];
  const pair = [{ ...holders[0], holder: 'finance' }, holders[1]] as const;
  const [forFinance, forGuardians] = await splitForTwo(key.seed, 'w:payee', pair, { ...ABOUT, accused });
  expect((await openShare(forFinance, custodians.identity, 'w:payee', 'finance')).about).toBeNull();
  expect((await openShare(forGuardians, guardians.identity, 'w:payee', 'guardians')).about?.accused).toEqual(accused);
  expect(forFinance.length).toBe(forGuardians.length);
});
