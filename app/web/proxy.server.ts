import { BlockList, isIP } from 'node:net';

/**
 * Addresses or networks (`10.0.0.0/8`) of the proxies in front; whatever others say about a visitor's address is
 * ignored.
 */
export type TrustedProxies = (address: string) => boolean;

/** Whether one entry of the setting is an address or a network. */
export function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

/** The proxies that the setting names. Throws RangeError for an entry that `isNetwork` does not accept. */
export function trustedProxies(networks: readonly string[]): TrustedProxies {
  const list = new BlockList();
  for (const network of networks) {
    if (!isNetwork(network)) throw new RangeError('not an address or network');
    const [address = '', bits] = network.split('/');
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => {
    const plain = plainAddress(address);
    const version = isIP(plain);
    return version !== 0 && list.check(plain, version === 4 ? 'ipv4' : 'ipv6');
  };
}

/**
 * Whose request it is. Each proxy appends to X-Forwarded-For the address from which it was reached, so the list is read
 * from its end for as long as a trusted proxy vouches for the entry; what stands before was written by somebody else.
 * An entry that is no address ends the reading.
 */
export function clientAddress(
  peer: string | undefined,
  forwarded: string | undefined,
  trusted: TrustedProxies,
): string {
  let client = peer ?? '';
  for (const entry of (forwarded ?? '').split(',').reverse()) {
    const address = entry.trim();
    if (!trusted(client) || isIP(address) === 0) break;
    client = address;
  }
  return client;
}

/** An IPv4 address in its usual form, as a socket for both versions shows it. */
const plainAddress = (address: string): string => /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
