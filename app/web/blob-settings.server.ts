import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { S3Settings } from '~/services/s3-bucket.server';
import { isServiceAddress } from './service-address';

/** Settings of a site whose sealed files lie in a bucket of an S3-compatible service. */

type Key = Pick<S3Settings, 'accessKeyId' | 'secretAccessKey'>;

/** The key in a file as other tools for S3 have it, too: `aws_access_key_id = …` and `aws_secret_access_key = …`. */
function keyIn(file: string): Key | null {
  const line = (text: string, name: string) => new RegExp(`^\\s*${name}\\s*=\\s*(\\S+)\\s*$`, 'm').exec(text)?.[1];
  try {
    const text = readFileSync(file, 'utf8');
    const [accessKeyId, secretAccessKey] = [line(text, 'aws_access_key_id'), line(text, 'aws_secret_access_key')];
    return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : null;
  } catch {
    return null;
  }
}

/** `s3://BUCKET` or `s3://BUCKET/PREFIX`. */
const PLACE = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/([A-Za-z0-9][A-Za-z0-9_./-]*?))?\/?$/;

export const blobSettings = {
  ANSHAO_BLOBS: {
    schema: z.string().transform((text, ctx) => {
      const [, bucket = '', prefix] = PLACE.exec(text) ?? [];
      if (bucket === '' || prefix?.includes('..') || prefix?.includes('//'))
        ctx.addIssue({ code: 'custom', message: 'no bucket' });
      return { bucket, prefix: prefix === undefined ? '' : `${prefix}/` };
    }),
    must: 'must be a bucket, with a prefix in it or without, like s3://county-files/anshao.',
  },
  ANSHAO_S3_ENDPOINT: {
    schema: z
      .string()
      .refine(isServiceAddress)
      .transform((text) => new URL(text).origin),
    must: 'must be an https address without a password, or an http address of this machine or a private network.',
  },
  ANSHAO_S3_REGION: { schema: z.string().regex(/^[a-z0-9-]{2,40}$/), must: 'must be a region, like cn-north-1.' },
  ANSHAO_S3_PATH_STYLE: { schema: z.enum(['yes', 'no']), must: 'must be yes or no.' },
  ANSHAO_S3_KEY_FILE: {
    schema: z.string().transform((file, ctx) => {
      const key = keyIn(file);
      if (key === null) ctx.addIssue({ code: 'custom', message: 'no key' });
      return key ?? { accessKeyId: '', secretAccessKey: '' };
    }),
    must: 'must be a file with a line aws_access_key_id = … and a line aws_secret_access_key = ….',
  },
} as const;

type Given = {
  place: { bucket: string; prefix: string } | undefined;
  endpoint: string | undefined;
  region: string | undefined;
  pathStyle: 'yes' | 'no' | undefined;
  key: Key | undefined;
};

/** Null where files lie in the data folder; a sentence where one setting is given without those that it needs. */
export function bucketOf({ place, endpoint, region, pathStyle, key }: Given): S3Settings | null | string {
  if (place === undefined) {
    const other = [endpoint, region, pathStyle, key].some((one) => one !== undefined);
    return other ? 'ANSHAO_S3_… say where a bucket is; ANSHAO_BLOBS must name it.' : null;
  }
  if (key === undefined) return 'ANSHAO_BLOBS needs ANSHAO_S3_KEY_FILE, a file with the key of the bucket.';
  return {
    ...place,
    ...key,
    endpoint: endpoint ?? null,
    region: region ?? 'us-east-1',
    // Services of one's own have one name for all buckets; Amazon's and most large ones have one for each.
    pathStyle: pathStyle === undefined ? endpoint !== undefined : pathStyle === 'yes',
  };
}
