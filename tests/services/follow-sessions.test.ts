import { expect, test } from 'vitest';
import { followSessions } from '~/services/follow-sessions.server';

test('a report has ten sessions at most: its own oldest end, those of others stay', () => {
  const sessions = followSessions(() => 0);
  const other = sessions.open({ reportId: 'other', seed: new Uint8Array([1, 2, 3]) });
  const own = Array.from({ length: 12 }, () => sessions.open({ reportId: 'own', seed: null }));
  expect(own.map((cookie) => sessions.read(cookie) !== null)).toEqual([false, false, ...Array(10).fill(true)]);
  expect(sessions.read(other)).toEqual({ reportId: 'other', seed: new Uint8Array([1, 2, 3]) });
});

test('a session that was left makes room for another', () => {
  const sessions = followSessions(() => 0);
  const own = Array.from({ length: 10 }, () => sessions.open({ reportId: 'own', seed: null }));
  sessions.close(own[9] ?? '');
  sessions.open({ reportId: 'own', seed: null });
  expect(sessions.read(own[0] ?? '')).not.toBeNull();
});

test('one report opened again and again ends nobody else’s session', () => {
  const sessions = followSessions(() => 0);
  const first = sessions.open({ reportId: 'first', seed: null });
  for (let n = 0; n < 20_050; n += 1) sessions.open({ reportId: 'own', seed: null });
  expect(sessions.read(first)).not.toBeNull();
});
