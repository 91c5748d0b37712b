import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalEntry, checkpointText } from '~/domain/log/log';

const _sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
const entry = {
  day: '2026-03-05',
  act: 'case.accept',
  actor: 'm1',
  unit: 'fire',
  subject: 'case:1',
  data: { b: 1, a: 'x' },
};

describe('canonicalEntry', () => {
  it('has its fields in fixed order', () => {
    expect(canonicalEntry(entry)).toBe(
      '{"v":1,"day":"2026-03-05","act":"case.accept","actor":"m1","unit":"fire","subject":"case:1","data":{"a":"x","b":1}}',
    );
  });

  it('is the same text however the entry was put together, and one line', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))),
        (data) => {
          const { subject, act, ...rest } = entry;
          const reordered = { subject, ...rest, act };
          const turned = Object.fromEntries(Object.entries(data).reverse());
          const text = canonicalEntry({ ...entry, data });
          expect(canonicalEntry({ ...reordered, data: turned })).toBe(text);
          expect(text).not.toMatch(/[\r\n]/);
          expect(Object.entries(JSON.parse(text).data)).toHaveLength(Object.keys(data).length);
        },
      ),
    );
  });

  it('sorts integer-like names as text', () => {
    expect(canonicalEntry({ ...entry, data: { 10: 1, 9: 2 } })).toContain('"data":{"10":1,"9":2}');
  });

  it('refuses numbers that are not whole', () => {
    expect(() => canonicalEntry({ ...entry, data: { n: 0.5 } })).toThrow(TypeError);
  });
});

describe('checkpoints', () => {
  const directory = { name: 'directory' as const, version: 3, hash: 'c'.repeat(64) };
  const routing = { name: 'routing' as const, version: 12, hash: 'd'.repeat(64) };
  const checkpoint = { keyId: 'b'.repeat(32), day: '2026-03-05', seq: 42, head: 'a'.repeat(64), lists: [directory] };
  it('name the lists in force, in one order', () => {
    expect(checkpointText({ ...checkpoint, lists: [directory, routing] })).toBe(
      `anshao log checkpoint v3\n${'b'.repeat(32)}\n2026-03-05\n42\n${'a'.repeat(64)}\ndirectory 3 ${'c'.repeat(64)}\nrouting 12 ${'d'.repeat(64)}\n`,
    );
    expect(checkpointText({ ...checkpoint, lists: [routing, directory] })).toBe(
      checkpointText({ ...checkpoint, lists: [directory, routing] }),
    );
  });
  it('hold a key id of one line', () => {
    expect(() => checkpointText({ ...checkpoint, keyId: 'a\nb' })).toThrow(TypeError);
  });
});
