import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import type { S3Settings } from '~/services/s3-bucket.server';
import { freePort } from '../faults/running-site';
import { startProgram } from '../web/proxy-in-front';

const BUCKET = 'county-files';
const KEY = { accessKeyId: 'county:files', secretAccessKey: 'secret-of-tests' };

export type Swift = {
  port: number;
  /** The bucket, with a prefix that nobody had before. */
  settings: (more?: Partial<S3Settings>) => S3Settings;
  /** To look into the bucket, and to change it, past the store. */
  client: S3Client;
  stop: () => Promise<void>;
};

/** A real service with the S3 API, OpenStack Swift, with one empty bucket (tests/s3/object_service.py; `npm test` installs it). */
export async function startSwift(): Promise<Swift> {
  const folder = mkdtempSync(join(tmpdir(), 'anshao-swift-'));
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const place = { endpoint, region: 'us-east-1', forcePathStyle: true, credentials: KEY };
  const client = new S3Client({ ...place, requestChecksumCalculation: 'WHEN_REQUIRED', maxAttempts: 1 });
  const swift = await startProgram(['/usr/bin/python3', 'tests/s3/object_service.py', folder, String(port)], () =>
    client.send(new CreateBucketCommand({ Bucket: BUCKET })),
  );
  let prefixes = 0;
  return {
    port,
    client,
    settings(more = {}) {
      prefixes += 1;
      return {
        bucket: BUCKET,
        prefix: `site-${prefixes}/`,
        endpoint,
        region: 'us-east-1',
        pathStyle: true,
        ...KEY,
        ...more,
      };
    },
    async stop() {
      client.destroy();
      await swift.end('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
