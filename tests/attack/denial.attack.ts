import { randomBytes } from 'node:crypto';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServerBuild } from '@remix-run/node';
import { expect } from 'vitest';
import { newKeyPair } from '~/envelope/key-pair';
import { sealFilePart } from '~/envelope/report/file-parts';
import { putPart, waitingParts } from '~/services/report/upload.server';
import { makePageCache } from '~/web/page-cache.server';
import { createSite } from '~/web/server';
import { endAll, startChild } from '../bench/child';
import { type Crowd, inCrowd } from '../bench/crowd/crowd';
import { FLOODS, type Flood, type Flooded, type FloodKind } from '../bench/crowd/flood';
import { visitorAt } from '../bench/crowd/visitor';
import { afterFile } from '../runner/after-file';
import { type Attempt, attack, attackLong } from './attack';
import { copyOfDemo, demo } from './demo';

const WHOLE = { visitors: 100, reporters: 20, beforeMs: 3_000, everyMs: 750, writingMs: 10_000 };
/** Out of the thousand a second that are intended; whole reports are the slowest to send. */
const MIN_FLOOD = 300;
const SMALL = { visitors: 20, reporters: 4, beforeMs: 3_000, everyMs: 750, writingMs: 2_000 };

afterFile(endAll);

/** How many of ten people who report with scripts off are through within a minute, and what became of the flood. */
async function crowded(kind: FloodKind, oneAddress: boolean, { visitors, ...how }: typeof WHOLE) {
  const { origin } = demo();
  const aim = { address: origin.replace('localhost', '127.0.0.1'), origin };
  // The flood is not on the people's own machine, so its slowness must not be part of what they wait.
  const flooder = await startChild('crowd/flood-process.ts', null, devNull);
  const flood: Flood = { ...aim, kind, visitors, perSecond: 10, oneAddress };
  const crowd: Crowd = { ...aim, ...how, oneAddress };
  const started = performance.now();
  await flooder.ask('start', flood);
  const { through, waited, flooded } = await inCrowd(crowd, { stop: () => flooder.ask<Flooded>('stop') });
  await flooder.stop();
  const rate = flooded.sent / ((performance.now() - started) / 1_000);
  const slowest = Math.max(0, ...waited).toFixed(0);
  return {
    share: through / how.reporters,
    flooded,
    rate,
    told: `${through} of ${how.reporters} through, slowest ${slowest} s, ${rate.toFixed(0)} requests a second flooded in`,
  };
}

const mixedFlood =
  (oneAddress: boolean) =>
  async ({ note }: Attempt) => {
    const { share, flooded, told } = await crowded('mixed', oneAddress, SMALL);
    note(told);
    expect(share).toBeGreaterThanOrEqual(0.9);
    // The control: the flood did crowd the site, and not all of it came in.
    expect(flooded.sent).toBeGreaterThan(200);
    expect(flooded.answers['429'] ?? 0).toBeGreaterThan(0);
  };

attack(
  'The way in stays open without scripts',
  'empty posts and whole reports from the one address that all share',
  mixedFlood(true),
);
attackLong(
  'The way in stays open without scripts',
  'empty posts and whole reports from twenty addresses',
  mixedFlood(false),
);

for (const oneAddress of [false, true]) {
  // Places that wait as people do get their share of the turns. The machine's speed decides how much that is, and the
  // bench measures it.
  for (const kind of FLOODS.filter((one) => one !== 'patient')) {
    const from = oneAddress ? 'one address that all share' : 'a hundred addresses';
    attackLong(
      'The way in stays open without scripts',
      `a thousand requests a second from ${from}: ${kind}`,
      async ({ note }) => {
        const { share, rate, told } = await crowded(kind, oneAddress, WHOLE);
        note(told);
        expect(share).toBeGreaterThanOrEqual(0.9);
        // The control: a machine busy with other work sends no such flood, and then nothing was tried.
        if (rate < MIN_FLOOD) throw new Error(`Only ${rate.toFixed(0)} requests a second could be sent`);
      },
      180_000,
    );
  }
}

attack('One network’s files close nobody else’s', 'fill the room of what waits for its report', async ({ note }) => {
  const { ctx } = await copyOfDemo();
  const { recipient } = await newKeyPair();
  const { bytes, sha256 } = await sealFilePart(
    { reportId: 'r', fileIndex: 0, reportRecipient: recipient },
    0,
    randomBytes(9_000),
  );
  const limits = { uploadBytes: 1e9, uploadParts: 640, waitingBytes: 20 * bytes.length, freeBytes: 0 };
  const send = (visitor: string) => {
    const token = randomBytes(32).toString('base64url');
    const part = { token, fileIndex: 0, sequence: 0, sha256, bytes, visitor };
    return putPart(ctx, part, limits).then(() => token);
  };
  const kept = async (tokens: string[]) => {
    const lists = await Promise.all(tokens.map((token) => waitingParts(ctx, token)));
    return lists.filter((parts) => parts.length > 0).length;
  };
  const early = await send('198.51.100.7');
  const flood: string[] = [];
  for (let n = 0; n < 100; n += 1) flood.push(await send('203.0.113.9'));
  const late = await send('198.51.100.8');
  expect(await kept([early, late])).toBe(2);
  // The control: what the flood sent did fill the room.
  expect(await kept(flood)).toBe(18);
  note('100 uploads into a room for 20: both others kept');
});

attack('One network’s files close nobody else’s', 'send much without doing the work', async ({ note }) => {
  const { ctx } = await copyOfDemo();
  const site = createSite({
    ctx,
    build: (await import(pathToFileURL(join(process.cwd(), 'build/server/index.js')).href)) as ServerBuild,
    cache: makePageCache(ctx.now, 30_000),
    production: true,
    folders: [],
    ready: async () => true,
    quotaLimits: { free: 100_000, most: 1e9 },
  });
  const port = await site.listen(0, '127.0.0.1');
  afterFile(() => site.close());
  const aim = { address: `http://127.0.0.1:${port}`, origin: ctx.origin };
  const [greedy, other] = [visitorAt('127.30.0.1', aim), visitorAt('127.30.0.2', aim)];
  const part = 'x'.repeat(10_000);
  const answers: number[] = [];
  for (let n = 0; n < 50; n += 1) answers.push((await greedy.post('/upload', part)).status);
  const others = (await other.post('/upload', part)).status;
  for (const one of [greedy, other]) one.leave();
  // Ten were checked (and refused, since they are no sealed parts); all later ones were turned away before a byte was
  // kept.
  expect(answers.filter((status) => status !== 429)).toHaveLength(10);
  // The control: another network's are still checked.
  expect(others).not.toBe(429);
  note(`${answers.length} parts, 10 looked at without work`);
});
