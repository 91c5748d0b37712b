import { expect, test } from 'vitest';
import { requireScope } from '~/browser/opening/ceremony-consent';
import type { CeremonyFacts } from '~/contract/sealed/ceremony';

const CASE = '3b0c1f1e-3f8e-4d6c-9a51-1f5d0b3e9c11';
const REPORT = '3b0c1f1e-3f8e-4d6c-9a51-1f5d0b3e9c12';
const VICTIM = '3b0c1f1e-3f8e-4d6c-9a51-1f5d0b3e9c13';
const facts = (changes: Partial<CeremonyFacts>): CeremonyFacts => ({
  ceremonyId: VICTIM,
  kind: 'escrow',
  caseId: CASE,
  reportId: REPORT,
  reason: 'review',
  purpose: 'review',
  fields: [],
  askedBy: VICTIM,
  askedOn: '2025-09-15',
  ...changes,
});
const fits = (changes: Partial<CeremonyFacts>, scope: string) => {
  try {
    requireScope(facts(changes), scope);
    return true;
  } catch {
    return false;
  }
};

test('a consent lets out what it is about', () => {
  expect(fits({ kind: 'identity' }, `${REPORT}:identity`)).toBe(true);
  expect(fits({}, `${CASE}:case`)).toBe(true);
  expect(fits({}, `${CASE}:case#3`)).toBe(true);
  expect(fits({}, `${VICTIM}:report`)).toBe(true);
  expect(fits({ kind: 'payeeSample' }, `${VICTIM}:payee`)).toBe(true);
});

test('and nothing else, whatever ids the server sends', () => {
  expect(fits({}, `${REPORT}:identity`)).toBe(false);
  expect(fits({ caseId: `x|${VICTIM}:identity|y` }, `${VICTIM}:identity`)).toBe(false);
  expect(fits({ caseId: '.*' }, `${VICTIM}:case`)).toBe(false);
  expect(fits({ kind: 'identity', reportId: '.*' }, `${VICTIM}:identity`)).toBe(false);
  expect(fits({ kind: 'payeeSample' }, `${VICTIM}:identity`)).toBe(false);
  expect(fits({}, `${VICTIM}:case`)).toBe(false);
  for (const odd of ['', ':case', `${CASE}:case#0`, `${CASE}:case#x`, `${CASE}:thread`, `a${CASE}:case`]) {
    expect(fits({}, odd)).toBe(false);
  }
});
