import { expect, test } from 'vitest';
import { MAX_TRIES, whileMoved } from '~/browser/case/transfer-again';

const refused = (code: string, data: Record<string, unknown> | null) =>
  Object.assign(new Error('refused'), { refused: { code, field: 'unit', data } });
const moved = refused('conflict', { rule: 'transferMoved' });

/** A step that is refused with these in turn, then done. */
function failing(errors: readonly Error[]) {
  let tries = 0;
  const step = async () => {
    const error = errors[tries];
    tries += 1;
    if (error) throw error;
  };
  return { step, tries: () => tries };
}

test('signs again for as long as only another case’s transfer was in the way', async () => {
  const { step, tries } = failing([moved, moved]);
  await whileMoved(step);
  expect(tries()).toBe(3);
});

test('and not where something that the person saw has changed, nor for ever', async () => {
  for (const other of [
    refused('conflict', null),
    refused('notFound', { rule: 'transferMoved' }),
    new Error('offline'),
  ]) {
    const { step, tries } = failing([other]);
    await expect(whileMoved(step)).rejects.toBe(other);
    expect(tries()).toBe(1);
  }
  const { step, tries } = failing(Array.from({ length: 99 }, () => moved));
  await expect(whileMoved(step)).rejects.toBe(moved);
  expect(tries()).toBe(MAX_TRIES);
});
