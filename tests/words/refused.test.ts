import { describe, expect, it } from 'vitest';
import type { ActNow } from '~/domain/acts/act-now';
import { ACTS, type Act } from '~/domain/acts/table';
import { REFUSAL_CODES, type RefusalCode } from '~/domain/refusal';
import { LANGS } from '~/domain/vocabulary';
import { isOwnRepeat, refusalSentence } from '~/words/refused';

const ACT_NAMES = Object.keys(ACTS) as Act[];

const on = '2025-11-29';
const OTHER: Act = 'case.transfer';
const BY = ['you', 'colleague', 'reporter', 'system'] as const;

/** What may have been done last to the same thing: nothing known, the very same act by anybody, or something else. */
const lasts = (act: Act): (ActNow | null)[] => [
  null,
  { act, last: null },
  ...BY.flatMap((by) => [
    { act, last: { act, on, by } },
    { act, last: { act: OTHER, on, by } },
  ]),
];
const all = ACT_NAMES.flatMap((act) =>
  REFUSAL_CODES.flatMap((code) => lasts(act).flatMap((now) => LANGS.map((lang) => ({ act, code, now, lang })))),
).map((one) => ({ ...one, text: refusalSentence(one, one.lang) }));

/** What is reported as done, as not done, and what helps when it is tried once more. */
const DONE = /已经(办好|办过)|is done|was done already/;
const NOT_DONE = /没有办理|Not done|没有提交|nothing was done/;
const ONCE_MORE = /再办一次|再提交一次|once more|press again|send it again/;
const HELPS: readonly RefusalCode[] = ['conflict', 'shownOtherwise', 'busy', 'filesAway', 'signedOut', 'noAnswer'];

describe('every act, refused for whatever reason, whoever did what meanwhile', () => {
  it('is worded in both languages, with what to do next', () => {
    expect(all.length).toBeGreaterThan(15_000);
    for (const { text } of all) {
      expect(text).toMatch(/[。.]$/);
      expect(text).not.toMatch(/undefined|\bnull\b|\{|“”/);
      expect(text).toMatch(
        /请|不用再办|see |Ask|ask|Check|Copy|copy|Tell|Credit|Have |read it|Open|sign in|look|in a minute|nothing more is needed/,
      );
    }
  });

  it('is told as done where it is done, and else as not done, never as both', () => {
    for (const { code, text } of all) {
      if (code === 'noAnswer') expect(text).toMatch(/不知道刚才办成没有|not known whether/);
      else expect([text, DONE.test(text)]).toEqual([text, !NOT_DONE.test(text)]);
    }
  });

  it('says to do it once more only where that helps', () => {
    for (const { code, text } of all) {
      if (!HELPS.includes(code)) expect(text).not.toMatch(ONCE_MORE);
      if (DONE.test(text)) expect(text).not.toMatch(ONCE_MORE);
    }
  });

  it('never says that nothing was done of what was done last', () => {
    const same = all.filter(({ act, now }) => now?.last?.act === act);
    for (const { code, text } of same.filter((one) => one.code === 'alreadyDone' || one.code === 'stageForbids')) {
      expect([code, text, DONE.test(text)]).toEqual([code, text, true]);
    }
  });

  it('is a repeat of one’s own only where one did the very same last', () => {
    for (const { act, code, now } of all.filter((one) => isOwnRepeat(one))) {
      expect(now?.last).toEqual({ act, on, by: 'you' });
      expect(['alreadyDone', 'stageForbids', 'notFound', 'expired', 'shownOtherwise']).toContain(code);
    }
  });
});
