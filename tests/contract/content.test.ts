import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { content, openContent, sealContent } from '~/contract/sealed/content';
import { newKeyPair } from '~/envelope/key-pair';
import { sealJson } from '~/envelope/seal';
import { refusalOf } from '../envelope/samples';

const first = content('note', z.object({ text: z.string() }));
/** A content that was renamed once, and then given a member that older ones do not have. */
const third = content(
  'note',
  z.object({ words: z.string(), tags: z.array(z.string()), shown: z._default(z.boolean(), true) }),
  [({ text, ...rest }) => ({ ...rest, words: text }), (older) => ({ ...older, tags: [] })],
);
const second = content('note', z.object({ words: z.string() }), [({ text, ...rest }) => ({ ...rest, words: text })]);
const label = { kind: 'note', scope: 'c1', sequence: 7 } as const;
const key = await newKeyPair();

test('a content of every version reads in the newest one, step by step', async () => {
  const now = { words: '现场', tags: [], shown: true };
  expect(third.read(first.written({ text: '现场' }))).toEqual(now);
  expect(third.read({ text: '现场' })).toEqual(now);
  expect(third.read(second.written({ words: '现场' }))).toEqual(now);
  const sealed = await sealContent(first, label, { text: '现场' }, [key.recipient]);
  expect(await openContent(third, sealed, key.identity, label)).toEqual(now);
  expect(third.version).toBe(3);
});

test('one of a later version is said to be newer, whatever else it holds, and never damaged', async () => {
  const sealed = await sealContent(third, label, { words: '现场', tags: [], shown: false }, [key.recipient]);
  expect(await refusalOf(() => openContent(first, sealed, key.identity, label))).toBe('newerVersion');
  expect(await refusalOf(() => first.read({ v: 2 }))).toBe('newerVersion');
  expect(await refusalOf(() => first.read({ v: 2, text: 7 }))).toBe('newerVersion');
});

test('another shape, and a version that is none, is damaged', async () => {
  const shapes = [null, 7, 'x', [], {}, { text: 7 }, { v: 0, text: 'x' }, { v: -1, text: 'x' }, { v: '1', text: 'x' }];
  for (const shape of [...shapes, { v: 1.5, text: 'x' }, { v: null, text: 'x' }]) {
    const sealed = await sealJson(label, shape, [key.recipient]);
    expect(await refusalOf(() => openContent(first, sealed, key.identity, label)), JSON.stringify(shape)).toBe(
      'damaged',
    );
  }
});
