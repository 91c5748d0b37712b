import { mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { freePort } from '../faults/running-site';
import { asker, certificate, type ProxyInFront, put, startProgram } from './proxy-in-front';

/**
 * A real nginx on loopback, with the example of docs/deploy in front of a site; ended after the test. Anything that
 * it wanted to write into a file makes the request fail, because its folders for bodies and answers are gone.
 * `appending` is the variant for a chain of proxies; with `onionPort` it also takes in an onion service there. Two ports of
 * sites are two web processes, by the example for several.
 */
export async function startNginx(
  sitePorts: number | readonly [number, number],
  { appending = false, onionPort = 0 } = {},
): Promise<ProxyInFront> {
  const folder = mkdtempSync(join(tmpdir(), 'anshao-nginx-'));
  const [tlsPort, plainPort] = [await freePort(), await freePort()];
  const { cert, key } = certificate(folder);
  let site = readFileSync('docs/deploy/nginx.conf', 'utf8');
  site =
    typeof sitePorts === 'number'
      ? put(site, 'server 127.0.0.1:3000;', `server 127.0.0.1:${sitePorts};`)
      : several(site, sitePorts);
  site = put(site, 'listen 80;', `listen 127.0.0.1:${plainPort};`);
  site = put(site, 'listen 443 ssl;', `listen 127.0.0.1:${tlsPort} ssl;`);
  site = put(site, '/etc/ssl/12350.example.pem', cert);
  site = put(site, '/etc/ssl/private/12350.example.key', key);
  const ownEntry = 'X-Forwarded-For $remote_addr';
  site = put(site, ownEntry, appending ? 'X-Forwarded-For $proxy_add_x_forwarded_for' : ownEntry);
  if (onionPort > 0)
    site += put(
      readFileSync('docs/deploy/onion.conf', 'utf8'),
      'listen 127.0.0.1:8081',
      `listen 127.0.0.1:${onionPort}`,
    );
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const places = kinds.map((kind) => `${kind}_temp_path ${join(folder, kind)};`);
  const main = [
    `daemon off; pid ${join(folder, 'pid')}; error_log stderr crit; events {}`,
    process.getuid?.() === 0 ? 'user root;' : '',
    `http { access_log ${join(folder, 'access.log')}; ${places.join(' ')}\n${site}\n}`,
  ];
  writeFileSync(join(folder, 'nginx.conf'), main.join('\n'));
  mkdirSync(join(folder, 'logs'));
  const ask = asker(tlsPort, cert);
  const nginx = await startProgram(['nginx', '-p', folder, '-c', join(folder, 'nginx.conf')], () =>
    ask({ path: '/healthz' }),
  );
  onTestFinished(async () => {
    await nginx.end('SIGQUIT');
    rmSync(folder, { recursive: true, force: true });
  });
  for (const kind of ['client_body', 'proxy']) {
    rmdirSync(join(folder, kind));
    writeFileSync(join(folder, kind), '');
  }
  return { ask, logged: () => readFileSync(join(folder, 'access.log'), 'utf8') + nginx.said() };
}

/** As the head of the example for several processes says. */
function several(one: string, [first, second]: readonly [number, number]): string {
  let processes = readFileSync('docs/deploy/nginx-several.conf', 'utf8');
  processes = put(processes, 'server 127.0.0.1:3001', `server 127.0.0.1:${first}`);
  processes = put(processes, 'server 127.0.0.1:3002', `server 127.0.0.1:${second}`);
  const [upstream = ''] = /^upstream anshao \{.*?^\}/ms.exec(one) ?? [];
  let site = put(one, upstream, processes);
  site = put(site, 'proxy_pass http://anshao;', 'proxy_pass http://$anshao_process;');
  return put(site, 'proxy_next_upstream off;', 'proxy_next_upstream error;');
}
