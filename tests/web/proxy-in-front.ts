import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type Agent, request } from 'node:https';
import { delimiter, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

export const NAME = '12350.example';

export type Answer = { status: number; body: string; headers: Record<string, string | string[] | undefined> };
type Ask = {
  from?: string;
  path?: string;
  method?: string;
  headers?: Record<string, string>;
  body?: Buffer | AsyncIterable<Buffer>;
  /** Keeps connections; else each request has its own. */
  agent?: Agent;
};

/** A proxy in front of a site, started by a test from the example that the documentation has. */
export type ProxyInFront = {
  /** One request over TLS; `from` is the address of the visitor (all of 127.0.0.0/8 is this machine on Linux). */
  ask: (what?: Ask) => Promise<Answer>;
  /** All that it has logged about requests, wherever it would write that. */
  logged: () => string;
};

/** Replaces text that must be there, so that the example cannot change unseen. */
export function put(text: string, before: string, after: string): string {
  if (!text.includes(before)) throw new Error(`The example no longer says: ${before}`);
  return text.replaceAll(before, after);
}

export function certificate(folder: string): { cert: string; key: string } {
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const subject = ['-subj', `/CN=${NAME}`, '-addext', `subjectAltName=DNS:${NAME}`];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const args = ['req', '-x509', ...kind, '-keyout', key, '-out', cert, ...subject];
  const { status, stderr } = spawnSync('openssl', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`no certificate: ${stderr}`);
  return { cert, key };
}

export function asker(port: number, cert: string): ProxyInFront['ask'] {
  return ({ from = '127.0.0.1', path = '/', method = 'GET', headers = {}, body, agent } = {}) => {
    const ca = readFileSync(cert);
    const to = { host: '127.0.0.1', port, servername: NAME, ca, agent: agent ?? false, localAddress: from };
    return new Promise((done, fail) => {
      const asking = request({ ...to, path, method, headers: { Host: NAME, ...headers } }, (answer) => {
        let text = '';
        answer.setEncoding('latin1');
        answer.on('data', (chunk) => (text += chunk));
        answer.on('end', () => done({ status: answer.statusCode ?? 0, body: text, headers: answer.headers }));
        answer.on('error', fail);
      });
      asking.on('error', fail);
      if (body === undefined || Buffer.isBuffer(body)) asking.end(body);
      else pipeline(body, asking).catch(fail);
    });
  };
}

export type Running = { child: ChildProcess; said: () => string; end: (signal: NodeJS.Signals) => Promise<void> };

/** Starts the program and waits until `ready`; `npm test` installs it. */
export async function startProgram(
  command: readonly [string, ...string[]],
  ready: () => Promise<unknown>,
  more: Record<string, string> = {},
): Promise<Running> {
  // Debian installs some where only root looks for programs.
  const env = { ...process.env, ...more, PATH: `${process.env.PATH ?? ''}${delimiter}/usr/sbin` };
  const [program, ...args] = command;
  const child = spawn(program, args, { env, stdio: 'pipe' });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  child.on('error', (error) => (said += String(error)));
  const running = { child, said: () => said, end };
  for (const until = Date.now() + 20_000; Date.now() < until && child.exitCode === null && child.pid; ) {
    const answers = await ready().then(
      () => true,
      () => false,
    );
    if (answers) return running;
    await new Promise((done) => setTimeout(done, 50));
  }
  await end('SIGKILL');
  throw new Error(`${program} did not start (npm test installs it): ${said}`);

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }
}
