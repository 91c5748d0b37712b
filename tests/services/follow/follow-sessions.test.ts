import { expect, test } from 'vitest';
import { followSessions } from '~/services/follow/follow-sessions.server';

test('a report has four sessions at most: of its own the one ends that was not seen for longest, those of others stay', () => {
  const sessions = followSessions(() => 0);
  const other = sessions.open({ reportId: 'other', seed: new Uint8Array([1, 2, 3]) });
  const own = Array.from({ length: 4 }, () => sessions.open({ reportId: 'own', seed: null }));
  expect(sessions.read(own[0] ?? '')).not.toBeNull();
  own.push(...Array.from({ length: 2 }, () => sessions.open({ reportId: 'own', seed: null })));
  expect(own.map((cookie) => sessions.read(cookie) !== null)).toEqual([true, false, false, true, true, true]);
  expect(sessions.read(other)).toEqual({ reportId: 'other', seed: new Uint8Array([1, 2, 3]) });
});

test('a session that was left makes room for another', () => {
  const sessions = followSessions(() => 0);
  const own = Array.from({ length: 4 }, () => sessions.open({ reportId: 'own', seed: null }));
  sessions.close(own[3] ?? '');
  sessions.open({ reportId: 'own', seed: null });
  expect(sessions.read(own[0] ?? '')).not.toBeNull();
});

test('a session ends after twenty minutes, however often its page was read', () => {
  let time = 0;
  const sessions = followSessions(() => time);
  const cookie = sessions.open({ reportId: 'own', seed: null });
  for (time = 0; time < 20 * 60_000; time += 60_000) expect(sessions.read(cookie)).not.toBeNull();
  expect(sessions.read(cookie)).toBeNull();
});

test('one report opened again and again ends nobody else’s session', () => {
  const sessions = followSessions(() => 0);
  const first = sessions.open({ reportId: 'first', seed: null });
  for (let n = 0; n < 20_050; n += 1) sessions.open({ reportId: 'own', seed: null });
  expect(sessions.read(first)).not.toBeNull();
});

test('thousands of reports of one’s own push out what was left, not a page that is read', () => {
  const sessions = followSessions(() => 0);
  const open = (reportId: string) => sessions.open({ reportId, seed: null });
  const [left, read] = [open('left'), open('read')];
  for (let n = 0; n < 25_000; n += 1) {
    open(`own-${n >> 2}`);
    if (n % 1_000 === 0) sessions.read(read);
  }
  expect([sessions.read(left), sessions.read(read)]).toEqual([null, { reportId: 'read', seed: null }]);
});
