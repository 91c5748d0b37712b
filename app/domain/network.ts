/**
 * Tor's daemon names each visitor's circuit by an address in this range (`HiddenServiceExportCircuitID haproxy`),
 * because all visitors of an onion service come from one address:
 * https://community.torproject.org/onion-services/advanced/dos/
 */
const ONION_CIRCUITS = 'fc00:dead:beef:4dad';

/**
 * What counts as one network: an IPv4 address, one circuit of an onion service, or a /56 of IPv6. RFC 6177 has sites
 * given more than one /64; providers give a line at home a /56 or /60, and a mobile phone a /64. Counted by /64, one
 * household could be 256 networks. Counted by /56, 256 phones may be one network, as they are behind a shared IPv4
 * address, and a firm with a /48 still is 256; counted by /48, 256 households of a provider would be one.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('%', 1)[0]?.split('::') ?? [];
  const left = head.split(':').filter(Boolean);
  const right = tail === undefined ? [] : tail.split(':').filter(Boolean);
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  const whole = [...left, ...zeros, ...right].map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''));
  if (whole.slice(0, 4).join(':') === ONION_CIRCUITS) return whole.join(':');
  const subnet = Number.parseInt(whole[3] ?? '0', 16);
  return [...whole.slice(0, 3), (subnet >> 8).toString(16)].join(':');
}

const LOCAL = /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.)|^::1$|^f[cd]|^fe80:/i;

/** Loopback, private and link-local addresses (RFC 1918, 4193, 4291): no visitor from the internet has one. */
export function isLocalAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '').replace(/^::ffff:(?=\d+\.)/i, '');
  return /^[\d.]+$|:/.test(bare) && LOCAL.test(bare);
}
