/**
 * Tor's daemon names each visitor's circuit by an address in here (`HiddenServiceExportCircuitID haproxy`), since all
 * visitors of an onion service come from one: https://community.torproject.org/onion-services/advanced/dos/
 */
const ONION_CIRCUITS = 'fc00:dead:beef:4dad';

/**
 * What counts as one network: an IPv4 address, one circuit of an onion service, or a /56 of IPv6. RFC 6177 has sites given
 * more than one /64, and providers give a line at home a /56 or /60, a mobile phone a /64: by /64 one household could be 256
 * networks. 256 phones may be one, as they are behind a shared address of IPv4. Whoever has a /48, as firms do, still is 256;
 * by /48 a provider's 256 households would be one.
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
