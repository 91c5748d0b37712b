import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { freePort } from '../faults/running-site';

export const NAME = '12350.example';

export type Answer = { status: number; body: string; headers: Record<string, string | string[] | undefined> };
type Ask = { from?: string; path?: string; method?: string; headers?: Record<string, string>; body?: Buffer };

/** Replaces text that must be there, so that the example cannot change unseen. */
function put(text: string, before: string, after: string): string {
  if (!text.includes(before)) throw new Error(`The example no longer says: ${before}`);
  return text.replaceAll(before, after);
}

function certificate(folder: string): { cert: string; key: string } {
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const subject = ['-subj', `/CN=${NAME}`, '-addext', `subjectAltName=DNS:${NAME}`];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const args = ['req', '-x509', ...kind, '-keyout', key, '-out', cert, ...subject];
  const { status, stderr } = spawnSync('openssl', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`no certificate: ${stderr}`);
  return { cert, key };
}

/**
 * A real nginx on loopback, with the example of docs/nginx.conf in front of a site; ended after the test. Anything that
 * it wanted to write into a file makes the request fail, because its folders for bodies and answers are gone.
 * `appending` is the variant for a chain of proxies.
 */
export async function startNginx(sitePort: number, { appending = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'anshao-nginx-'));
  const [tlsPort, plainPort] = [await freePort(), await freePort()];
  const { cert, key } = certificate(folder);
  let site = readFileSync('docs/nginx.conf', 'utf8');
  site = put(site, 'listen 80;', `listen 127.0.0.1:${plainPort};`);
  site = put(site, 'listen 443 ssl;', `listen 127.0.0.1:${tlsPort} ssl;`);
  site = put(site, '/etc/ssl/12350.example.pem', cert);
  site = put(site, '/etc/ssl/private/12350.example.key', key);
  site = put(site, 'http://127.0.0.1:3000', `http://127.0.0.1:${sitePort}`);
  const ownEntry = 'X-Forwarded-For $remote_addr';
  site = put(site, ownEntry, appending ? 'X-Forwarded-For $proxy_add_x_forwarded_for' : ownEntry);
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const places = kinds.map((kind) => `${kind}_temp_path ${join(folder, kind)};`);
  const main = [
    `daemon off; pid ${join(folder, 'pid')}; error_log stderr crit; events {}`,
    process.getuid?.() === 0 ? 'user root;' : '',
    `http { access_log ${join(folder, 'access.log')}; ${places.join(' ')}\n${site}\n}`,
  ];
  writeFileSync(join(folder, 'nginx.conf'), main.join('\n'));
  const child = await run(folder, () => ask({ path: '/healthz' }));
  onTestFinished(async () => {
    const gone = once(child, 'exit');
    child.kill('SIGQUIT');
    await gone;
    rmSync(folder, { recursive: true, force: true });
  });
  for (const kind of ['client_body', 'proxy']) {
    rmdirSync(join(folder, kind));
    writeFileSync(join(folder, kind), '');
  }

  /** One request over TLS; `from` is the address of the visitor (all of 127.0.0.0/8 is this machine on Linux). */
  function ask({ from = '127.0.0.1', path = '/', method = 'GET', headers = {}, body }: Ask = {}): Promise<Answer> {
    const ca = readFileSync(cert);
    const to = { host: '127.0.0.1', port: tlsPort, servername: NAME, ca, agent: false, localAddress: from };
    return new Promise((done, fail) => {
      const asking = request({ ...to, path, method, headers: { Host: NAME, ...headers } }, (answer) => {
        let text = '';
        answer.setEncoding('latin1');
        answer.on('data', (chunk) => (text += chunk));
        answer.on('end', () => done({ status: answer.statusCode ?? 0, body: text, headers: answer.headers }));
        answer.on('error', fail);
      });
      asking.on('error', fail);
      asking.end(body);
    });
  }
  return { ask, accessLog: () => readFileSync(join(folder, 'access.log'), 'utf8') };
}

async function run(folder: string, ready: () => Promise<unknown>): Promise<ChildProcess> {
  mkdirSync(join(folder, 'logs'));
  // Debian installs it where only root looks for programs.
  const env = { ...process.env, PATH: `${process.env.PATH ?? ''}${delimiter}/usr/sbin` };
  const child = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], { env, stdio: 'pipe' });
  let said = '';
  child.stderr.on('data', (chunk) => (said += chunk));
  child.on('error', (error) => (said += String(error)));
  for (const until = Date.now() + 20_000; Date.now() < until && child.exitCode === null && child.pid; ) {
    if (
      await ready().then(
        () => true,
        () => false,
      )
    )
      return child;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`nginx did not start (npm test installs it): ${said}`);
}
