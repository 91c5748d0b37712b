import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isEnvelopeError } from '~/envelope/errors';
import { keyPairFromIdentity, keyPairFromSeed } from '~/envelope/key-pair';
import { restoreFromShares } from '~/envelope/opening/shares';
import { HANDLERS } from '~/jobs/table.server';
import { startWorker } from '~/jobs/worker.server';
import { replayTombstones } from '~/services/case/tombstone.server';
import { blobStore } from '~/services/context-factory.server';
import { recordRestore } from '~/services/county/backup-runs.server';
import {
  chooseBackup,
  clearMark,
  knownTombstones,
  type RestoredBlobs,
  type RestoreOrder,
  restoreBlobs,
  restoreDatabase,
} from '~/services/county/restore.server';
import type { CheckpointRow } from '~/services/log/log-chain.server';
import { type LogVerification, verifyLog } from '~/services/log/verify-log.server';
import type { Environment } from '~/web/env.server';
import { type Command, UsageError } from './command';
import { openContextAt, openDatabase } from './open-context';
import { progress } from './progress';
import { savedCheckpoints } from './saved-checkpoints';

type Restored = {
  backup: string;
  madeAt: string;
  nightKeys: boolean;
  blobs: RestoredBlobs;
  tombstones: number;
  deletedAgain: number;
  newerDeletionsUnread: boolean;
  log: LogVerification;
};

type Options = { folder: string; id: string | undefined; tombstones: string[]; saved: CheckpointRow[]; key: string };

/**
 * `anshao restore DIR --key FILE [--backup ID] [--tombstones FILE] [--checkpoint FILE]`: restores a backup into an empty
 * data folder and an empty database, deletes again what was deleted since, and verifies the log. Stopped at any moment,
 * the same command goes on; the site does not open before it is done. Exit code 1 where the log is not whole or a file
 * is missing.
 */
export const run: Command = async ({ args, environment, json, print }) => {
  const { key, ...options } = optionsOf(args);
  const order: RestoreOrder = {
    folder: options.folder,
    id: options.id,
    identity: await identityIn(key),
    data: environment.data,
    blobs: blobStore(environment, Date.now, () => undefined),
    onStep: progress(json ? () => undefined : print),
  };
  const restored = await restore(environment, order, options);
  if (json) print(JSON.stringify(restored));
  else for (const line of linesOf(restored)) print(line);
  return restored.log.ok && restored.blobs.missing === 0 ? 0 : 1;
};

async function restore(
  environment: Environment,
  order: RestoreOrder,
  { tombstones, saved }: Pick<Options, 'tombstones' | 'saved'>,
): Promise<Restored> {
  const { stones, unread } = await knownTombstones(order, tombstones);
  const chosen = await chooseBackup(order);
  const { manifest, backup } = chosen;
  const database = await openDatabase(environment);
  try {
    const { nights } = await restoreDatabase(database.url, order, chosen);
    const { ctx, connection, databaseUrl, close } = await openContextAt(environment, database.url);
    try {
      const blobs = await restoreBlobs(databaseUrl, order, backup);
      const deletedAgain = await replayTombstones(ctx, stones);
      // Files of what was deleted again go now, not when the site is started.
      const worker = startWorker(ctx, connection.sql, { handlers: { 'blob.remove': HANDLERS['blob.remove'] } });
      await worker.drain();
      await worker.stop();
      const log = await verifyLog(ctx, saved);
      await recordRestore(ctx, manifest.id);
      await clearMark(environment.data);
      return {
        backup: manifest.id,
        madeAt: manifest.madeAt,
        nightKeys: nights,
        blobs,
        tombstones: stones.length,
        deletedAgain,
        newerDeletionsUnread: unread,
        log,
      };
    } finally {
      await close();
    }
  } finally {
    await database.stop();
  }
}

/** The key as two printed shares, one a line, or as an age identity; never from an argument, which others can list. */
async function identityIn(file: string): Promise<string> {
  const lines = readFileSync(file === '-' ? 0 : file, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  try {
    const [first = ''] = lines;
    if (/^age-secret-key-/i.test(first)) return (await keyPairFromIdentity(first)).identity;
    return (await keyPairFromSeed(await restoreFromShares(lines))).identity;
  } catch (error) {
    if (!isEnvelopeError(error)) throw error;
    throw new Error('These are not two whole shares of one backup key, one on each line. Compare them with the paper.');
  }
}

function optionsOf(args: string[]): Options {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        key: { type: 'string' },
        backup: { type: 'string' },
        tombstones: { type: 'string', multiple: true, default: [] },
        checkpoint: { type: 'string' },
      },
    });
    const [folder] = positionals;
    if (folder === undefined || positionals.length > 1) throw new Error('Give the folder of the backups.');
    if (values.key === undefined)
      throw new Error('Give the file with two shares of the backup key: --key FILE, or - to type them.');
    const saved = values.checkpoint === undefined ? [] : savedCheckpoints(values.checkpoint);
    return { folder, id: values.backup, tombstones: values.tombstones, saved, key: values.key };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function linesOf({ backup, madeAt, nightKeys, blobs, tombstones, deletedAgain, newerDeletionsUnread, log }: Restored) {
  return [
    `Restored ${backup}, made at ${madeAt}.`,
    `  ${blobs.restored + blobs.there} files${blobs.there > 0 ? ` (${blobs.there} were there already)` : ''}`,
    ...(blobs.missing > 0
      ? [`  WARNING: ${blobs.missing} files that rows name are not in the backup, or damaged`]
      : []),
    `  ${tombstones} deletions known, ${deletedAgain} done again`,
    ...(newerDeletionsUnread
      ? ['  WARNING: the newest backup is sealed to another key: what it knows of deletions was not done again.']
      : []),
    ...(nightKeys ? [] : ['  The keys of nights are not in this backup any more: what waited for a night is lost.']),
    ...log.problems.map(({ kind, sequence }) => `  PROBLEM in the log: ${kind} at ${sequence}`),
    log.ok
      ? '  The log is whole. Everybody signs in again; then start the site.'
      : '  The log is NOT whole: do not open the site yet.',
  ];
}
