import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '#db/client';
import { keepsCommitTimes } from '#db/commit-times';
import { startPostgres } from '#db/launcher';

let parent: string;
let data: string;

beforeAll(async () => {
  // Nobody else may enter the parent: when run as root, the server's account cannot walk to its own folder by name.
  parent = await mkdtemp(join(tmpdir(), 'anshao-launcher-'));
  await chmod(parent, 0o700);
  data = join(parent, 'data');
});

afterAll(() => rm(parent, { recursive: true, force: true }));

async function eventually(what: () => Promise<boolean>): Promise<void> {
  for (const until = Date.now() + 20_000; Date.now() < until; await wait(50))
    if (await what().catch(() => false)) return;
  throw new Error('did not come true within 20 seconds');
}

test('a killed server starts again, keeps what was committed, and the pool finds it', async () => {
  const events: string[] = [];
  const server = await startPostgres({ data, log: (event) => events.push(event) });
  const { db, close } = connect(server.url);
  await db.execute(sql`create table kept (word text)`);
  await db.execute(sql`insert into kept values ('before')`);
  const killed = server.pid();
  process.kill(killed, 'SIGKILL');
  await eventually(async () => (await db.execute(sql`select 1 from kept`)).length === 1 && server.pid() !== killed);
  await db.execute(sql`insert into kept values ('after')`);
  expect(await db.execute(sql`select word from kept order by 1`)).toHaveLength(2);
  expect(events).toContain('database.restarted');
  await close();
  await server.stop();
  expect(() => process.kill(server.pid(), 0)).toThrow();
});

test('a server that outlives its killed process is adopted; a command beside it leaves it running', async () => {
  const script = `import { startPostgres } from '#db/launcher';
    const server = await startPostgres({ data: ${JSON.stringify(data)} });
    console.log(server.pid());
    setInterval(() => undefined, 1000);`;
  const first = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd: new URL('../..', import.meta.url).pathname,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pid = Number(await new Promise<string>((done) => first.stdout.once('data', (line) => done(String(line)))));
  const beside = await startPostgres({ data });
  expect(beside.pid()).toBe(pid);
  await beside.stop();
  process.kill(pid, 0);
  first.kill('SIGKILL');
  await new Promise((done) => first.once('exit', done));
  const events: string[] = [];
  const adopter = await startPostgres({ data, log: (event) => events.push(event) });
  expect(adopter.pid()).toBe(pid);
  expect(events).toEqual(['database.adopted']);
  process.kill(pid, 'SIGKILL');
  await eventually(async () => adopter.pid() !== pid);
  const { db, close } = connect(adopter.url);
  await eventually(async () => (await db.execute(sql`select 1 from kept`)).length === 2);
  await close();
  await adopter.stop();
  expect(() => process.kill(adopter.pid(), 0)).toThrow();
});

test('nothing of statements or their values gets into the log of the server', async () => {
  const server = await startPostgres({ data });
  const { db, close } = connect(server.url);
  const marker = 'MARKER-7f3a9c';
  await expect(db.execute(sql`select ${marker}::int`)).rejects.toThrow();
  await expect(db.execute(sql.raw(`select '${marker}' from nowhere`))).rejects.toThrow();
  await expect(db.execute(sql`do $$ begin raise exception 'MARKER-7f3a9c'; end $$`)).rejects.toThrow();
  await close();
  await server.stop();
  const logs = (await readdir(data)).filter((name) => name.endsWith('.log'));
  expect(logs).toEqual(['postgres.log']);
  expect(readFileSync(join(data, 'postgres.log'), 'utf8')).not.toContain(marker);
});

test('keeps no commit with its time, whatever the configuration files say', async () => {
  const set = await startPostgres({ data });
  const first = connect(set.url);
  await first.db.execute(sql`alter system set track_commit_timestamp = on`);
  await first.close();
  await set.stop();
  const server = await startPostgres({ data });
  const { db, close } = connect(server.url);
  const [row] = await db.execute(sql`select count(*)::int as n from pg_file_settings
    where name = 'track_commit_timestamp' and setting = 'on'`);
  expect(row).toEqual({ n: 1 });
  expect(await keepsCommitTimes(db)).toBe(false);
  await expect(db.execute(sql`select pg_xact_commit_timestamp(xmin) from kept`)).rejects.toThrow();
  await close();
  await server.stop();
});

test('a server that does keep them is noticed', async () => {
  const server = await startPostgres({ data, settings: ['track_commit_timestamp=on'] });
  const { db, close } = connect(server.url);
  expect(await keepsCommitTimes(db)).toBe(true);
  await close();
  await server.stop();
});
