import type { Db } from '#db/client';
import { chinaDate, type IsoDate, type WorkCalendar } from '~/domain/dates';
import type { Argon2id } from '~/envelope/argon2id';
import type { ServedScripts } from '~/services/log/served-manifest.server';
import type { UploadOwners } from '~/services/report/upload-owners.server';
import type { BlobStore } from './blob-store.server';
import type { NotedTransfers } from './case/noted-transfers.server';
import type { Holidays } from './county/work-calendar.server';
import type { FollowSessions } from './follow/follow-sessions.server';
import type { Line } from './line.server';
import type { AddressWatch } from './log/address-watch.server';
import type { ServerSecret } from './log/server-secret.server';
import type { Logger } from './logger.server';
import type { Mail } from './mail.server';
import type { NightKeys } from './night-keys.server';
import type { Semaphore } from './semaphore.server';
import type { PasskeyChallenges } from './staff/passkey-challenge.server';
import type { Webhook } from './webhook.server';

/** The main address of the site, then any others. */
export type Origins = readonly [string, ...string[]];

/** Everything a use-case needs from outside, made once at start and handed to every service as first argument. */
export type Context = {
  db: Db;
  blobs: BlobStore;
  secret: ServerSecret;
  nightKeys: NightKeys;
  notedTransfers: NotedTransfers;
  mail: Mail;
  /** Messages to telephones, through the operator's gateway. */
  webhook: Webhook;
  log: Logger;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Working days as the county counts them. */
  calendar: WorkCalendar;
  holidays: Holidays;
  /**
   * For reports and members. It has a lane of its own, so that guessing at codes cannot hold up a report, nor the
   * reverse.
   */
  argon2id: Argon2id;
  /** For looking up receipt codes. */
  argon2idForCodes: Argon2id;
  /**
   * Everything that occupies one of the process's few worker threads for long (Argon2, PBKDF2, pictures) goes through
   * this.
   */
  native: Semaphore;
  /** The queue before a login key is hashed, fair to networks and to known browsers. */
  signInLine: Line;
  /** Whether visitors' addresses can be told apart. */
  addresses: AddressWatch;
  /** Shares out the space for files that wait for their reports between networks. */
  uploadOwners: UploadOwners;
  followSessions: FollowSessions;
  passkeyChallenges: PasskeyChallenges;
  /** The address by which the site is asked, `https://…` without a trailing slash; the main one where nobody asks. */
  origin: string;
  /** Every address at which the site is served, the main one first: mails and printed boards carry that. */
  origins: Origins;
  /** Called after an act that changes public pages. */
  publicChanged: () => void;
  /** Whom to tell of a weakness of the site, as an address (`mailto:…`); a web process knows it where somebody is named. */
  securityContact?: string;
  /** The static files that a web process serves, as they are published; commands serve nothing. */
  scripts?: ServedScripts;
};

/** Today in China time. */
export const today = (ctx: Pick<Context, 'now'>): IsoDate => chinaDate(ctx.now());
