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
