import { join } from 'node:path';
import type { Db } from '#db/client';
import { uploadOwners } from '~/services/report/upload-owners.server';
import { boundedArgon2id } from './argon2.server';
import { type BlobStore, localBlobStore } from './blob-store.server';
import { notedTransfers } from './case/noted-transfers.server';
import type { Context } from './context.server';
import { countyCalendar, statutoryCalendar } from './county/work-calendar.server';
import { followSessions } from './follow/follow-sessions.server';
import { makeLine } from './line.server';
import { addressWatch } from './log/address-watch.server';
import { serverSecret } from './log/server-secret.server';
import type { Logger } from './logger.server';
import { makeMail } from './mail.server';
import { nightKeys } from './night-keys.server';
import { s3BlobStore } from './s3-blob-store.server';
import type { S3Settings } from './s3-bucket.server';
import { semaphore } from './semaphore.server';
import { passkeyChallenges } from './staff/passkey-challenge.server';
import { makeWebhook, type WebhookSettings } from './webhook.server';

export type ContextParts = {
  db: Db;
  /** Absolute path of the data folder; the server secret lies in it. */
  data: string;
  /** The bucket in which blobs lie; without one they lie in the data folder. */
  s3?: S3Settings | null;
  /** `https://…` without a trailing slash. */
  origin: string;
  /** Further addresses at which the site is served. */
  otherOrigins?: readonly string[];
  /** What this web process is called, where several serve the site. */
  processName?: string | null;
  smtpUrl: string | null;
  gateway?: WebhookSettings | null;
  log: Logger;
  publicChanged?: () => void;
  now?: () => number;
};

/**
 * The context as every service gets it, made once per process. Working days follow the State Council's yearly
 * notices, until the county's own changes are read (`holidays.reload`).
 */
export function makeContext(parts: ContextParts): Context {
  const {
    db,
    data,
    s3 = null,
    origin,
    otherOrigins = [],
    processName = null,
    smtpUrl,
    gateway = null,
    log,
    publicChanged,
    now = Date.now,
  } = parts;
  const native = nativeWork();
  const secret = serverSecret(data);
  return {
    db,
    origin,
    origins: [origin, ...otherOrigins],
    log,
    now,
    blobs: blobStore({ data, s3 }, now, log),
    secret,
    nightKeys: nightKeys(join(data, 'night')),
    notedTransfers: notedTransfers(join(data, 'transfer-head')),
    mail: makeMail(smtpUrl, origin),
    webhook: makeWebhook(gateway, now),
    ...countyCalendar(statutoryCalendar),
    native,
    argon2id: boundedArgon2id(2, 64, native),
    argon2idForCodes: boundedArgon2id(1, 64, native),
    signInLine: makeLine(now, { places: 1, most: 64 }),
    addresses: addressWatch(now, origin, log),
    uploadOwners: uploadOwners(now),
    followSessions: followSessions(now, processName),
    passkeyChallenges: passkeyChallenges(now, secret.key('passkey-challenge')),
    publicChanged: publicChanged ?? (() => undefined),
  };
}

/** Where the settings say that blobs lie. */
export const blobStore = (
  { data, s3 }: { data: string; s3: S3Settings | null },
  now: () => number,
  log: Logger,
): BlobStore => (s3 === null ? localBlobStore(join(data, 'blobs'), now) : s3BlobStore(s3, now, log));

/**
 * At most three of the process's four worker threads (libuv's default), whatever lane the work comes from; one stays
 * free for blobs, names and compression. The lanes before it bound how much waits here.
 */
const nativeWork = () => semaphore(3, Number.POSITIVE_INFINITY);
