import { describe, expect, it } from 'vitest';
import { FOLLOW_STEPS, STEP_PROBLEMS, stepProblem } from '~/domain/follow/step-problem';
import { REFUSAL_CODES, Refusal } from '~/domain/refusal';
import { LANGS } from '~/domain/vocabulary';
import { followWords } from '~/words/follow/follow';
import { followActWords } from '~/words/follow/follow-acts';
import { followAnswerWords } from '~/words/follow/follow-answers';
import { followModeWords } from '~/words/follow/follow-mode';

/** Says that nothing was done, and that trying once more helps, in the words of both languages. */
const NOTHING =
  /(?<!有)没有(发出|提交|收下|撤回|补交)[：，]|这次的没有收下|Not (sent|claimed|taken|added|withdrawn)|these were not taken/;
const ONCE_MORE = /再按一次|再交一次|再试|[Pp]ress [^.:;]*(again|once more)|once more[.:;]/;

const everySentence = FOLLOW_STEPS.flatMap((step) =>
  STEP_PROBLEMS.flatMap((problem) =>
    LANGS.map((lang) => ({ step, problem, lang, text: followAnswerWords[lang][step][problem] })),
  ),
);

describe('every answer of a reporter’s step', () => {
  it.each(FOLLOW_STEPS)('%s: whatever the service refuses with is worded in both languages', (step) => {
    for (const error of [...REFUSAL_CODES.map((code) => new Refusal(code)), new Error('lost')]) {
      for (const lang of LANGS) expect(followAnswerWords[lang][step][stepProblem(error)]).toMatch(/[。.]$/);
    }
  });

  it('says that nothing came of it only where that is known', () => {
    for (const { problem, text } of everySentence) {
      const known = problem !== 'already' && problem !== 'unknown';
      expect([text, NOTHING.test(text)]).toEqual([text, known]);
    }
  });

  it('says to do it once more only where that helps', () => {
    for (const { step, problem, text } of everySentence) {
      const helps =
        ['moved', 'busy', 'away', 'unknown'].includes(problem) || (step === 'files' && problem === 'refused');
      if (helps) expect(text).toMatch(/再按一次|再交|过一分钟|again|once more|in a minute/);
      else expect(text).not.toMatch(ONCE_MORE);
      if (problem === 'unknown') expect(text).toMatch(/只(算|收)一|counts? once/);
    }
  });

  it('says what to do next', () => {
    for (const { text } of everySentence) {
      expect(text).toMatch(
        /请|可以|不用|没有重复|[Cc]all|[Pp]ress|[Cc]hoose|[Oo]pen|[Ww]rite|[Ll]ook|[Cc]opy|need|[Cc]ome|add them|not .*twice/,
      );
    }
  });
});

it('no other sentence of the page says that nothing was sent, but those of what happens before anything is', () => {
  const said: string[] = [];
  const collect = (name: string, words: unknown) => {
    if (typeof words === 'string' && /什么也没有发出|刚才没有提交|nothing was sent/.test(words)) said.push(name);
    else if (words !== null && typeof words === 'object')
      for (const [key, value] of Object.entries(words)) collect(`${name}.${key}`, value);
  };
  for (const lang of LANGS) {
    collect('page', followWords[lang]);
    collect('acts', followActWords[lang]);
    collect('mode', followModeWords[lang]);
  }
  expect([...new Set(said)]).toEqual(['page.errors.another', 'mode.sealFailed', 'mode.another']);
});
