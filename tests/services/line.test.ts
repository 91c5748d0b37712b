import { describe, expect, test } from 'vitest';
import { makeLine } from '~/services/line.server';

/** A line in which every piece of work lasts until it is told to end. */
function held(limits: Parameters<typeof makeLine>[1]) {
  let time = 1_800_000_000_000;
  const line = makeLine(() => time, limits);
  const begun: { of: string; end: () => void }[] = [];
  const come = (of: string) =>
    void line.pass({ of }, () => new Promise<void>((end) => begun.push({ of, end })), Number.POSITIVE_INFINITY);
  const move = (ms: number) => {
    time += ms;
  };
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  const names = () => begun.map(({ of }) => of);
  return { line, come, begun, names, move, settle };
}

describe('a line that keeps places for whoever asks little', () => {
  test('serves a person at once while a hundred networks ask for all that it has', async () => {
    const { line, come, names, settle, begun } = held({ places: 6, forCrowds: 3, most: 10_000 });
    // What each asked for before was served.
    for (let n = 0; n < 100; n += 1) for (let one = 0; one < 12; one += 1) come(`flood-${n}`);
    for (let turn = 0; begun.length < 1_200; turn += 1) {
      begun[turn]?.end();
      await settle();
    }
    for (const { end } of begun.splice(0)) end();
    await settle();
    for (let round = 0; round < 10; round += 1) for (let n = 0; n < 100; n += 1) come(`flood-${n}`);
    expect(names()).toHaveLength(3);
    expect([line.free('flood-7'), line.free('person')]).toEqual([false, true]);
    come('person');
    expect(names()).toHaveLength(4);
    expect(names().at(-1)).toBe('person');
    // And the others go on, three at a time.
    begun[0]?.end();
    await settle();
    expect(names()).toHaveLength(5);
    expect(names().at(-1)).toMatch(/^flood/);
  });

  test('gives all places to people, however many networks they are', async () => {
    const { come, names, settle } = held({ places: 6, forCrowds: 3, most: 100 });
    for (let n = 0; n < 20; n += 1) come(`person-${n}`);
    await settle();
    expect(names()).toHaveLength(6);
  });

  test('counts whoever was quiet for some minutes as a person again', async () => {
    const { line, come, begun, move, settle } = held({ places: 6, forCrowds: 3, most: 100 });
    for (let n = 0; n < 30; n += 1) come('factory');
    for (let turn = 0; turn < 30; turn += 1) {
      begun[turn]?.end();
      await settle();
    }
    for (let n = 0; n < 3; n += 1) come('factory');
    expect(line.free('factory')).toBe(false);
    for (const { end } of begun) end();
    await settle();
    move(5 * 60_000);
    for (let n = 0; n < 3; n += 1) come('factory');
    expect(line.free('factory')).toBe(true);
  });
});
