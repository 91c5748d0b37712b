import * as z from 'zod/mini';

/** SHA-256 as hex. */
const digest = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const count = z.int().check(z.nonnegative());
const sealedFile = z.strictObject({ sha256: digest, bytes: count });

/** `20261130T170000Z-1f2e`: when it was begun, so that names sort by time, and four digits of chance. */
const backupId = z.string().check(z.regex(/^\d{8}T\d{6}Z-[0-9a-f]{4}$/));
export const isBackupId = (text: string): boolean => backupId.safeParse(text).success;

/**
 * `manifest.json` of a backup: all that is told without the key. It is written last, so that a folder that has one is
 * whole.
 */
const backupManifest = z.strictObject({
  format: z.literal(1),
  id: backupId,
  /** Of the installation: the first key of its log. One folder holds the backups of one installation. */
  site: z.string(),
  madeAt: z.iso.datetime(),
  /** Fingerprint of the recipient that all of it is sealed to. */
  recipient: z.string(),
  /** Does that recipient stand in the county's signed list? */
  recipientSigned: z.boolean(),
  /** Is the server's secret inside? */
  secretInside: z.boolean(),
  /** By this tag a server secret is recognised as the right one before anything is restored. */
  secretCheck: z.string(),
  postgres: z.string(),
  /** Hashes of the migrations that the database had, in order. */
  migrations: z.array(digest),
  rows: sealedFile,
  keys: sealedFile,
  tombstones: sealedFile,
  /** `missing`: named by a row and not in the store. `deleted`: deleted while the backup was made. */
  blobs: z.strictObject({ list: digest, count, bytes: count, missing: count, deleted: count }),
});
export type BackupManifest = z.output<typeof backupManifest>;

/** Null for a text that is no manifest of this format. */
export function readManifest(text: string): BackupManifest | null {
  try {
    return backupManifest.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** `keys.age` and, for as long as they are kept, `night.age`: small things that lie beside the database. */
const besideDatabase = z.strictObject({
  secret: z.nullable(z.string()),
  transferHead: z.nullable(z.string()),
});
export type BesideDatabase = z.output<typeof besideDatabase>;
export const readBeside = (text: string): BesideDatabase => besideDatabase.parse(JSON.parse(text));

const nightFiles = z.array(
  z.strictObject({ name: z.string().check(z.regex(/^\d{4}-\d\d-\d\d\.key$/)), bytes: z.string() }),
);
export type NightFiles = z.output<typeof nightFiles>;
export const readNightFiles = (text: string): NightFiles => nightFiles.parse(JSON.parse(text));

/** What stands between the rows in `rows.age`. */
const rowsMark = z.discriminatedUnion('mark', [
  z.strictObject({ mark: z.literal('head'), format: z.literal(1), id: backupId }),
  z.strictObject({ mark: z.literal('table'), name: z.string(), columns: z.array(z.string()) }),
  z.strictObject({
    mark: z.literal('end'),
    tables: count,
    sequences: z.array(z.strictObject({ name: z.string(), value: z.string(), called: z.boolean() })),
  }),
]);
export type RowsMark = z.output<typeof rowsMark>;
export const readRowsMark = (text: string): RowsMark => rowsMark.parse(JSON.parse(text));
