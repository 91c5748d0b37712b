import { describe, expect, it } from 'vitest';
import { newsOf, whyNoReward } from '~/domain/follow/news';

const NONE = { reward: null, messages: [], decisions: [] as string[], access: [] };
const on = '2025-09-15' as const;
const reward = (state: string, cashCode: string | null = null) => ({
  state,
  cashCode,
  claimUntil: on,
  claimProvisional: false,
});

describe('what a reporter’s page says first', () => {
  it('is nothing where nothing is new or asked', () => {
    expect(newsOf(NONE)).toEqual([]);
    expect(
      newsOf({
        ...NONE,
        messages: [
          { from: 'staff', on },
          { from: 'reporter', on },
        ],
      }),
    ).toEqual([]);
    expect(newsOf({ ...NONE, reward: reward('claimed') })).toEqual([]);
  });

  it('is what waits for the reporter, then what they must hear of, then the newest decision', () => {
    const news = newsOf({
      reward: reward('approved'),
      messages: [
        { from: 'reporter', on },
        { from: 'staff', on },
      ],
      decisions: ['accepted', 'verdict'],
      access: [
        { act: 'opened', on },
        { act: 'asked', on },
      ],
    });
    expect(news.map(({ kind }) => kind)).toEqual(['claim', 'question', 'opened', 'decision']);
    expect(news.at(-1)).toEqual({ kind: 'decision', decision: 'verdict' });
  });

  it('says to go for cash once it is ready, and before that not to go yet', () => {
    expect(newsOf({ ...NONE, reward: reward('released', '12345678') })).toEqual([{ kind: 'cash', ready: true }]);
    expect(newsOf({ ...NONE, reward: reward('released') })).toEqual([]);
    for (const state of ['claimed', 'batched']) {
      expect(newsOf({ ...NONE, reward: reward(state, '12345678') })).toEqual([{ kind: 'cash', ready: false }]);
    }
  });
});

describe('why there is no reward', () => {
  const open = { stage: 'verifying', verdict: null, withdrawn: null } as const;
  it.each([
    [{}, 'pending'],
    [{ stage: 'notAccepted' }, 'notAccepted'],
    [{ stage: 'replied', verdict: 'unsubstantiated' }, 'unsubstantiated'],
    [{ stage: 'replied', verdict: 'substantiated' }, 'pending'],
    [{ stage: 'closed', verdict: 'unsubstantiated' }, 'unsubstantiated'],
    [{ stage: 'closed', verdict: 'substantiated' }, 'closed'],
    [{ stage: 'closed', withdrawn: 'closed' }, 'withdrawn'],
    [{ stage: 'verifying', withdrawn: 'goesOn' }, 'pending'],
  ] as const)('%j: %s', (facts, why) => {
    expect(whyNoReward({ ...open, ...facts })).toBe(why);
  });
});
