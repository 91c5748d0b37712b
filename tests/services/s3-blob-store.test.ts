import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { ListObjectsV2Command, PutBucketVersioningCommand } from '@aws-sdk/client-s3';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { s3BlobStore } from '~/services/s3-blob-store.server';
import { openBucket, type S3Settings } from '~/services/s3-bucket.server';
import { badLine, type Fate } from '../s3/bad-line';
import { startSwift } from '../s3/swift';

const DAY = 86_400_000;
const swift = await startSwift();
afterAll(() => swift.stop());

/** A store whose clock is set by hand, beginning at the real time, with what it logs. */
function storeOfDays(settings: S3Settings = swift.settings()) {
  let now = Date.now();
  const lines: string[] = [];
  const log = (event: string, fields = {}) => void lines.push(JSON.stringify({ event, ...fields }));
  const store = s3BlobStore(settings, () => now, log);
  const keys = async () => {
    const { Contents = [] } = await swift.client.send(
      new ListObjectsV2Command({ Bucket: settings.bucket, Prefix: settings.prefix }),
    );
    return Contents.map(({ Key = '' }) => Key.slice(settings.prefix.length));
  };
  return { store, settings, keys, lines, nextDay: () => (now += DAY) };
}

type Asked = { method: string; path: string };

/** The same bucket over a good line and over one that does to requests what `fate` says, once it is `armed`. */
async function overBadLine(fate: (asked: Asked & { since: number }) => Fate) {
  let armedAt = Number.POSITIVE_INFINITY;
  const line = await badLine(swift.port, ({ number, ...asked }) =>
    number > armedAt ? fate({ ...asked, since: number - armedAt }) : 'pass',
  );
  const good = storeOfDays();
  const bad = storeOfDays({ ...good.settings, endpoint: line.endpoint });
  const arm = () => {
    armedAt = line.requests();
  };
  return { good, bad, arm, requests: () => line.requests() - armedAt };
}

const AWAY = { refusal: true, code: 'filesAway' };

describe('blobs of earlier days', () => {
  test('lie elsewhere after the night, as new objects, those of today where they came', async () => {
    const { store, keys, nextDay } = storeOfDays();
    const blobs = new Map<string, Buffer>();
    for (let index = 0; index < 5; index += 1) {
      const bytes = randomBytes(200);
      blobs.set(await store.put(bytes), bytes);
    }
    const refs = [...blobs.keys()].sort();
    expect(await store.renew()).toBe(0);
    expect(await keys()).toEqual(refs.map((ref) => `incoming/${ref}`));
    nextDay();
    expect(await store.renew()).toBe(5);
    expect(await store.renew()).toBe(0);
    expect(await keys()).toEqual(refs.map((ref) => `kept/${ref}`));
    for (const [ref, bytes] of blobs) expect(await buffer(await store.open(ref))).toEqual(bytes);
  });

  // For each of two blobs: a copy, a look for a mark, a removal; before them the list, after them the list of marks.
  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'are all there where renewing broke off at request %i, and it goes on',
    async (at) => {
      const { good, bad, arm } = await overBadLine(({ since }) => (since >= at ? 'break' : 'pass'));
      const blobs = new Map<string, Buffer>();
      for (let index = 0; index < 2; index += 1) {
        const bytes = randomBytes(200);
        blobs.set(await good.store.put(bytes), bytes);
      }
      good.nextDay();
      bad.nextDay();
      arm();
      await expect(bad.store.renew()).rejects.toMatchObject(AWAY);
      for (const [ref, bytes] of blobs) expect(await buffer(await good.store.open(ref))).toEqual(bytes);
      await good.store.renew();
      expect(await good.keys()).toEqual([...blobs.keys()].sort().map((ref) => `kept/${ref}`));
    },
  );

  test('do not come back where they are removed while they are copied', async () => {
    const gone: Promise<void>[] = [];
    const { good, bad, arm } = await overBadLine(({ method, path }) => {
      // Between the copy and the look for a mark.
      if (method === 'HEAD' && path.includes('/gone/')) gone.push(good.store.remove(path.slice(-40)));
      return 'pass';
    });
    const ref = await good.store.put(randomBytes(9));
    good.nextDay();
    bad.nextDay();
    arm();
    await bad.store.renew();
    await Promise.all(gone);
    expect(gone).toHaveLength(1);
    expect(await good.keys()).toEqual([`gone/${ref}`]);
    for (let day = 0; day < 2; day += 1) good.nextDay();
    await good.store.renew();
    expect(await good.store.isEmpty()).toBe(true);
  });

  test('are marked where a copy of them may come after their removal, and a renewal takes that away', async () => {
    const { store, keys, nextDay, settings } = storeOfDays();
    const ref = await store.put(randomBytes(9));
    nextDay();
    await store.remove(ref);
    // What another process had begun to copy.
    const bucket = openBucket(settings, () => undefined);
    for (const folder of ['incoming', 'kept']) await bucket.put(`${settings.prefix}${folder}/${ref}`, randomBytes(9));
    await store.renew();
    expect(await keys()).toEqual([`gone/${ref}`]);
  });

  test('removed on the day they came leave no mark', async () => {
    const { store } = storeOfDays();
    await store.remove(await store.put(randomBytes(3)));
    expect(await store.isEmpty()).toBe(true);
  });
});

