import { expect, test } from 'vitest';
import { networkOf } from '~/domain/network';

const networks = (addresses: string[]) => new Set(addresses.map(networkOf)).size;

test('a household’s /56 of IPv6 is one network, however its addresses are written, and the next one is another', () => {
  const subnets = Array.from({ length: 256 }, (_, n) => `2001:db8:1:${(0x4200 + n).toString(16)}::1`);
  expect(networks(subnets)).toBe(1);
  expect(networks(['2001:db8:1:4200::', '2001:DB8:1:42ff:1:2:3:4', '2001:0db8:0001:4201::5%eth0'])).toBe(1);
  expect(networks(['2001:db8:1:42ff::1', '2001:db8:1:4300::1', '2001:db8:2:42ff::1'])).toBe(3);
  expect(networks(['2001:db8::1', '2001:db8:0:ff::1'])).toBe(1);
  expect(networks(['::1', 'fe80::1'])).toBe(2);
});

test('each address of IPv4 is one, and each circuit of an onion service', () => {
  expect(networks(['192.0.2.1', '::ffff:192.0.2.1'])).toBe(1);
  expect(networks(['192.0.2.1', '192.0.2.2'])).toBe(2);
  expect(networks(['fc00:dead:beef:4dad::1', 'fc00:dead:beef:4dad::2', 'fc00:dead:beef:4dad::0:2'])).toBe(2);
  expect(networks(['fc00:dead:beef:4d00::1', 'fc00:dead:beef:4d01::1'])).toBe(1);
});
