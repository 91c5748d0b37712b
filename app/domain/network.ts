/**
 * Tor's daemon names each visitor's circuit by an address in here (`HiddenServiceExportCircuitID haproxy`), since all
 * visitors of an onion service come from one: https://community.torproject.org/onion-services/advanced/dos/
 */
const ONION_CIRCUITS = 'fc00:dead:beef:4dad';

/** What counts as one network: an IPv4 address, one circuit of an onion service, or a /64 of IPv6, as a household has. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('%', 1)[0]?.split('::') ?? [];
  const left = head.split(':').filter(Boolean);
  const right = tail === undefined ? [] : tail.split(':').filter(Boolean);
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  const whole = [...left, ...zeros, ...right];
  const network = whole.slice(0, 4).join(':').toLowerCase();
  return network === ONION_CIRCUITS ? whole.join(':').toLowerCase() : network;
}

const LOCAL = /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.)|^::1$|^f[cd]|^fe80:/i;

/** Loopback, private and link-local addresses (RFC 1918, 4193, 4291): no visitor from the internet has one. */
export function isLocalAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '').replace(/^::ffff:(?=\d+\.)/i, '');
  return /^[\d.]+$|:/.test(bare) && LOCAL.test(bare);
}
