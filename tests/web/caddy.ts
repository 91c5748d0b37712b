import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { freePort } from '../faults/running-site';
import { asker, certificate, type ProxyInFront, put, startProgram } from './proxy-in-front';

/**
 * A real Caddy on loopback, with the example of docs/deploy in front of a site; ended after the test. Two ports of sites are
 * two web processes, by the example for several.
 */
export async function startCaddy(sitePorts: number | readonly [number, number]): Promise<ProxyInFront> {
  const folder = mkdtempSync(join(tmpdir(), 'anshao-caddy-'));
  const [tlsPort, plainPort] = [await freePort(), await freePort()];
  const { cert, key } = certificate(folder);
  const own = '/etc/ssl/12350.example.pem /etc/ssl/private/12350.example.key';
  let site = readFileSync('docs/deploy/Caddyfile', 'utf8');
  // No authority vouches for a made-up name; everything else is as it stands.
  site = put(site, `# tls ${own}`, `tls ${cert} ${key}`);
  site = put(
    site,
    '\tadmin off\n',
    `\tadmin off\n\tdefault_bind 127.0.0.1\n\thttp_port ${plainPort}\n\thttps_port ${tlsPort}\n`,
  );
  if (typeof sitePorts !== 'number') site = several(site, sitePorts);
  else site = put(site, 'reverse_proxy 127.0.0.1:3000', `reverse_proxy 127.0.0.1:${sitePorts}`);
  const file = join(folder, 'Caddyfile');
  writeFileSync(file, site);
  const home = { HOME: folder, XDG_DATA_HOME: join(folder, 'data'), XDG_CONFIG_HOME: join(folder, 'config') };
  const ask = asker(tlsPort, cert);
  const command = ['caddy', 'run', '--config', file, '--adapter', 'caddyfile'] as const;
  const caddy = await startProgram([...command], () => ask({ path: '/healthz' }), home);
  onTestFinished(async () => {
    await caddy.end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  });
  // What it says of itself at its start, and keeps of certificates and of this file, is no request.
  const before = caddy.said().length;
  const others = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile() && !OWN_FILE.test(one.name))
      .map(({ name }) => name);
  return { ask, logged: () => `${caddy.said().slice(before)}${others()}` };
}

const OWN_FILE = /^(?:Caddyfile|cert\.pem|key\.pem|autosave\.json|instance\.uuid|last_clean\.json)$/;

/** As the head of the example for several processes says. */
function several(one: string, [first, second]: readonly [number, number]): string {
  let processes = readFileSync('docs/deploy/Caddyfile-several', 'utf8');
  processes = put(processes, '127.0.0.1:3001', `127.0.0.1:${first}`);
  processes = put(processes, '127.0.0.1:3002', `127.0.0.1:${second}`);
  const [snippet = '', ways = ''] = processes.split('# In the site:');
  const [proxy = ''] = /^\treverse_proxy .*?^\t\}/ms.exec(one) ?? [];
  return put(put(one, proxy, ways), '12350.example {', `${snippet}\n12350.example {`);
}
