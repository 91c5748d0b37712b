import { expect, test } from 'vitest';
import { joinedLook } from '~/services/joined-look.server';

/** A read that ends when it is told to, and tells how many began before it. */
function slowLook() {
  const ends: ((fails?: boolean) => void)[] = [];
  let begun = 0;
  const look = joinedLook(
    () =>
      new Promise<number>((resolve, reject) => {
        begun += 1;
        const number = begun;
        ends.push((fails = false) => (fails ? reject(new Error(`look ${number}`)) : resolve(number)));
      }),
  );
  return { look, begun: () => begun, end: (number: number, fails = false) => ends[number - 1]?.(fails) };
}

test('nobody is told what was looked up before they asked, and all who ask meanwhile share the next look', async () => {
  const { look, begun, end } = slowLook();
  const first = look();
  const later = [look(), look(), look()];
  expect(begun()).toBe(1);
  end(1);
  expect(await first).toBe(1);
  await Promise.resolve();
  expect(begun()).toBe(2);
  // They asked after the second began, so the third is theirs.
  const last = look();
  end(2);
  expect(await Promise.all(later)).toEqual([2, 2, 2]);
  await Promise.resolve();
  end(3);
  expect([await last, begun()]).toEqual([3, 3]);
});

test('a look that fails fails for its own askers only, and the next one is begun all the same', async () => {
  const { look, end } = slowLook();
  const first = look();
  const later = look();
  end(1, true);
  await expect(first).rejects.toThrow('look 1');
  await Promise.resolve();
  end(2);
  expect(await later).toBe(2);
  const again = look();
  end(3);
  expect(await again).toBe(3);
});
