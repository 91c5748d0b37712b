import { parseArgs } from 'node:util';
import { backupProblemOf } from '~/domain/county/backup';
import { isHybrid } from '~/envelope/key-pair';
import type { MadeBackup } from '~/services/county/backup.server';
import { recordedBackup } from '~/services/county/backup-runs.server';
import { type Command, UsageError } from './command';
import { progress } from './progress';

/**
 * `anshao backup DIR [--with-secret] [--recipient age1pq1…] [--keep N]`: a sealed backup of database and blobs, made
 * beside a running site. Exit code 1 also where a blob that a row names was not found: the backup is made all the same.
 */
export const run: Command = async ({ args, environment, json, open, print }) => {
  const { folder, withSecret, recipient, keep } = optionsOf(args, environment.backup.keep);
  const { ctx, databaseUrl } = await open();
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const order = {
    url: databaseUrl,
    data: environment.data,
    folder,
    keep,
    withSecret,
    recipient,
    fallback: environment.backup.recipient,
    signal: stop.signal,
    onStep: progress(json ? () => undefined : print),
  };
  try {
    const made = await recordedBackup(ctx, order);
    if (json) print(JSON.stringify(made));
    else for (const line of linesOf(made, keep)) print(line);
    return made.manifest.blobs.missing > 0 ? 1 : 0;
  } catch (error) {
    throw backupProblemOf(error) === null ? error : new Error((error as Error).message);
  }
};

function optionsOf(args: string[], usualKeep: number) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        'with-secret': { type: 'boolean', default: false },
        recipient: { type: 'string' },
        keep: { type: 'string', default: String(usualKeep) },
      },
    });
    const [folder] = positionals;
    if (folder === undefined || positionals.length > 1) throw new Error('Give the folder of the backups.');
    if (!/^[1-9]\d{0,3}$/.test(values.keep)) throw new Error('--keep is a number of backups, like 14.');
    if (values.recipient !== undefined && !isHybrid(values.recipient)) {
      throw new Error('--recipient must begin with age1pq1 and be whole.');
    }
    return { folder, withSecret: values['with-secret'], recipient: values.recipient, keep: Number(values.keep) };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;

function linesOf({ manifest, copied, removed }: MadeBackup, keep: number): string[] {
  const { id, recipient, recipientSigned, secretInside, rows, blobs } = manifest;
  return [
    `Backup ${id} is whole.`,
    `  rows ${megabytes(rows.bytes)}, ${blobs.count} files ${megabytes(blobs.bytes)} (${copied} copied now)`,
    `  sealed to ${recipient}${recipientSigned ? '' : ", which is NOT the key in the county's signed list"}`,
    secretInside
      ? '  The server secret IS inside: whoever has this folder and the backup key has both.'
      : '  The server secret is NOT inside: keep its own copy ("server-secret"), without it nobody can restore.',
    ...(blobs.deleted > 0 ? [`  ${blobs.deleted} files were deleted while it was made`] : []),
    ...(blobs.missing > 0 ? [`  WARNING: ${blobs.missing} files that rows name are not in the store`] : []),
    ...(removed.length > 0 ? [`  ${removed.length} older removed, ${keep} are kept`] : []),
  ];
}
