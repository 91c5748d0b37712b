import type { S3Client } from '@aws-sdk/client-s3';
import { Refusal } from '~/domain/refusal';
import type { Logger } from './logger.server';

/** Where a bucket is and who we are there. */
export type S3Settings = {
  bucket: string;
  /** Before every name, ended by a slash; or nothing. */
  prefix: string;
  /** `https://…` of the service; null for Amazon's own in that region. */
  endpoint: string | null;
  region: string;
  /** The bucket's name in the path of addresses, and not before the host's. */
  pathStyle: boolean;
  accessKeyId: string;
  secretAccessKey: string;
};

/** What the store needs of a bucket. Whatever else goes wrong is told as Refusal `filesAway`, after some tries. */
export type Bucket = {
  /** Durable and whole when it returns. What is there under that name is never written over. */
  put: (key: string, bytes: Uint8Array) => Promise<void>;
  /** Null when there is none. */
  get: (key: string) => Promise<Buffer | null>;
  head: (key: string) => Promise<{ bytes: number; changed: number } | null>;
  /** Removing what is gone already is no error. */
  remove: (key: string) => Promise<void>;
  /** False when there is no `from`. */
  copy: (from: string, to: string) => Promise<boolean>;
  list: (prefix: string, most?: number) => AsyncGenerator<{ key: string; changed: number }>;
  /** Whether the bucket keeps versions of what is removed; null where we may not know. */
  keepsVersions: () => Promise<boolean | null>;
};

/** Longer than any sealed part, which is read and written as a whole. */
const MOST_BYTES = 16 * 1024 * 1024;

const CONNECT_MS = 3_000;
const ANSWER_MS = 20_000;
const TRIES = 3;
/** Once it could not be reached, nobody waits for it again so soon. */
const AWAY_MS = 5_000;

type Failure = { name?: string; $metadata?: { httpStatusCode?: number } };
const statusIn = (error: unknown) => (error as Failure | null)?.$metadata?.httpStatusCode;
const nameIn = (error: unknown) => (error as Failure | null)?.name ?? 'unknown';

/** `HEAD` has no body that could tell a missing bucket apart. */
const isAbsent = (error: unknown) => statusIn(error) === 404 && nameIn(error) !== 'NoSuchBucket';

/** One request, with null for a failure that is an answer, too, as `unless` says. Throws Refusal `filesAway`. */
type Ask = <T>(
  work: (sdk: Sdk, client: S3Client) => Promise<T>,
  unless?: (error: unknown) => boolean,
) => Promise<T | null>;

function asking(settings: S3Settings, log: Logger): Ask {
  let awayUntil = 0;
  let opened: Promise<Opened> | undefined;
  return async (work, unless = () => false) => {
    if (performance.now() < awayUntil) throw new Refusal('filesAway');
    opened ??= open(settings);
    const { sdk, client } = await opened;
    try {
      return await work(sdk, client);
    } catch (error) {
      if (unless(error)) return null;
      const status = statusIn(error);
      // Neither names nor addresses: only what kind of failure it was.
      log('blobs.away', { error: nameIn(error), status: status ?? 0 });
      if (status === undefined) awayUntil = performance.now() + AWAY_MS;
      throw new Refusal('filesAway');
    }
  };
}

function putOnce(Bucket: string, ask: Ask, head: Bucket['head']): Bucket['put'] {
  let conditional = true;
  /** The status with which the condition was refused; 0 where the object was written. */
  async function put(Key: string, Body: Uint8Array, once: boolean): Promise<number> {
    let refused = 0;
    const condition = once && { IfNoneMatch: '*' };
    const order = { Bucket, Key, Body, ContentType: 'application/octet-stream', ...condition };
    await ask(
      (sdk, client) => client.send(new sdk.PutObjectCommand(order)),
      (error) => {
        refused = statusIn(error) ?? 0;
        return once && (refused === 412 || refused === 501);
      },
    );
    return refused;
  }
  return async (key, bytes) => {
    if (bytes.length > MOST_BYTES) throw new Error('A blob is larger than any sealed part.');
    const refused = await put(key, bytes, conditional);
    if (refused === 501) {
      // Not every service knows the condition; without it, names drawn at random still meet nothing.
      conditional = false;
      await put(key, bytes, false);
    }
    // What is there is our own earlier try, whose answer got lost: nobody else knows the name.
    if (refused === 412 && (await head(key))?.bytes !== bytes.length) throw new Error('A blob has this name already.');
  };
}

