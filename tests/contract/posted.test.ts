import fc from 'fast-check';
import { expect, test } from 'vitest';
import { postedItems, postedRenewal } from '~/contract/posted/carry-over';
import { readCaseInput } from '~/contract/posted/case-act';
import {
  postedApproval,
  postedAsk,
  postedConfirmation,
  postedMark,
  postedOutcome,
  postedShares,
  postedTake,
} from '~/contract/posted/ceremony-act';
import { readPosted } from '~/contract/posted/posted';
import { CASE_ACT_NAMES, onCase } from '~/domain/acts/case-acts';
import { isRefusal } from '~/domain/refusal';
import { isUuid } from '~/domain/uuid';
import { utf8 } from '~/envelope/bytes';

const SCHEMAS = {
  postedApproval,
  ...postedAsk,
  postedConfirmation,
  postedItems,
  postedMark,
  postedOutcome,
  postedRenewal,
  postedShares,
  postedTake,
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
  expect(readCaseInput('note', () => JSON.stringify(part)).part).toEqual({ ...part, bytes: utf8('abc') });
  for (const wrong of [{ bytes: 'YWJj=' }, { bytes: 'Y+Jj' }, { bytes: 'YWJ' + 'k' + '!' }, { bytes: null }]) {
    expect(refused(() => readCaseInput('note', () => JSON.stringify({ ...part, ...wrong })))).toBe('invalid part');
  }
  for (const wrong of [
    { sequence: '4' },
    { sequence: 1.5 },
    { sequence: 2 ** 60 },
    { keyEpoch: -1 },
    { keyEpoch: null },
  ]) {
    expect(refused(() => readCaseInput('note', () => JSON.stringify({ ...part, ...wrong })))).toBe('invalid part');
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

test('the form of every act on a case is read by its row, or refused as invalid with the field', () => {
  const nothing = () => '';
  const asksNothing = CASE_ACT_NAMES.filter((act) => Object.keys(onCase[act].form).length === 0);
  for (const act of CASE_ACT_NAMES) {
    const code = refused(() => readCaseInput(act, nothing));
    if (asksNothing.includes(act)) expect(code, act).toBe(null);
    else expect(code, act).toMatch(/^invalid \w+$/);
    fc.assert(
      fc.property(fc.oneof(fc.json({ maxDepth: 3 }), fc.string()), (text) => {
        const answer = refused(() => readCaseInput(act, () => text));
        return answer === null || answer.startsWith('invalid ');
      }),
    );
  }
  const part = JSON.stringify({ sequence: 1, keyEpoch: 0, bytes: 'AAAA' });
  const given: Record<string, string> = { verdict: 'substantiated', part, unvisited: '' };
  const read = readCaseInput('proposeVerdict', (field) => given[field] ?? '');
  expect(read).toEqual({ verdict: 'substantiated', part: { sequence: 1, keyEpoch: 0, bytes: new Uint8Array(3) } });
  expect(refused(() => readCaseInput('proposeVerdict', (field) => ({ ...given, unvisited: 'x' })[field] ?? ''))).toBe(
    'invalid unvisited',
  );
});
