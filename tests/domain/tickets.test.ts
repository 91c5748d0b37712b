import { describe, expect, test } from 'vitest';
import { fairQueue } from '~/domain/fair-queue';
import { tickets } from '~/domain/tickets';

const HOUR = 3_600_000;

function clock() {
  let time = 1_800_000_000_000;
  const move = (ms: number) => {
    time += ms;
  };
  return { now: () => time, move };
}

describe('a form is a ticket', () => {
  test('whose place counts from when it was handed out, until it was served', () => {
    const { now, move } = clock();
    const take = tickets(now);
    const opened = now();
    move(60_000);
    const first = take({ mark: 'form', issuedAt: opened });
    expect(first.since).toBe(opened);
    first.left();
    const again = take({ mark: 'form', issuedAt: opened });
    expect(again.since).toBe(opened);
    again.served();
    const served = now();
    move(60_000);
    expect(take({ mark: 'form', issuedAt: opened }).since).toBe(served);
  });

  test('stands in the line once: copies of it, and what is no form, come after all forms', () => {
    const { now, move } = clock();
    const take = tickets(now);
    const opened = now();
    move(60_000);
    const first = take({ mark: 'form', issuedAt: opened });
    const copy = take({ mark: 'form', issuedAt: opened });
    expect(copy.since).toBeGreaterThan(now());
    expect(take(null).since).toBeGreaterThan(now());
    copy.served();
    expect(take({ mark: 'form', issuedAt: opened }).since).toBeGreaterThan(now());
    first.left();
    expect(take({ mark: 'form', issuedAt: opened }).since).toBe(opened);
  });

  test('is worth nothing after half a day', () => {
    const { now, move } = clock();
    const opened = now();
    move(13 * HOUR);
    expect(tickets(now)({ mark: 'form', issuedAt: opened }).since).toBe(now());
  });
});

/** One network, two served a second, a thousand requests a second; when people who opened their forms a minute ago are served. */
function behindOneAddress(flood: (n: number) => string | null): number[] {
  const { now, move } = clock();
  const take = tickets(now);
  type Item = { done: (served: boolean) => void };
  const queue = fairQueue<Item>(now);
  const started = now() - 30_000;
  const come = (form: string | null, issuedAt: number, onServed: () => void = () => undefined) => {
    const ticket = take(form === null ? null : { mark: form, issuedAt });
    const done = (served: boolean) => {
      if (served) onServed();
      if (served) ticket.served();
      else ticket.left();
    };
    queue.ask('onion');
    queue.add({ key: 'onion', since: ticket.since, arrived: now(), item: { done } });
    if (queue.size > 512) queue.last()?.item.done(false);
  };
  const waited: number[] = [];
  for (let second = 0; second < 180; second += 1) {
    for (let n = 0; n < 1_000; n += 1) come(flood(n), started);
    const at = now();
    if (second >= 60 && second < 120 && second % 3 === 0)
      come(`person-${second}`, at - 60_000, () => waited.push((now() - at) / 1_000));
    for (let n = 0; n < 2; n += 1) queue.next()?.item.done(true);
    move(1_000);
  }
  return waited;
}

describe('behind one shared address, nine of ten who opened a form before are served within a minute', () => {
  const floods: Record<string, (n: number) => string | null> = {
    'of empty posts': () => null,
    'of a hundred forms, sent again and again': (n) => `flood-${n % 100}`,
    'of both': (n) => (n % 2 ? null : `flood-${n % 100}`),
  };
  test.each(Object.entries(floods))('in a flood %s', (_, flood) => {
    const waited = behindOneAddress(flood);
    expect(waited.length).toBeGreaterThanOrEqual(18);
    expect(waited.filter((seconds) => seconds <= 60).length).toBeGreaterThanOrEqual(18);
  });
});
