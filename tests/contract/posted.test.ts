import fc from 'fast-check';
import { expect, test } from 'vitest';
import { postedItems, postedRenewal } from '~/contract/posted/carry-over';
import { postedMessages, postedPart, postedTransfer } from '~/contract/posted/case-act';
import {
  postedApproval,
  postedAsk,
  postedConfirmation,
  postedMark,
  postedOutcome,
  postedShares,
  postedTake,
} from '~/contract/posted/ceremony-act';
import { isUuid, readPosted } from '~/contract/posted/posted';
import { postedClaimant, postedGrants, postedReleases } from '~/contract/posted/staff-acts';
import { isRefusal } from '~/domain/refusal';
import { utf8 } from '~/envelope/bytes';

const SCHEMAS = {
  postedApproval,
  ...postedAsk,
  postedClaimant,
  postedConfirmation,
  postedGrants,
  postedItems,
  postedMark,
  postedMessages,
  postedOutcome,
  postedPart,
  postedReleases,
  postedRenewal,
  postedShares,
  postedTake,
  postedTransfer,
};
const id = '0b0d2f0c-1f5e-4a39-8a0e-2a3c9f2f6b01';
const refused = (read: () => unknown) => {
  try {
    read();
    return null;
  } catch (error) {
    return isRefusal(error) ? `${error.code} ${error.field}` : 'another error';
  }
};

test('what is no such thing is refused as invalid, with its field, and is never another error', () => {
  for (const [name, schema] of Object.entries(SCHEMAS)) {
    for (const json of ['', '{', 'null', '7', '"x"', '{}', '[null]', '[{}]', '{"bytes":7}']) {
      expect(
        refused(() => readPosted(schema, json, 'made')),
        `${name} ${json}`,
      ).toBe('invalid made');
    }
    const anything = fc.json({ maxDepth: 3 });
    fc.assert(
      fc.property(anything, (json) => ['invalid made', null].includes(refused(() => readPosted(schema, json, 'made')))),
    );
  }
});

test('bytes come as bytes; what is no strict Base64, and a number that is none, is refused', () => {
  const part = { sequence: 4, keyEpoch: 1, bytes: 'YWJj' };
  expect(readPosted(postedPart, JSON.stringify(part), 'part')).toEqual({ ...part, bytes: utf8('abc') });
  for (const wrong of [{ bytes: 'YWJj=' }, { bytes: 'Y+Jj' }, { bytes: 'YWJ' + 'k' + '!' }, { bytes: null }]) {
    expect(refused(() => readPosted(postedPart, JSON.stringify({ ...part, ...wrong }), 'part'))).toBe('invalid part');
  }
  for (const wrong of [
    { sequence: '4' },
    { sequence: 1.5 },
    { sequence: 2 ** 60 },
    { keyEpoch: -1 },
    { keyEpoch: null },
  ]) {
    expect(refused(() => readPosted(postedPart, JSON.stringify({ ...part, ...wrong }), 'part'))).toBe('invalid part');
  }
});

test('an id is in lower case and whole', () => {
  expect(isUuid(id)).toBe(true);
  for (const text of [id.toUpperCase(), `${id}\n`, ` ${id}`, id.slice(1), `${id}:payee`, ''])
    expect(isUuid(text)).toBe(false);
  const item = { id, of: 'key', fromKeyId: id, bytes: 'YWJj' };
  expect(readPosted(postedItems, JSON.stringify([{ ...item, id: `${id}:finance` }]), 'items')).toHaveLength(1);
  expect(refused(() => readPosted(postedItems, JSON.stringify([{ ...item, id: `${id}:f1` }]), 'items'))).toBe(
    'invalid items',
  );
});
