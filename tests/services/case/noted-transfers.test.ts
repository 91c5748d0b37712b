import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { notedTransfers } from '~/services/case/noted-transfers.server';

const folder = mkdtempSync(join(tmpdir(), 'anshao-noted-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const head = (sequence: number) => ({ sequence, head: String(sequence).repeat(64) });

test('goes forward only, whoever notes last, and lies there for the next process', () => {
  const file = join(folder, 'data', 'transfer-head');
  const [one, other] = [notedTransfers(file), notedTransfers(file)];
  expect(one.read()).toBeNull();
  one.note(head(2));
  other.note(head(1));
  expect(one.read()).toEqual(head(2));
  other.note(head(3));
  expect(notedTransfers(file).read()).toEqual(head(3));
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(folder, 'data'))).toEqual(['transfer-head']);
});

test('is never taken for nothing when it cannot be read', () => {
  const file = join(folder, 'spoilt');
  for (const text of ['', '{}', '{"sequence":1}']) {
    writeFileSync(file, text);
    expect(() => notedTransfers(file).read()).toThrow();
  }
});
