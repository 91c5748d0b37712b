import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { makeBackup } from '~/services/county/backup.server';
import { backupsIn } from '~/services/county/backup-folder.server';
import { backupSite } from './backup-site';

/** A file system of a few megabytes, where we may mount one (as root on Linux); elsewhere these tests cannot be run. */
const { ctx, played, order: usual } = await backupSite();
const disk = mkdtempSync(join(tmpdir(), 'anshao-full-'));
const [row] = await played.db.execute<{ size: string }>(sql`select pg_database_size(current_database())::text as size`);
const needed = Number(row?.size) + 64 * 1024 * 1024;
const mounted = (bytes: number) =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'none', disk]).status === 0;
const unmount = () => spawnSync('umount', [disk]);
const canMount = mounted(1_000_000);
if (canMount) unmount();
afterAll(() => {
  unmount();
  rmSync(disk, { recursive: true, force: true });
});

const order = usual({ folder: disk });

test.runIf(canMount)('a disk without room is told before anything is written to it', async () => {
  mounted(needed - 2_000_000);
  await expect(makeBackup(ctx, order)).rejects.toMatchObject({ backupProblem: 'noRoom' });
  expect(await backupsIn(disk)).toEqual([]);
  unmount();
});

test.runIf(canMount)('one that gets full meanwhile is told, and the backup before is as it was', async () => {
  mounted(needed + 8_000_000);
  const { manifest } = await makeBackup(ctx, order);
  let full = false;
  const fill = () => {
    if (full) return;
    full = true;
    spawnSync('dd', ['if=/dev/zero', `of=${join(disk, 'filler')}`, 'bs=1M']);
  };
  await expect(makeBackup(ctx, { ...order, onStep: fill })).rejects.toMatchObject({ backupProblem: 'noRoom' });
  expect(full).toBe(true);
  rmSync(join(disk, 'filler'));
  expect((await backupsIn(disk)).map(({ id }) => id)).toEqual([manifest.id]);
  const after = await makeBackup(ctx, order);
  expect((await backupsIn(disk)).map(({ id }) => id).sort()).toEqual([manifest.id, after.manifest.id].sort());
  expect(readdirSync(disk).filter((name) => name.endsWith('.part'))).toEqual([]);
});
