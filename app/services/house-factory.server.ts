import { join } from 'node:path';
import chineseDays from 'chinese-days';
import type { Db } from '#db/client';
import { boundedArgon2id } from './argon2.server';
import { localBlobStore } from './blob-store.server';
import { followSessions } from './follow-sessions.server';
import type { House, Logger } from './house.server';
import { makeMail } from './mail.server';
import { passkeyChallenges } from './passkey-challenge.server';
import { serverSecret } from './server-secret.server';

export type HouseParts = {
  db: Db;
  /** Absolute path of the data folder; blobs and the server secret lie in it. */
  data: string;
  /** `https://…` without a trailing slash. */
  origin: string;
  smtpUrl: string | null;
  log: Logger;
  publicChanged?: () => void;
  now?: () => number;
};

/** The house as every service gets it; made once per process. Working days follow the State Council's yearly notices. */
export function makeHouse({ db, data, origin, smtpUrl, log, publicChanged, now = Date.now }: HouseParts): House {
  return {
    db,
    origin,
    log,
    now,
    blobs: localBlobStore(join(data, 'blobs'), now),
    secret: serverSecret(data),
    mail: makeMail(smtpUrl, origin),
    calendar: (day) => chineseDays.isWorkday(day),
    argon2id: boundedArgon2id(),
    // One at a time: with the two above, one of the process's four worker threads stays free for files and names.
    argon2idForCodes: boundedArgon2id(1),
    followSessions: followSessions(now),
    passkeyChallenges: passkeyChallenges(now),
    publicChanged: publicChanged ?? (() => undefined),
  };
}
