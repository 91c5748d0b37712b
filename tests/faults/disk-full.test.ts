import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { employer } from '#db/schema/register';
import { type OpenContext, openContext } from '~/cli/open-context';
import { creditCheck } from '~/domain/credit-code';
import { printShares } from '~/envelope/opening/shares';
import { checkImport, importEmployers } from '~/services/county/employer-import.server';
import { sequenceLog } from '~/services/log/log-sequencer.server';
import { verifyLog } from '~/services/log/verify-log.server';
import { submitReport } from '~/services/report/report.server';
import { readEnvironment } from '~/web/env.server';
import { LONG } from '../runner/long';
import { fireDraft } from '../services/case-workspace';
import { backupSite } from '../services/county/backup-site';
import { playedContext } from '../services/played-context';
import { runCommand } from './killed-command';

/** A whole site on a disk of 250 MB, filled while an office imports and reporters report: as root on Linux, where one may mount. */
const disk = mkdtempSync(join(tmpdir(), 'anshao-disk-'));
const mounted = LONG && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=250m', 'none', disk]).status === 0;
const made = mounted ? await backupSite() : null;
const { county } = await playedContext();
const admin = county.actor('admin');
const MANY = 2_000;

const codeOf = (n: number) => {
  const body = `9150000020283${String(n).padStart(4, '0')}`;
  return body + creditCheck(body);
};
const table = new TextEncoder().encode(
  [
    '单位名称,统一社会信用代码,行业,属地,主管部门',
    ...Array.from({ length: MANY }, (_, n) => `${'很长的名称'.repeat(8)}第${n}厂,${codeOf(n)},工贸,镇溪镇,应急管理局`),
  ].join('\r\n'),
);

/** Takes all that is left, down to the last block. */
const fill = () => {
  for (const size of ['1M', '4k']) {
    spawnSync('dd', ['if=/dev/zero', `of=${join(disk, `filler-${size}`)}`, `bs=${size}`]);
  }
};
const free = () => {
  for (const size of ['1M', '4k']) rmSync(join(disk, `filler-${size}`), { force: true });
};

describe.skipIf(made === null)('a disk that is full', () => {
  let site: OpenContext;
  beforeAll(async () => {
    if (made === null) return;
    const { played, folder, data, key, order } = made;
    const [where, keyFile] = [join(disk, 'site'), join(folder, 'shares')];
    mkdirSync(where);
    cpSync(join(data, 'server-secret'), join(where, 'server-secret'));
    writeFileSync(keyFile, (await printShares(key.seed)).slice(1).join('\n'));
    const there = { where: data, url: played.database.url };
    const backup = runCommand(['backup', order().folder, '--recipient', key.recipient], there);
    expect(backup.status, backup.said).toBe(0);
    const restored = runCommand(['restore', order().folder, '--key', keyFile], { where, url: '' });
    expect(restored.status, restored.said).toBe(0);
    site = await openContext(
      readEnvironment({ NODE_ENV: 'test', ANSHAO_DATA: where, ANSHAO_ORIGIN: 'http://localhost:3000' }),
    );
  }, 400_000);
  afterAll(async () => {
    free();
    await site?.close();
    spawnSync('umount', ['-l', disk]);
    rmSync(disk, { recursive: true, force: true });
  });

  /** As it is once there is room again: the database comes back by itself. */
  const counts = async () => {
    const { db } = site.ctx;
    return { employers: await db.$count(employer), cases: await db.$count(caseFile) };
  };
  const verified = async () => {
    await sequenceLog(site.ctx, { everything: true });
    return (await verifyLog(site.ctx)).problems;
  };

  test('an import takes all rows or none, and is done once there is room', async () => {
    const before = await counts();
    const { good } = await checkImport(site.ctx, admin, table, () => ({ industry: ['工贸'] }));
    expect(good).toHaveLength(MANY);
    const rows = good.map(({ typed }) => typed);
    fill();
    await expect(importEmployers(site.ctx, admin, rows)).rejects.toThrow();
    free();
    await expect.poll(counts, { timeout: 60_000 }).toEqual(before);
    expect(await verified()).toEqual([]);
    expect(await importEmployers(site.ctx, admin, rows)).toBe(MANY);
    expect(await counts()).toEqual({ ...before, employers: before.employers + MANY });
  }, 180_000);

  test('a report is whole with its file and its code, or not there at all', async () => {
    const before = await counts();
    fill();
    // Small ones may still find room in what the database has set aside; then they are whole.
    const tries = 40;
    let taken = 0;
    for (let n = 0; n < tries; n += 1) {
      const bytes = new Uint8Array(200_000).fill(n);
      const file = { name: 'a.jpg', type: 'image/jpeg', bytes };
      taken += await submitReport(site.ctx, { draft: fireDraft(), files: n % 2 ? [file] : [] }).then(
        () => 1,
        () => 0,
      );
    }
    expect(taken).toBeLessThan(tries);
    free();
    await expect.poll(counts, { timeout: 60_000 }).toEqual({ ...before, cases: before.cases + taken });
    expect(await verified()).toEqual([]);
    await submitReport(site.ctx, { draft: fireDraft(), files: [] });
    expect((await counts()).cases).toBe(before.cases + taken + 1);
  }, 180_000);
});
