import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { overwritingEnvironment } from '~/web/env.server';
import { anshao } from '../runner/program';
import { reportFields } from '../services/report-drafts';
import { playSite } from './played-site';

export type RunningSite = {
  origin: string;
  pid: number;
  /** All that it has written to its outputs so far. */
  output: () => string;
  /** Sends SIGKILL at once; resolves when the process is gone. */
  kill: () => Promise<void>;
  /** Sends SIGTERM; resolves with the exit code. */
  stop: () => Promise<number | null>;
};

const START_LIMIT_MS = 600_000;

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** `cwd` and `loader` are for a program that runs outside the sources, as it is. */
type Start = {
  port: number;
  smtpUrl?: string;
  /** The embedded PostgreSQL of the data folder is used where none is given. */
  databaseUrl?: string;
  /** Where several processes serve one site behind a proxy, the address that they have in common. */
  address?: string;
  cwd?: string;
  loader?: readonly string[];
  env?: NodeJS.ProcessEnv;
  /** A program, with its arguments, that runs Node and passes signals on. */
  within?: readonly string[];
};

/**
 * Starts the built site on a data folder and waits until it is ready; with the same port again it is the same site. In an
 * empty folder the fixture county is played first, with `control` in the clear as an area's name. With `plainWordsMs` it runs
 * from its sources, because no setting changes when plain words are overwritten.
 */
export async function startSite(
  data: string,
  { control = '', plainWordsMs, ...given }: Start & { control?: string; plainWordsMs?: number },
): Promise<RunningSite> {
  // Without these settings the program runs itself again with them, and the process that is looked into would not be the site.
  const start = { ...given, env: overwritingEnvironment(given.env) };
  if (!existsSync(data) || readdirSync(data).length === 0) await playSite(settingsOf(data, start), control);
  if (plainWordsMs) return startCommand(['tests/faults/site-process.ts', String(plainWordsMs)], data, start);
  return startCommand(['build/program/anshao.js', 'start'], data, { loader: [], ...start });
}

const originOf = (port: number) => `http://localhost:${port}`;

/** The settings of a site of tests, as its environment has them. */
const settingsOf = (data: string, { port, smtpUrl = '', databaseUrl = '', address, env = process.env }: Start) => ({
  ...env,
  NODE_ENV: 'test' as const,
  HOST: '127.0.0.1',
  PORT: String(port),
  ANSHAO_ORIGIN: address ?? originOf(port),
  ANSHAO_DATA: data,
  DATABASE_URL: databaseUrl,
  SMTP_URL: smtpUrl,
});

/** Starts a program that opens the site, with its arguments, and waits until the site is ready. */
export async function startCommand(command: readonly string[], data: string, start: Start): Promise<RunningSite> {
  const { port, cwd = process.cwd(), loader = ['--import', 'tsx'], within = [] } = start;
  const origin = originOf(port);
  const [program = process.execPath, ...args] = [...within, process.execPath, ...loader, ...command];
  const child = spawn(program, args, {
    cwd,
    env: settingsOf(data, start),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill(signal);
      await exited;
    }
    return child.exitCode;
  };
  // None of our processes goes on after a test gave up.
  await ready(child, origin, () => output).catch(async (error: unknown) => {
    await end('SIGKILL');
    throw error;
  });
  return {
    origin,
    pid: child.pid ?? 0,
    output: () => output,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  };
}

async function ready(child: ChildProcess, origin: string, output: () => string): Promise<void> {
  const until = Date.now() + START_LIMIT_MS;
  while (Date.now() < until && child.exitCode === null) {
    const answer = await fetch(`${origin}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await wait(200);
  }
  throw new Error(`The site did not start:\n${output()}`);
}

/** Process id of the embedded database's postmaster. */
export const postmasterPid = (data: string): number =>
  Number(readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n', 1)[0]);

type Sending = { fields?: Parameters<typeof reportFields>[0]; files?: File[] };

/** Sends a report as the check page does; returns the page's body and status. */
export async function sendReport(
  origin: string,
  { fields = {}, files = [] }: Sending = {},
): Promise<{ status: number; body: string; code: string | null }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(reportFields(fields))) form.append(name, value);
  for (const file of files) form.append('files', file);
  form.append('step', 'send');
  const answer = await fetch(`${origin}/zh/report`, { method: 'POST', body: form, headers: { Origin: origin } });
  const body = await answer.text();
  return { status: answer.status, body, code: /data-receipt-code="(\d{20})"/.exec(body)?.[1] ?? null };
}

/** Opens the reporter's page; returns the cookie of its session, or null when the code opens nothing. */
export async function openFollow(origin: string, code: string): Promise<string | null> {
  const answer = await post(origin, { code, step: 'open' });
  const [cookie] = answer.headers.getSetCookie();
  return answer.status === 303 ? (cookie?.split(';', 1)[0] ?? null) : null;
}

/** What the forms of the open page carry so that they act only on its report; '' where none is open. */
export async function pageValue(origin: string, cookie: string): Promise<string> {
  const answer = await fetch(`${origin}/zh/follow`, { headers: { Cookie: cookie } });
  return /name="page" value="([^"]+)"/.exec(await answer.text())?.[1] ?? '';
}

/** Posts one step of the follow page. */
export function post(origin: string, fields: Record<string, string>, cookie = ''): Promise<Response> {
  return fetch(`${origin}/zh/follow`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(fields),
    headers: { Origin: origin, Cookie: cookie },
  });
}

/** Runs `anshao verify-log --json` beside the site. Checkpoints are signed for the site's own address. */
export function verifyLog(data: string, origin: string): { ok: boolean; problems: unknown[] } {
  const { stdout, stderr } = spawnSync(process.execPath, anshao('verify-log', '--json'), {
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'test', ANSHAO_DATA: data, ANSHAO_ORIGIN: origin, DATABASE_URL: '' },
  });
  const [line = ''] = stdout.trim().split('\n').slice(-1);
  if (!line.startsWith('{')) throw new Error(`verify-log said: ${stdout}${stderr}`);
  return JSON.parse(line) as { ok: boolean; problems: unknown[] };
}
