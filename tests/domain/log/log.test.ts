import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CHAIN_GENESIS,
  type ChainedEntry,
  canonicalEntry,
  chainHash,
  checkpointText,
  parseCheckpoint,
  verifyChain,
} from '~/domain/log/log';

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
const entry = {
  day: '2026-03-05',
  act: 'case.accept',
  actor: 'm1',
  unit: 'fire',
  subject: 'case:1',
  data: { b: 1, a: 'x' },
};

function chain(texts: string[]): ChainedEntry[] {
  let head = CHAIN_GENESIS;
  return texts.map((text, index) => {
    head = chainHash(head, text, sha256);
    return { seq: index + 1, text, hash: head };
  });
}

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

describe('the chain', () => {
  const texts = fc.array(fc.string(), { minLength: 1, maxLength: 12 });

  it('verifies from the start and from any head', () => {
    fc.assert(
      fc.property(texts, fc.nat(12), (given, cut) => {
        const links = chain(given);
        const head = links.at(-1)?.hash;
        expect(verifyChain(links, sha256)).toEqual({ ok: true, lastSeq: given.length, head });
        const at = links[Math.min(cut, given.length - 1)];
        if (at === undefined) return;
        const rest = links.filter((link) => link.seq > at.seq);
        expect(verifyChain(rest, sha256, { lastSeq: at.seq, head: at.hash })).toEqual({
          ok: true,
          lastSeq: given.length,
          head,
        });
      }),
    );
  });

  it('is empty at the start', () => {
    expect(verifyChain([], sha256)).toEqual({ ok: true, lastSeq: 0, head: CHAIN_GENESIS });
  });

  it('breaks where an entry was changed, left out, added, swapped or re-hashed', () => {
    fc.assert(
      fc.property(texts, fc.nat(11), (given, where) => {
        const links = chain(given);
        const index = where % links.length;
        const seq = index + 1;
        const broken = { ok: false, brokenAt: seq };
        const changed = links.map((link) => (link.seq === seq ? { ...link, text: `${link.text}!` } : link));
        expect(verifyChain(changed, sha256)).toEqual(broken);
        const rehashed = links.map((link) => (link.seq === seq ? { ...link, hash: sha256(link.text) } : link));
        expect(verifyChain(rehashed, sha256)).toEqual(broken);
        if (index < links.length - 1) {
          expect(
            verifyChain(
              links.filter((link) => link.seq !== seq),
              sha256,
            ),
          ).toEqual(broken);
        }
        const doubled = links.flatMap((link) => (link.seq === seq ? [link, link] : [link]));
        expect(verifyChain(doubled, sha256)).toEqual({ ok: false, brokenAt: seq + 1 });
      }),
    );
  });
});

describe('checkpoints', () => {
  const directory = { name: 'directory' as const, version: 3, hash: 'c'.repeat(64) };
  const routing = { name: 'routing' as const, version: 12, hash: 'd'.repeat(64) };
  const checkpoint = { keyId: 'b'.repeat(32), day: '2026-03-05', seq: 42, head: 'a'.repeat(64), lists: [directory] };
  it('are read back, with the lists in force', () => {
    for (const lists of [[], [directory], [directory, routing]]) {
      expect(parseCheckpoint(checkpointText({ ...checkpoint, lists }))).toEqual({ ...checkpoint, lists });
    }
    expect(checkpointText({ ...checkpoint, lists: [routing, directory] })).toBe(
      checkpointText({ ...checkpoint, lists: [directory, routing] }),
    );
  });
  it('are nothing else', () => {
    expect(parseCheckpoint(`${checkpointText(checkpoint)}x`)).toBeNull();
    expect(parseCheckpoint(checkpointText({ ...checkpoint, head: 'g' }))).toBeNull();
    expect(parseCheckpoint(checkpointText({ ...checkpoint, lists: [{ ...directory, hash: 'g' }] }))).toBeNull();
    expect(parseCheckpoint(checkpointText(checkpoint).replace('directory 3', 'directory 03'))).toBeNull();
    expect(() => checkpointText({ ...checkpoint, keyId: 'a\nb' })).toThrow(TypeError);
  });
});
