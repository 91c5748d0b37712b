import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { inGroupsOfFour } from '~/domain/typed/number';
import { toBase64 } from '~/envelope/bytes';
import { lookupHash, newReceiptCode, parseReceiptCode, RECEIPT_KDF, receiptKeys } from '~/envelope/report/receipt-code';
import { boundedArgon2id } from '~/services/argon2.server';
import { anySeed, quickArgon2id, refusalOf, slow } from '../samples';

/** Codes from the program's own randomness, one per run. */
const anyCode = fc.constant(null).map(() => newReceiptCode());
const salt = new Uint8Array(16).fill(5);

test('a new code has 20 digits that leave 1 when divided by 97', () => {
  fc.assert(
    fc.property(anyCode, (code) => {
      expect(code).toMatch(/^\d{20}$/);
      expect(BigInt(code) % 97n).toBe(1n);
      expect(parseReceiptCode(code)).toBe(code);
    }),
  );
});

test('any one digit changed is noticed', () => {
  fc.assert(
    fc.property(anyCode, fc.nat(19), fc.integer({ min: 1, max: 9 }), (code, at, more) => {
      const digit = (Number(code[at]) + more) % 10;
      expect(parseReceiptCode(code.slice(0, at) + digit + code.slice(at + 1))).toBeNull();
    }),
    { numRuns: 2000 },
  );
});

test('any two neighbours swapped are noticed', () => {
  fc.assert(
    fc.property(anyCode, fc.nat(18), (code, at) => {
      const [a = '', b = ''] = [code[at], code[at + 1]];
      fc.pre(a !== b);
      expect(parseReceiptCode(code.slice(0, at) + b + a + code.slice(at + 2))).toBeNull();
    }),
    { numRuns: 2000 },
  );
});

test('check digits outside 02 to 98 are refused, though they would leave 1 as well', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{18}$/), (digits) => {
      for (const check of ['00', '01', '99']) expect(parseReceiptCode(digits + check)).toBeNull();
      const accepted = Array.from({ length: 100 }, (_, i) => String(i).padStart(2, '0')).filter(
        (check) => parseReceiptCode(digits + check) !== null,
      );
      expect(accepted).toHaveLength(1);
    }),
    { numRuns: 50 },
  );
});

test('every digit is as likely: bytes that would favour some are thrown away', () => {
  const given: number[] = [];
  const bytes = [...Array.from({ length: 6 }, (_, i) => 250 + i), ...Array.from({ length: 18 }, (_, i) => 249 - i)];
  const source = vi.spyOn(globalThis.crypto, 'getRandomValues').mockImplementation((array) => {
    const byte = bytes[given.length % bytes.length] ?? 0;
    given.push(byte);
    (array as unknown as Uint8Array)[0] = byte;
    return array;
  });
  try {
    expect(newReceiptCode().slice(0, 18)).toBe('987654321098765432');
    expect(given).toHaveLength(24);
  } finally {
    source.mockRestore();
  }
});

test('full-width digits, spaces and hyphens of all kinds are accepted', () => {
  const separators = [' ', '\u3000', '\t', '-', '－', '–', '—', '‐', '\u2011', '−', '\u00a0', '\u200b', '\n', '。'];
  const accepted = separators.filter((separator) => separator !== '。');
  fc.assert(
    fc.property(anyCode, fc.constantFrom(...accepted), fc.boolean(), (code, separator, wide) => {
      const grouped = inGroupsOfFour(code).replaceAll(' ', separator);
      const typed = wide ? grouped.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))) : grouped;
      expect(parseReceiptCode(` ${typed}\n`)).toBe(code);
    }),
  );
  expect(parseReceiptCode(inGroupsOfFour(newReceiptCode()).replaceAll(' ', '。'))).toBeNull();
});

test('five groups of four', () => {
  expect(inGroupsOfFour('12345678901234567890')).toBe('1234 5678 9012 3456 7890');
});

test('anything else is no code, and over-long input is refused whatever it holds', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60, unit: 'binary' }), (input) => {
      const parsed = parseReceiptCode(input);
      expect(parsed === null || /^\d{20}$/.test(parsed)).toBe(true);
    }),
  );
  const code = newReceiptCode();
  expect(parseReceiptCode(`${code}${' '.repeat(81)}`)).toBeNull();
  expect(parseReceiptCode('9'.repeat(10_000_000))).toBeNull();
  expect(parseReceiptCode('')).toBeNull();
  expect(parseReceiptCode(`${code}0`)).toBeNull();
});

test('a code gives the same keys however typed, and other keys at another installation', async () => {
  await fc.assert(
    fc.asyncProperty(anyCode, anySeed(), async (code, otherSalt) => {
      const keys = await receiptKeys(code, salt, quickArgon2id);
      expect(await receiptKeys(inGroupsOfFour(code), salt, quickArgon2id)).toEqual(keys);
      const elsewhere = await receiptKeys(code, otherSalt, quickArgon2id);
      expect(elsewhere.lookupToken).not.toEqual(keys.lookupToken);
      expect(elsewhere.reporter.recipient).not.toBe(keys.reporter.recipient);
      expect(keys.lookupToken).not.toEqual(keys.reporter.seed);
      expect(keys.lookupToken).toHaveLength(32);
    }),
    slow,
  );
});

test('a wrong code is refused before any slow work', async () => {
  let runs = 0;
  const counting: typeof quickArgon2id = (...given) => {
    runs += 1;
    return quickArgon2id(...given);
  };
  const code = newReceiptCode();
  const wrong = code.slice(0, 19) + ((Number(code[19]) + 1) % 10);
  expect(await refusalOf(() => receiptKeys(wrong, salt, counting))).toBe('badCode');
  expect(runs).toBe(0);
});

test('the server keeps the SHA-256 of the token in hex', () => {
  const token = new Uint8Array(32).fill(3);
  expect(lookupHash(token)).toBe(createHash('sha256').update(token).digest('hex'));
});

test('with the true cost a code always gives these keys', async () => {
  expect(RECEIPT_KDF).toEqual({ memoryKiB: 65536, iterations: 3, parallelism: 1, length: 32 });
  const keys = await receiptKeys('12345678901234567888', salt, boundedArgon2id());
  // Computed independently with Node's HKDF and another Argon2; a change here would lock every reporter out.
  expect(toBase64(keys.lookupToken)).toBe('7OQ80EmXGnMIBj7dYggHB9JAUydBYFy-YTqNuPynPk0');
  expect(toBase64(keys.reporter.seed)).toBe('LhrS5iqTcna2IhDJv7-fAujD2wwRJaUhlh6BGAy0CN8');
});
