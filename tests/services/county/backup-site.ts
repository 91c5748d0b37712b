import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, inject } from 'vitest';
import { upload, uploadPart } from '#db/schema/upload';
import { randomBytes } from '~/envelope/bytes';
import { newKeyPair } from '~/envelope/key-pair';
import type { Context } from '~/services/context.server';
import { makeContext } from '~/services/context-factory.server';
import type { BackupOrder } from '~/services/county/backup.server';
import { ownLogKey } from '~/services/log/log-keys.server';
import { playedContext } from '../played-context';

/** Sealed files of uploads that nobody finished yet, stored where this site has its files; returns their names. */
export async function storeUploads(ctx: Context, many: number): Promise<string[]> {
  const refs: string[] = [];
  for (let n = 0; n < many; n += 1) {
    const blob = await ctx.blobs.put(randomBytes(3_000));
    const tokenHash = Buffer.from(randomBytes(32)).toString('hex');
    await ctx.db.insert(upload).values({ tokenHash, bytes: 3_000, madeOn: '2025-09-15' });
    await ctx.db.insert(uploadPart).values({ tokenHash, fileIndex: 0, sequence: 0, blob, size: 3_000, sha256: '0' });
    refs.push(blob);
  }
  return refs;
}

/** A played county with a data folder of its own, as a site has it, and a backup key; removed after the file. */
export async function backupSite() {
  const { ctx: played } = await playedContext();
  const folder = mkdtempSync(join(tmpdir(), 'anshao-backup-'));
  const data = join(folder, 'data');
  const key = await newKeyPair();
  let clock = Date.parse('2026-11-30T01:00:00+08:00');
  const made = () => ({ ...makeContext({ ...played, data, smtpUrl: null, now: () => clock }), log: played.log });
  made();
  writeFileSync(join(data, 'server-secret'), Buffer.from(inject('keptContext').secret, 'hex'));
  const ctx: Context = { ...made(), argon2id: played.argon2id };
  await ownLogKey(ctx);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const order = (more: Partial<BackupOrder> = {}): BackupOrder => ({
    url: played.database.url,
    data,
    folder: join(folder, 'backups'),
    keep: 14,
    withSecret: false,
    recipient: key.recipient,
    ...more,
  });
  const advance = (ms: number) => {
    clock += ms;
  };
  return { ctx, played, folder, data, key, order, advance };
}
