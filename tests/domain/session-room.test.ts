import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sessionRoom } from '~/domain/session-room';

function room(limits: Partial<Parameters<typeof sessionRoom>[1]> = {}) {
  let time = 1_800_000_000_000;
  const sessions = sessionRoom<string>(() => time, { lifeMs: 1_000, most: 6, maxOfOwner: 3, ...limits });
  const move = (ms: number) => {
    time += ms;
  };
  return { sessions, move };
}

describe('short sessions', () => {
  test('of one owner are a handful: the one that was not seen for longest ends, not the one opened first', () => {
    const { sessions } = room();
    for (const name of ['a', 'b', 'c']) sessions.open('own', name, name);
    sessions.open('other', 'x', 'x');
    sessions.see('a');
    sessions.open('own', 'd', 'd');
    expect(['a', 'b', 'c', 'd', 'x'].map((name) => sessions.see(name))).toEqual(['a', null, 'c', 'd', 'x']);
  });

  test('of very many owners push out what was left, not a page that is read', () => {
    const { sessions } = room();
    sessions.open('reads', 'read', 'read');
    sessions.open('left', 'left', 'left');
    for (let n = 0; n < 100; n += 1) {
      sessions.open(`owner-${n}`, `name-${n}`, '');
      sessions.see('read');
    }
    expect([sessions.see('read'), sessions.see('left'), sessions.size]).toEqual(['read', null, 6]);
  });

  test('end with their time, however often they were seen', () => {
    const { sessions, move } = room();
    sessions.open('own', 'a', 'a');
    move(999);
    expect(sessions.see('a')).toBe('a');
    move(1);
    expect([sessions.see('a'), sessions.size]).toEqual([null, 0]);
  });

  test('stay within both bounds whatever is done, and one owner ends nobody else’s', () => {
    const names = fc.integer({ min: 0, max: 19 });
    const act = fc.record({
      what: fc.constantFrom('open', 'see', 'close'),
      owner: fc.integer({ min: 0, max: 4 }),
      name: names,
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 200 }), (acts) => {
        const { sessions } = room({ most: 20, maxOfOwner: 3 });
        sessions.open('somebody', 'somebody', 'there');
        acts.forEach(({ what, owner, name }, n) => {
          if (what === 'open') sessions.open(`owner-${owner}`, `${owner}-${name}-${n}`, '');
          else if (what === 'see') sessions.see(`${owner}-${name}-${n}`);
          else sessions.close(`${owner}-${name}-${n}`);
          expect(sessions.size).toBeLessThanOrEqual(1 + 5 * 3);
        });
        expect(sessions.see('somebody')).toBe('there');
      }),
    );
  });
});
