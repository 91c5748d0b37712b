import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localBlobStore } from '~/services/blob-store.server';
import { notedTransfers } from '~/services/case/noted-transfers.server';
import type { Context } from '~/services/context.server';
import { countyCalendar } from '~/services/county/work-calendar.server';
import { followSessions } from '~/services/follow/follow-sessions.server';
import { makeLine } from '~/services/line.server';
import { secretOf } from '~/services/log/server-secret.server';
import type { Message } from '~/services/mail.server';
import { nightKeys } from '~/services/night-keys.server';
import { uploadOwners } from '~/services/report/upload-owners.server';
import { passkeyChallenges } from '~/services/staff/passkey-challenge.server';
import type { HookMessage } from '~/services/webhook.server';
import { type FreshDatabase, freshDatabase } from '../database/fresh-database';
import { cheapArgon2id, START } from '../database/kept-context';
import { workCalendar } from '../domain/made-calendar';
import { afterFile } from '../runner/after-file';

export type TestContext = Context & {
  database: FreshDatabase;
  /** Mails that would have been sent. */
  mails: Message[];
  /** Messages that would have gone to the gateway. */
  hooks: HookMessage[];
  /** What was logged: event and fields. */
  logged: { event: string; fields: Record<string, string | number | boolean> }[];
  blobFolder: string;
  /** Sets the clock: an ISO instant, or a day (09:00 in China). */
  setNow: (iso: string) => void;
  /** Moves the clock. */
  advance: (ms: number) => void;
  publicChanges: () => number;
};

/**
 * A context on a database of its own, or on a copy of `kept`; the clock stands at 2025-09-15 09:00 in China until it is
 * moved.
 */
export async function testContext(kept?: { database: string; secret: Uint8Array }): Promise<TestContext> {
  const secret = secretOf(kept?.secret ?? randomBytes(32));
  const database = await freshDatabase(kept?.database);
  const blobFolder = mkdtempSync(join(tmpdir(), 'anshao-blobs-'));
  afterFile(() => rmSync(blobFolder, { recursive: true, force: true }));
  let clock = START;
  let changes = 0;
  const now = () => clock;
  const mails: Message[] = [];
  const hooks: HookMessage[] = [];
  const logged: TestContext['logged'] = [];
  return {
    db: database.db,
    database,
    blobs: localBlobStore(blobFolder, now),
    blobFolder,
    secret,
    nightKeys: nightKeys(join(blobFolder, 'night')),
    notedTransfers: notedTransfers(join(blobFolder, 'transfer-head')),
    mail: {
      configured: true,
      send: async (message) => {
        mails.push(message);
      },
      close: () => undefined,
    },
    mails,
    webhook: {
      configured: true,
      send: async (message) => {
        hooks.push(message);
      },
    },
    hooks,
    log: (event, fields = {}) => {
      logged.push({ event, fields });
    },
    logged,
    now,
    ...countyCalendar(workCalendar()),
    argon2id: cheapArgon2id(),
    argon2idForCodes: cheapArgon2id(),
    native: (work) => work(),
    signInLine: makeLine(now, { places: 1, most: 64 }),
    addresses: { saw: () => undefined, oneAddress: () => false },
    uploadOwners: uploadOwners(now),
    followSessions: followSessions(now),
    passkeyChallenges: passkeyChallenges(now, secret.key('passkey-challenge')),
    origin: 'http://localhost:3000',
    origins: ['http://localhost:3000'],
    publicChanged: () => {
      changes += 1;
    },
    publicChanges: () => changes,
    setNow: (iso) => {
      clock = Date.parse(iso.length === 10 ? `${iso}T09:00:00+08:00` : iso);
    },
    advance: (ms) => {
      clock += ms;
    },
  };
}
