import { expect, test } from 'vitest';
import { comparedIds, comparedMark, unitsMark, unitsRead } from '~/envelope/keys/compared';
import { directoryChanges } from '~/envelope/keys/directory-change';
import { statement } from './directory-example';

/** Ticks of all that a first list says, as a page showed it. */
const shown = directoryChanges(null, statement);
const marks = new Set([...[...shown.keys, ...shown.outside].map(comparedMark), unitsMark(shown.units)]);

test('what is as it was ticked counts as compared, whenever the page asks for it anew', () => {
  const anew = directoryChanges(null, structuredClone(statement));
  expect(comparedIds(anew, marks)).toEqual(
    new Set([...statement.members.map(({ id }) => id), ...statement.keys.map(({ unitKeyId }) => unitKeyId)]),
  );
  expect(unitsRead(anew, marks)).toBe(true);
});

test('a tick counts for nothing once another key, role, unit or name stands there under the same id', () => {
  const [member, ...members] = statement.members;
  const [key, ...keys] = statement.keys;
  const [unit, ...units] = statement.units;
  if (!member || !key || !unit) throw new Error('an empty list');
  const changed = {
    ...statement,
    members: [{ ...member, recipient: `${member.recipient}x` }, ...members],
    keys: [{ ...key, epoch: key.epoch + 1 }, ...keys],
    units: [{ ...unit, names: { zh: '别的单位' } }, ...units],
  };
  const changes = directoryChanges(null, changed);
  const counted = comparedIds(changes, marks);
  expect([counted.has(member.id), counted.has(key.unitKeyId), unitsRead(changes, marks)]).toEqual([
    false,
    false,
    false,
  ]);
  for (const { id } of members) expect(counted.has(id)).toBe(true);
});
