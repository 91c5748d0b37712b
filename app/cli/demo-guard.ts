import type { Environment } from '~/web/env.server';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/;

/**
 * The passphrases of a demo county lie in a file, so it must not be shown to a network, neither by its address nor
 * through a proxy.
 */
export function refuseDemoInPublic({ host, origin }: Pick<Environment, 'host' | 'origin'>): void {
  if (LOOPBACK.test(host) && LOOPBACK.test(new URL(origin).hostname)) return;
  throw new Error('A demo county does not run in production on a public address: its passphrases are in a file.');
}
