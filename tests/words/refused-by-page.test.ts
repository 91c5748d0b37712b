import { describe, expect, test } from 'vitest';
import { LANGS } from '~/domain/vocabulary';
import { policyRefusal } from '~/words/county/policy';
import { refusedText } from '~/words/follow/access';
import { penaltyRefusal } from '~/words/publication/penalty';
import type { RefusedShape } from '~/words/refused';
import { refusalText } from '~/words/reward/reward';

const on = '2025-11-29';
const DONE = /已经(办好|办过)|is done|was done already/;
const PAGES: Readonly<Record<string, (lang: (typeof LANGS)[number], refused: RefusedShape) => string>> = {
  penalties: penaltyRefusal,
  policies: (lang, refused) => policyRefusal(lang, refused).message,
  rewards: (lang, refused) => refusalText(lang, { field: null, data: null, ...refused }),
  accounts: (lang, refused) => refusedText(refused, lang),
};

describe.each(Object.entries(PAGES))('the page of %s, which has words of its own', (_, said) => {
  test.each(LANGS)('tells a form that came again as done (%s)', (lang) => {
    const again: RefusedShape = {
      code: 'alreadyDone',
      data: { rule: 'postedBefore' },
      now: { act: 'penalty.register', last: null },
    };
    expect(said(lang, again)).toMatch(DONE);
    expect(said(lang, again)).not.toMatch(/已经公布|有人录入|published already|Somebody has/);
  });
});

describe('a penalty', () => {
  const refused = (code: RefusedShape['code'], act: 'penalty.publish' | 'penalty.withdraw', by: 'you' | 'colleague') =>
    LANGS.map((lang) => penaltyRefusal(lang, { code, now: { act, last: { act: 'penalty.withdraw', on, by } } }));

  test('that was withdrawn is told as withdrawn to who withdraws it again, never as published', () => {
    for (const by of ['you', 'colleague'] as const) {
      const [zh, en] = refused('alreadyDone', 'penalty.withdraw', by);
      expect([zh, en]).toEqual([expect.stringMatching(DONE), expect.stringMatching(DONE)]);
      expect(zh).not.toMatch(/已经公布/);
    }
  });

  test('that was withdrawn cannot be published, and what was done is told', () => {
    const [, en] = refused('stageForbids', 'penalty.publish', 'colleague');
    expect(en).toMatch(/^Not done: .*a colleague did/);
  });
});