/** Swift refuses conditions, which the store knows after its first blob. */
const learn = async ({ store }: ReturnType<typeof storeOfDays>) => store.remove(await store.put(randomBytes(1)));

describe('on a bad line', () => {
  test('what was damaged on its way is refused by the service, and nothing of it is kept', async () => {
    const { good, bad, arm } = await overBadLine(({ method }) => (method === 'PUT' ? 'damage' : 'pass'));
    await learn(bad);
    arm();
    await expect(bad.store.put(randomBytes(5_000))).rejects.toMatchObject(AWAY);
    expect(await good.store.isEmpty()).toBe(true);
  });

  test('what arrived, and whose answer got lost, is stored once', async () => {
    let lost = 0;
    const { good, bad, arm } = await overBadLine(({ method }) => {
      if (method !== 'PUT' || lost > 0) return 'pass';
      lost += 1;
      return 'loseAnswer';
    });
    await learn(bad);
    arm();
    const bytes = randomBytes(5_000);
    const ref = await bad.store.put(bytes);
    expect([lost, await good.keys()]).toEqual([1, [`incoming/${ref}`]]);
    expect(await buffer(await good.store.open(ref))).toEqual(bytes);
  });

  test('half an answer is never taken for a blob', async () => {
    const { good, bad, arm } = await overBadLine(() => 'cutAnswer');
    const ref = await good.store.put(randomBytes(50_000));
    good.nextDay();
    await good.store.renew();
    arm();
    await expect(bad.store.open(ref)).rejects.toMatchObject(AWAY);
  });

  test('nobody waits again for a service that could not be reached just now', async () => {
    const { bad, arm, requests } = await overBadLine(() => 'break');
    arm();
    await expect(bad.store.put(randomBytes(5))).rejects.toMatchObject(AWAY);
    const tried = requests();
    expect(tried).toBeGreaterThan(1);
    await expect(bad.store.size('0'.repeat(40))).rejects.toMatchObject(AWAY);
    expect(requests()).toBe(tried);
  });
});

test.each([
  ['the key is wrong', { secretAccessKey: 'another-secret' }],
  ['the bucket is not there', { bucket: 'no-such-bucket' }],
])('where %s, nothing is taken for absent, and the log names neither place nor key', async (_, wrong) => {
  const { store, lines, settings } = storeOfDays(swift.settings(wrong));
  const ref = '0123456789abcdef0123456789abcdef01234567';
  for (const ask of [() => store.put(randomBytes(5)), () => store.open(ref), store.isEmpty, store.renew])
    await expect(ask()).rejects.toMatchObject(AWAY);
  expect(lines.length).toBeGreaterThan(3);
  for (const word of [ref, settings.bucket, settings.accessKeyId, settings.secretAccessKey, String(swift.port)])
    expect(lines.join()).not.toContain(word);
});

test('a bucket that keeps versions is told', async () => {
  const { store, settings } = storeOfDays();
  const versioning = (Status: 'Enabled' | 'Suspended') =>
    swift.client.send(new PutBucketVersioningCommand({ Bucket: settings.bucket, VersioningConfiguration: { Status } }));
  expect(await store.keepsRemoved()).toBe(false);
  await versioning('Enabled');
  expect(await store.keepsRemoved()).toBe(true);
  await versioning('Suspended');
  // Old versions are still there.
  expect(await store.keepsRemoved()).toBe(true);
});

describe('a service that knows conditions', () => {
  /** Says that something of this size has the name. */
  async function taken(bytes: number) {
    const seen: (string | undefined)[] = [];
    const server = createServer((req, res) => {
      if (req.method === 'PUT') seen.push(req.headers['if-none-match']);
      req.resume();
      req.on('end', () => {
        if (req.method === 'HEAD') res.writeHead(200, { 'Content-Length': bytes }).end();
        else res.writeHead(412).end('<Error><Code>PreconditionFailed</Code></Error>');
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(() => void server.close());
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { seen, bucket: openBucket(swift.settings({ endpoint }), () => undefined) };
  }

  test('is asked to write over nothing, and an earlier try of our own counts', async () => {
    const { bucket, seen } = await taken(40);
    await bucket.put('incoming/x', randomBytes(40));
    expect(seen).toEqual(['*']);
  });

  test('keeps what another blob has under the name', async () => {
    const { bucket } = await taken(41);
    await expect(bucket.put('incoming/x', randomBytes(40))).rejects.toThrow('this name');
  });
});
