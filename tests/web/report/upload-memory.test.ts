import { expect, test } from 'vitest';
import { arriving, holdingFor, holdUpload } from '~/web/report/upload-budget.server';
import { testSite } from '../test-site';
import { ctx, stream } from './upload-site';

test('memory is taken as bytes arrive: an announced length blocks nobody, and what was held is given back', async () => {
  const three = { all: 3_000_000, forSmall: 0 };
  const [first, second] = [holdUpload(three), holdUpload(three)];
  first.add(2_500_000);
  second.add(400_000);
  expect(() => second.add(700_000)).toThrowError(expect.objectContaining({ code: 'busy' }));
  first.release();
  second.add(700_000);
  second.release();
  const third = holdUpload(three);
  third.add(3_000_000);
  third.release();
});

test('a body that stalls or trickles is cut off, one that flows is not', async () => {
  const pace = { bytes: 100, perMs: 40, speeds: [] };
  const read = async (body: ReadableStream<Uint8Array>) => {
    const holding = holdUpload();
    let seen = 0;
    try {
      for await (const piece of arriving(body, holding, pace)) seen += piece.length;
    } finally {
      holding.release();
    }
    return seen;
  };
  const stalled = stream((controller) => controller.enqueue(new Uint8Array(5000)));
  await expect(read(stalled)).rejects.toMatchObject({ code: 'expired', field: 'files' });
  let trickle: NodeJS.Timeout | undefined;
  const trickling = stream((controller) => {
    trickle = setInterval(() => controller.enqueue(new Uint8Array(1)), 5);
  });
  await expect(read(trickling)).rejects.toMatchObject({ code: 'expired' });
  clearInterval(trickle);
  let sent = 0;
  const flowing = stream((controller) => {
    const flow = setInterval(() => {
      sent += 1;
      controller.enqueue(new Uint8Array(500));
      if (sent < 20) return;
      clearInterval(flow);
      controller.close();
    }, 5);
  });
  expect(await read(flowing)).toBe(10_000);
});

const MEBIBYTE = 1024 * 1024;

const busy = expect.objectContaining({ code: 'busy' });

test('large forms leave memory for sealed parts, small forms have some of their own', () => {
  const limits = { all: 40 * MEBIBYTE, forLarge: 20 * MEBIBYTE, forSmall: MEBIBYTE };
  const held = Array.from({ length: 6 }, () => holdUpload(limits));
  const [large, other, part, more, small, last] = held as [H, H, H, H, H, H];
  large.add(18 * MEBIBYTE);
  other.add(8 * MEBIBYTE);
  expect(() => other.add(1)).toThrowError(busy);
  part.add(8 * MEBIBYTE);
  more.add(6 * MEBIBYTE);
  expect(() => more.add(1)).toThrowError(busy);
  small.add(MEBIBYTE);
  expect(() => last.add(1)).toThrowError(busy);
  large.release();
  other.add(1);
  for (const one of held) one.release();
});

type H = ReturnType<typeof holdUpload>;

test('one network does not take the memory of all', () => {
  const limits = { perNetwork: 3 * MEBIBYTE, forSmall: 0 };
  const from = (visitor: string) => holdingFor(visitor, () => holdUpload(limits));
  const mine = from('2001:db8:1:2::5');
  mine.add(2 * MEBIBYTE);
  const neighbour = from('2001:db8:1:3::6');
  expect(() => neighbour.add(2 * MEBIBYTE)).toThrowError(busy);
  const other = from('2001:db8:1:102::5');
  other.add(3 * MEBIBYTE);
  mine.release();
  neighbour.add(3 * MEBIBYTE);
  for (const one of [mine, neighbour, other]) one.release();
});

test('what a request brings counts for the network it came from', async () => {
  const answer = () => {
    try {
      holdUpload({ perNetwork: 0, forSmall: 0 }).add(1);
      return new Response('nobody');
    } catch {
      return new Response('known');
    }
  };
  const { url } = await testSite({ '/x': { action: answer } }, { ctx });
  const posted = await fetch(`${url}/x`, { method: 'POST', headers: { Origin: ctx.origin } });
  expect(await posted.text()).toBe('known');
});

test('who sent much at once may not trickle afterwards; who keeps up, or is short, may go on', async () => {
  const pace = { bytes: 1, perMs: 40, speeds: [{ over: 5000, bytes: 400 }] };
  const read = async (first: number, each: number, times: number) => {
    const holding = holdUpload();
    let flow: NodeJS.Timeout | undefined;
    const body = stream((controller) => {
      controller.enqueue(new Uint8Array(first));
      let sent = 0;
      flow = setInterval(() => {
        sent += 1;
        if (sent <= times) controller.enqueue(new Uint8Array(each));
        else {
          clearInterval(flow);
          controller.close();
        }
      }, 5);
    });
    try {
      let seen = 0;
      for await (const piece of arriving(body, holding, pace)) seen += piece.length;
      return seen;
    } finally {
      holding.release();
      clearInterval(flow);
    }
  };
  await expect(read(1_000_000, 1, 400)).rejects.toMatchObject({ code: 'expired', field: 'files' });
  expect(await read(6_000, 500, 60)).toBe(36_000);
  expect(await read(1_000, 1, 60)).toBe(1_060);
});
