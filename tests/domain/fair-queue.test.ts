import { describe, expect, test } from 'vitest';
import { fairQueue } from '~/domain/fair-queue';

/** A server that serves a given number each second, by a clock of its own. */
function played(perSecond: number, most = 512) {
  let time = 1_000_000;
  const queue = fairQueue<(at: number) => void>(() => time);
  const come = (key: string, served: (at: number) => void = () => undefined, since = time) => {
    queue.ask(key);
    queue.add({ key, since, arrived: time, item: served });
    if (queue.size > most) queue.last();
  };
  return {
    queue,
    come,
    now: () => time,
    /** Plays one second: `flood` come first, then some are served. */
    second(flood: (come: (key: string, since?: number) => void) => void) {
      flood((key, since) => come(key, undefined, since));
      for (let n = 0; n < perSecond; n += 1) queue.next()?.item(time);
      time += 1_000;
    },
  };
}

/** Seconds until each of ten people, who come one every three seconds in the middle of a flood, has been served. */
function waits(
  server: ReturnType<typeof played>,
  flood: (come: (key: string) => void) => void,
  key = (n: number) => `h${n}`,
) {
  for (let n = 0; n < 60; n += 1) server.second(flood);
  const waited: number[] = [];
  for (let n = 0; n < 120; n += 1) {
    if (n % 3 === 0 && n < 30) {
      const came = server.now();
      server.come(key(n), (at) => waited.push((at - came) / 1_000));
    }
    server.second(flood);
  }
  return waited;
}

describe('whose turn it is', () => {
  test('a hundred networks that ask ten times a second keep nobody waiting who asks once', () => {
    const flood = (come: (key: string) => void) => {
      for (let n = 0; n < 1_000; n += 1) come(`flood-${n % 100}`);
    };
    const waited = waits(played(2), flood);
    expect(waited).toHaveLength(10);
    expect(Math.max(...waited)).toBeLessThanOrEqual(5);
  });

  test('nor do a hundred that ask no more often than people do, beyond what is served', () => {
    let next = 0;
    const flood = (come: (key: string) => void) => {
      for (let n = 0; n < 10; n += 1) come(`slow-${next++ % 100}`);
    };
    const waited = waits(played(2), flood);
    expect(waited).toHaveLength(10);
    expect(Math.max(...waited)).toBeLessThanOrEqual(60);
  });

  test('people behind one address, a factory or an onion service, pass a flood from elsewhere', () => {
    const flood = (come: (key: string) => void) => {
      for (let n = 0; n < 1_000; n += 1) come(`flood-${n % 100}`);
    };
    const waited = waits(played(2), flood, () => 'onion');
    expect(waited).toHaveLength(10);
    expect(Math.max(...waited)).toBeLessThanOrEqual(10);
  });

  test('within one network the oldest place comes first: whoever opened the form before the flood', () => {
    const server = played(2);
    const before = server.now() - 120_000;
    const flood = (come: (key: string) => void) => {
      for (let n = 0; n < 300; n += 1) come('onion');
    };
    for (let n = 0; n < 60; n += 1) server.second(flood);
    const waited: number[] = [];
    const came = server.now();
    server.come('onion', (at) => waited.push((at - came) / 1_000), before);
    for (let n = 0; n < 3; n += 1) server.second(flood);
    expect(waited).toEqual([0]);
  });

  test('who asks much still has every fourth turn, by how long they waited', () => {
    const server = played(4);
    const served: number[] = [];
    for (let n = 0; n < 500; n += 1) server.queue.ask('factory');
    server.come('factory', (at) => served.push(at));
    for (let n = 0; n < 3; n += 1) {
      server.second((come) => {
        for (let one = 0; one < 20; one += 1) come(`new-${n}-${one}`);
      });
    }
    expect(served).toHaveLength(1);
  });

  test('makes room by letting go of the newest of whoever asks most', () => {
    const server = played(1, 3);
    const gone: string[] = [];
    const add = (key: string, since: number) =>
      server.queue.add({ key, since, arrived: since, item: () => gone.push(key) });
    for (let n = 0; n < 50; n += 1) server.queue.ask('flood');
    add('flood', 1);
    add('person', 2);
    add('flood', 3);
    expect(server.queue.last()).toMatchObject({ key: 'flood', since: 3 });
    expect(server.queue.last()).toMatchObject({ key: 'flood', since: 1 });
    expect(server.queue.next()).toMatchObject({ key: 'person' });
    expect(server.queue.size).toBe(0);
  });

  test('tells how many come before: those who ask less, and one of each who takes turns', () => {
    const { queue, now } = played(1);
    const add = (key: string, since = now()) => queue.add({ key, since, arrived: since, item: () => undefined });
    for (const key of ['a', 'a', 'b']) add(key);
    expect(queue.ahead('new', now())).toBe(2);
    for (let n = 0; n < 200; n += 1) queue.ask('busy');
    expect(queue.ahead('busy', now())).toBe(3);
    expect(queue.ahead('a', now() - 1)).toBe(1);
  });
});
