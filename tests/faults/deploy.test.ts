import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  closeSync,
  cpSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validate } from 'dockerfile-utils';
import { afterAll, describe, expect, test } from 'vitest';
import { openSql } from '#db/client';
import { startPostgres } from '#db/launcher';
import { binaries, chooseAccount } from '#db/launcher-place';
import { ensureBuilt } from '../runner/program';
import { freePort, openFollow, sendReport, startSite } from './running-site';

const folder = mkdtempSync(join(tmpdir(), 'anshao-deploy-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const example = (name: string) => readFileSync(join('docs/deploy', name), 'utf8');
const UNIT = example('anshao.service');

/** The unit with what is on this machine in place of what is on a server. */
function unitHere(change: (text: string) => string = (text) => text): string {
  const file = join(folder, 'anshao.service');
  const text = UNIT.replace('/usr/bin/node', process.execPath).replace('/opt/anshao/current', process.cwd());
  writeFileSync(file, change(text));
  return file;
}

function analyze(...args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync('systemd-analyze', [...args, '--no-pager'], { encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

describe('the unit of systemd', () => {
  test('is one that systemd takes as it stands', () => {
    expect(analyze('verify', unitHere())).toEqual({ status: 0, output: '' });
    // What it does not know it only warns of.
    expect(
      analyze(
        'verify',
        unitHere((text) => text.replace('UMask=', 'Umasque=')),
      ).output,
    ).toContain('Umasque');
  });

  test('leaves the site next to nothing but its data folder and the network', () => {
    const judged = (change?: (text: string) => string) =>
      analyze('security', '--offline=true', '--threshold=15', unitHere(change));
    expect(judged().output).toContain('Overall exposure level');
    expect(judged().status).toBe(0);
    expect(judged((text) => text.replace('CapabilityBoundingSet=\n', '')).status).not.toBe(0);
    expect(judged((text) => text.replace(/SystemCallFilter=.*/g, '')).status).not.toBe(0);
  });

  test('keeps what passes through memory out of core and swap files, and the time of each line out of the journal', () => {
    for (const line of ['LimitCORE=0', 'MemorySwapMax=0', 'KillMode=mixed', 'ProtectSystem=strict'])
      expect(UNIT.split('\n')).toContain(line);
    expect(UNIT).toMatch(/^StandardOutput=append:\/var\/log\/anshao\.log$/m);
    expect(UNIT).toMatch(/^StandardError=append:\/var\/log\/anshao\.log$/m);
    // V8 could not run what it compiles.
    expect(UNIT).not.toMatch(/^MemoryDenyWriteExecute=/m);
  });

  test('leaves the site every system call that it makes: a report with a photo comes in and is found again', async () => {
    ensureBuilt();
    const database = await startPostgres({ data: join(folder, 'database'), durable: false });
    const within = ['/usr/bin/python3', 'tests/faults/confine.py', unitHere()];
    const site = await startSite(join(folder, 'data'), { port: await freePort(), databaseUrl: database.url, within });
    try {
      expect(readFileSync(`/proc/${site.pid}/status`, 'utf8')).toMatch(/^Seccomp:\s+2$/m);
      const photo = new File([readFileSync('tests/files/pixel.jpg')], 'photo.jpg', { type: 'image/jpeg' });
      const { status, code } = await sendReport(site.origin, { files: [photo] });
      expect(status).toBe(200);
      expect(await openFollow(site.origin, code ?? '')).toBeTruthy();
    } finally {
      expect(await site.stop()).toBe(0);
      await database.stop();
    }
    expect(site.output()).not.toContain('listen.once');
  }, 600_000);

  test('… and the embedded database every one of its own', async () => {
    const account = chooseAccount(folder);
    const own = mkdtempSync(join(tmpdir(), 'anshao-confined-'));
    cpSync('tests/faults/confine.py', join(own, 'confine.py'));
    cpSync(unitHere(), join(own, 'unit'));
    if (account) chownSync(own, account.uid, account.gid);
    const bin = await binaries(account);
    const run = (program: string, ...args: string[]) => {
      const command = [join(own, 'confine.py'), join(own, 'unit'), join(bin, program), ...args];
      const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', NODE_ENV: 'production' as const };
      return spawn('/usr/bin/python3', command, { ...account, cwd: own, env, stdio: 'ignore' });
    };
    const cluster = join(own, 'postgres');
    const [made] = await once(run('initdb', '-D', cluster, '-U', 'anshao', '--data-checksums', '-A', 'trust'), 'exit');
    expect(made).toBe(0);
    const server = run('postgres', '-D', cluster, '-k', own, '-c', 'listen_addresses=');
    const ended = once(server, 'exit');
    const sql = openSql(`postgres://anshao@localhost:5432/postgres?host=${own}`, { max: 1 });
    try {
      await expect.poll(() => sql`select 1 as one`.catch(() => null), { timeout: 30_000 }).toEqual([{ one: 1 }]);
      await sql`create table t as select n from generate_series(1, 100000) n`;
      await sql`checkpoint`;
    } finally {
      await sql.end({ timeout: 1 });
      server.kill('SIGINT');
    }
    expect(await ended).toEqual([0, null]);
    rmSync(own, { recursive: true, force: true });
  }, 120_000);
});

test('logrotate begins a new file, and the line that the site writes next is its first', () => {
  const log = join(folder, 'anshao.log');
  const rules = join(folder, 'logrotate.conf');
  writeFileSync(rules, example('anshao.logrotate').replace('/var/log/anshao.log', log), { mode: 0o600 });
  // As systemd opens it, and never again while the site runs.
  const site = openSync(log, 'a', 0o600);
  writeSync(site, '{"event":"before"}\n');
  const { status, stderr } = spawnSync('logrotate', ['--force', '--state', join(folder, 'state'), rules], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
  });
  expect([status, stderr]).toEqual([0, '']);
  writeSync(site, '{"event":"after"}\n');
  closeSync(site);
  expect(readFileSync(log, 'utf8')).toBe('{"event":"after"}\n');
  const kept = readdirSync(folder).filter((name) => /^anshao\.log-\d{8}-\d+$/.test(name));
  expect(kept.map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual(['{"event":"before"}\n']);
});

describe('the container file', () => {
  const text = example('Containerfile');
  /** Instructions, with what they continue over lines. */
  const lines = text
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter(Boolean);
  const of = (instruction: string) => lines.filter((line) => line.startsWith(`${instruction} `));

  test('is one that a linter has nothing to say of', () => {
    expect(validate(text)).toEqual([]);
    expect(validate(text.replace('EXPOSE 3000', 'EXPOSE site')).length).toBeGreaterThan(0);
  });

  test('runs as an account without rights, says whether it is well, and holds no secret and nothing to build with', () => {
    expect(of('FROM')).toHaveLength(2);
    expect(of('USER')).toEqual(['USER 10001:10001']);
    expect(lines.indexOf('USER 10001:10001')).toBeLessThan(lines.findIndex((line) => line.startsWith('ENTRYPOINT')));
    expect(of('HEALTHCHECK').join()).toContain('/readyz');
    expect(of('STOPSIGNAL')).toEqual(['STOPSIGNAL SIGTERM']);
    expect(of('VOLUME')).toEqual(['VOLUME ["/var/lib/anshao"]']);
    // Settings that are secrets come when it is started.
    expect([...of('ENV'), ...of('ARG')].join('\n')).not.toMatch(/TOKEN|PASSWORD|SECRET|URL|RECIPIENT/i);
    expect(of('ADD')).toEqual([]);
    // It starts as the built folder says.
    const { scripts } = JSON.parse(readFileSync('build/package.json', 'utf8')) as { scripts: Record<string, string> };
    expect(scripts.start).toBe('node program/anshao.js start');
    expect([...of('ENTRYPOINT'), ...of('CMD')]).toEqual(['ENTRYPOINT ["node", "program/anshao.js"]', 'CMD ["start"]']);
    expect(text).toMatch(/podman run .*--read-only/);
  });
});
