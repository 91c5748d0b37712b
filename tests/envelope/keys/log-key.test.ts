import { describe, expect, it } from 'vitest';
import {
  type LogKey,
  type LogKeyStatement,
  logKeyId,
  logKeyProblems,
  signLogKey,
  signLogKeyConfirmation,
  verifyHead,
} from '~/envelope/keys/log-key';
import { newSigningKey, type SigningKey, signBareText } from '~/envelope/signing';

const [one, two, three, stranger, county] = Array.from({ length: 5 }, newSigningKey) as [
  SigningKey,
  SigningKey,
  SigningKey,
  SigningKey,
  SigningKey,
];

function row(statement: LogKeyStatement, own: SigningKey, before: SigningKey | null): LogKey {
  return {
    ...statement,
    keyId: logKeyId(statement.publicKey),
    signature: signLogKey(statement, own.seed),
    previousSignature: before && signLogKey(statement, before.seed),
  };
}
const head = (letter: string) => letter.repeat(64);
const first: LogKeyStatement = {
  number: 1,
  publicKey: one.publicKey,
  reason: 'first',
  fromDay: '2026-01-01',
  afterSequence: 0,
  head: head('0'),
  previous: '',
};
const second: LogKeyStatement = {
  number: 2,
  publicKey: two.publicKey,
  reason: 'rotation',
  fromDay: '2026-03-01',
  afterSequence: 50,
  head: head('a'),
  previous: logKeyId(one.publicKey),
};
const third: LogKeyStatement = {
  number: 3,
  publicKey: three.publicKey,
  reason: 'breakIn',
  fromDay: '2026-05-01',
  afterSequence: 90,
  head: head('b'),
  previous: logKeyId(two.publicKey),
};
const keys = [row(first, one, null), row(second, two, one), row(third, three, null)];
const confirmation = (by: SigningKey, statement = third) => [
  { number: 3, countyKey: by.publicKey, signature: signLogKeyConfirmation(statement, by.seed) },
];
const problems = (list: LogKey[], confirmed = confirmation(county)) =>
  logKeyProblems(list, confirmed, county.publicKey).map(({ kind, number }) => `${kind} ${number}`);

describe('a history of the log’s keys', () => {
  it('is whole when each key is signed by itself and the one before, and by the county after a break-in', () => {
    expect(problems(keys)).toEqual([]);
    expect(problems([])).toEqual([]);
  });

  it('is not when nobody, or somebody else, vouches for the key after a break-in', () => {
    expect(problems(keys, [])).toEqual(['unconfirmed 3']);
    expect(problems(keys, confirmation(stranger))).toEqual(['unconfirmed 3']);
    expect(problems(keys, confirmation(county, { ...third, afterSequence: 91 }))).toEqual(['unconfirmed 3']);
    expect(logKeyProblems(keys, confirmation(county), null)).toEqual([{ kind: 'unconfirmed', number: 3 }]);
  });

  it('cannot be written anew by somebody who has none of its keys', () => {
    const forged = row({ ...first, publicKey: stranger.publicKey }, stranger, null);
    const vouched = row({ ...second, previous: forged.keyId }, stranger, stranger);
    // Neither a false beginning that vouches for the true successor, nor a false successor.
    expect(problems([forged, vouched])).toEqual(['broken 2']);
    expect(problems([forged, keys[1] as LogKey])).toEqual(['broken 2']);
    const successor = row({ ...second, publicKey: stranger.publicKey }, stranger, stranger);
    expect(problems([keys[0] as LogKey, successor])).toEqual(['broken 2']);
  });

  it('shows a change of any field, a gap and a lost beginning', () => {
    for (const change of [
      { afterSequence: 51 },
      { fromDay: '2026-03-02' },
      { head: head('c') },
      { reason: 'breakIn' as const },
      { number: 3 },
      { keyId: logKeyId(three.publicKey) },
    ]) {
      expect(problems([keys[0] as LogKey, { ...(keys[1] as LogKey), ...change }])).toContain(
        `broken ${change.number ?? 2}`,
      );
    }
    expect(problems(keys.slice(1))).toContain('broken 2');
  });
});

describe('a signed head', () => {
  const signed = (by: SigningKey, onDay: string, sequence: number) => {
    const text = `${onDay} ${sequence}`;
    const signature = signBareText(text, by.seed);
    return verifyHead(keys, { onDay, sequence, keyId: logKeyId(by.publicKey), signature }, text);
  };

  it('is by the key of its time', () => {
    expect(signed(one, '2026-02-01', 30)).toBe(true);
    expect(signed(one, '2026-03-01', 50)).toBe(true);
    expect(signed(two, '2026-03-01', 50)).toBe(true);
    expect(signed(two, '2026-04-01', 80)).toBe(true);
    expect(signed(three, '2026-06-01', 200)).toBe(true);
  });

  it('is refused by a key before or after its time, and by a stranger', () => {
    expect(signed(one, '2026-03-02', 50)).toBe(false);
    expect(signed(one, '2026-03-01', 51)).toBe(false);
    expect(signed(two, '2026-06-01', 80)).toBe(false);
    expect(signed(two, '2026-02-01', 60)).toBe(false);
    expect(signed(two, '2026-03-01', 40)).toBe(false);
    expect(signed(stranger, '2026-03-01', 50)).toBe(false);
  });
});