export function openBucket(settings: S3Settings, log: Logger): Bucket {
  const Bucket = settings.bucket;
  const ask = asking(settings, log);
  const head: Bucket['head'] = (Key) =>
    ask(async (sdk, client) => {
      const found = await client.send(new sdk.HeadObjectCommand({ Bucket, Key }));
      return { bytes: found.ContentLength ?? 0, changed: found.LastModified?.getTime() ?? 0 };
    }, isAbsent);
  return {
    head,
    put: putOnce(Bucket, ask, head),
    get: (Key) =>
      ask(async (sdk, client) => {
        const { Body, ContentLength = 0 } = await client.send(new sdk.GetObjectCommand({ Bucket, Key }));
        return wholeOf(Body as AsyncIterable<Uint8Array>, ContentLength);
      }, isAbsent),
    async remove(Key) {
      await ask((sdk, client) => client.send(new sdk.DeleteObjectCommand({ Bucket, Key })), isAbsent);
    },
    async copy(from, Key) {
      const CopySource = encodeURI(`${Bucket}/${from}`);
      const copied = await ask(
        (sdk, client) => client.send(new sdk.CopyObjectCommand({ Bucket, Key, CopySource })),
        isAbsent,
      );
      return copied !== null;
    },
    async *list(Prefix, most = 1_000) {
      for (let ContinuationToken: string | undefined; ; ) {
        const page = await ask((sdk, client) =>
          client.send(
            new sdk.ListObjectsV2Command({
              Bucket,
              Prefix,
              MaxKeys: most,
              ...(ContinuationToken !== undefined && { ContinuationToken }),
            }),
          ),
        );
        for (const { Key, LastModified } of page?.Contents ?? [])
          yield { key: Key ?? '', changed: LastModified?.getTime() ?? 0 };
        ContinuationToken = page?.NextContinuationToken;
        if (ContinuationToken === undefined) return;
      }
    },
    async keepsVersions() {
      const found = await ask(
        (sdk, client) => client.send(new sdk.GetBucketVersioningCommand({ Bucket })),
        (error) => [403, 404, 405, 501].includes(statusIn(error) ?? 0),
      );
      return found && found.Status !== undefined;
    },
  };
}

/** An answer that was cut off, or is too large, is none. */
async function wholeOf(body: AsyncIterable<Uint8Array>, announced: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.length;
    if (bytes > MOST_BYTES) throw new Error('A blob is larger than any sealed part.');
    pieces.push(piece);
  }
  if (bytes !== announced) throw new Error('An answer was cut off.');
  return Buffer.concat(pieces);
}

type Sdk = typeof import('@aws-sdk/client-s3');
type Opened = { sdk: Sdk; client: S3Client };

/** Loaded once it is needed, since most sites keep files in a folder. */
async function open({ endpoint, region, pathStyle, accessKeyId, secretAccessKey }: S3Settings): Promise<Opened> {
  const sdk = await import('@aws-sdk/client-s3');
  const client = new sdk.S3Client({
    region,
    ...(endpoint !== null && { endpoint }),
    forcePathStyle: pathStyle,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: TRIES,
    // The signature covers the body's SHA-256, so the service refuses what was damaged on its way. Newer check sums are
    // unknown to many services.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      requestTimeout: ANSWER_MS,
      throwOnRequestTimeout: true,
      socketTimeout: ANSWER_MS,
    },
  });
  return { sdk, client };
}
