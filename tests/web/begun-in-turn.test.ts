import { describe, expect, test } from 'vitest';
import { beginInTurn } from '~/web/begun-in-turn.server';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

function asked(begin: ReturnType<typeof beginInTurn>) {
  const settled: string[] = [];
  const ask = (of: string, gone = () => false) =>
    begin({ of: () => of, gone, settle: (how) => void settled.push(`${of} ${how}`) });
  return { ask, settled };
}

describe('what is begun in one turn of the event loop', () => {
  test('is bounded, and of others who wait one network comes after the other', async () => {
    const { ask, settled } = asked(beginInTurn({ atOnce: 4, most: 100 }));
    for (let n = 0; n < 20; n += 1) ask('flood');
    ask('person');
    expect(settled).toHaveLength(4);
    await turn();
    expect(settled).toHaveLength(8);
    expect(settled).toContain('person begun');
    for (let n = 0; n < 4; n += 1) await turn();
    expect(settled).toHaveLength(21);
  });

  test('begins at once while little is asked', async () => {
    const { ask, settled } = asked(beginInTurn({ atOnce: 2, most: 100 }));
    for (let n = 1; n <= 10; n += 1) {
      ask('person');
      expect(settled).toHaveLength(n);
      await turn();
    }
  });

  test('tells who is given up, and who has gone, and is held up by neither', async () => {
    const { ask, settled } = asked(beginInTurn({ atOnce: 1, most: 2 }));
    ask('flood');
    ask('flood', () => true);
    ask('flood');
    ask('person');
    expect(settled).toEqual(['flood begun', 'flood tooMany']);
    await turn();
    expect(settled.slice(2)).toEqual(['flood gone', 'person begun']);
  });
});
