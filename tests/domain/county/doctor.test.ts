import { describe, expect, test } from 'vitest';
import {
  backupFinding,
  calendarFinding,
  certificateFinding,
  clockFinding,
  diskFinding,
  FINDINGS,
  type Finding,
  holdersFinding,
  levelOf,
  worstOf,
} from '~/domain/county/doctor';
import { LANGS } from '~/domain/vocabulary';
import { doctorWords } from '~/words/county/doctor';

const now = Date.parse('2026-11-30T09:00:00+08:00');
const DAY = 86_400_000;
const codes = (...findings: Finding[]) => findings.map(({ code }) => code);

test('room on the disk', () => {
  expect(codes(diskFinding(4e8), diskFinding(5e8), diskFinding(49e8), diskFinding(5e9))).toEqual([
    'disk.full',
    'disk.low',
    'disk.low',
    'disk.ok',
  ]);
});

describe('the clock', () => {
  const right = {
    now,
    database: now + 2_000,
    today: '2026-11-30',
    newestRow: '2026-11-30',
    builtOn: '2026-11-01',
    checkpoints: ['2026-11-30', '2026-11-29', '2026-11-28', '2026-11-27'],
  } as const;
  test.each([
    ['agrees', {}, 'clock.ok'],
    ['of a site without log or build', { newestRow: null, builtOn: null, checkpoints: [] }, 'clock.ok'],
    ['is before the build', { builtOn: '2026-12-01' }, 'clock.behindBuild'],
    ['is before what was done', { newestRow: '2026-12-01' }, 'clock.behindRows'],
    ['is another than the database’s, fast', { database: now - 31_000 }, 'clock.otherThanDatabase'],
    [
      'is ahead of days on which nothing was recorded',
      { checkpoints: ['2026-11-20', '2026-11-30'] },
      'clock.aheadOfRows',
    ],
    ['… or slow', { database: now + 31_000 }, 'clock.otherThanDatabase'],
  ])('%s', (_, other, code) => {
    expect(clockFinding({ ...right, ...other }).code).toBe(code);
  });
});

test('a year’s holidays are missed before it begins', () => {
  const until = (last: number) => (year: number) => year <= last;
  expect(calendarFinding('2026-11-30', until(2026)).code).toBe('calendar.ok');
  expect(calendarFinding('2026-12-01', until(2026))).toEqual({ code: 'calendar.nextYear', facts: { count: 2027 } });
  expect(calendarFinding('2026-12-01', until(2027)).code).toBe('calendar.ok');
  expect(calendarFinding('2027-01-01', until(2026)).code).toBe('calendar.thisYear');
});

test.each([
  [{ state: 'none', hours: null, problem: 'noRecipient', missing: 0 }, 'backup.none'],
  [{ state: 'old', hours: 49, problem: null, missing: 0 }, 'backup.old'],
  [{ state: 'fresh', hours: 3, problem: 'noRoom', missing: 0 }, 'backup.failed'],
  [{ state: 'fresh', hours: 3, problem: null, missing: 2 }, 'backup.missing'],
  [{ state: 'fresh', hours: 3, problem: null, missing: 0 }, 'backup.ok'],
] as const)('a backup: %j', (standing, code) => {
  expect(backupFinding(standing).code).toBe(code);
});

test('holders of keys', () => {
  expect(
    codes(holdersFinding({ open: true, lacking: 0, text: '' }), holdersFinding({ open: true, lacking: 1, text: 'a' })),
  ).toEqual(['holders.ok', 'holders.few']);
  expect(holdersFinding({ open: false, lacking: 2, text: 'a, b' })).toMatchObject({
    code: 'holders.closed',
    facts: { count: 2 },
  });
});

test.each([
  [now - 1, true, 'certificate.expired'],
  [now + 90 * DAY, false, 'certificate.notTrusted'],
  [now + 20 * DAY, true, 'certificate.soon'],
  [now + 22 * DAY, true, 'certificate.ok'],
])('a certificate until %i, trusted: %s', (until, trusted, code) => {
  expect(certificateFinding('county.example', until, trusted, now)).toMatchObject({
    code,
    facts: { text: 'county.example' },
  });
});

test('the worst of all counts, and each has words in every language', () => {
  const every = (Object.keys(FINDINGS) as (keyof typeof FINDINGS)[]).map((code): Finding => ({ code, facts: {} }));
  expect(worstOf(every)).toBe('wrong');
  expect(worstOf(every.filter((one) => levelOf(one) !== 'wrong'))).toBe('warn');
  expect(worstOf(every.filter((one) => levelOf(one) === 'ok'))).toBe('ok');
  for (const lang of LANGS)
    for (const { code } of every) {
      const said = doctorWords[lang].found[code]({
        count: 3,
        limit: 4,
        day: '2026-11-30',
        text: 'X',
        problem: 'noRoom',
      });
      expect(said.length).toBeGreaterThan(6);
      expect(said).not.toMatch(/undefined|NaN/);
    }
});
