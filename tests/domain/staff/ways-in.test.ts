import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostStanding, isMissingAt, isShutOut } from '~/domain/staff/ways-in';

const HOSTS = ['old.example', 'new.example', 'third.example', 'former.example'];
const hosts = fc.subarray(HOSTS);
const people = fc.array(
  fc.record({ passphrase: fc.boolean(), hosts }).filter((one) => one.passphrase || one.hosts.length > 0),
);
const served = fc.subarray(HOSTS.slice(0, 3), { minLength: 1 });

test('nobody is shut out by switching an address off whom it does not name', () => {
  fc.assert(
    fc.property(people, served, fc.nat(), (all, given, n) => {
      const off = given[n % given.length] ?? '';
      const rest = given.filter((host) => host !== off);
      const { shutOutWithout } = hostStanding(all, given, off);
      const canBefore = all.filter((one) => !isShutOut(one, given));
      const canAfter = all.filter((one) => !isShutOut(one, rest));
      expect(canBefore.filter((one) => !canAfter.includes(one))).toEqual(shutOutWithout);
    }),
  );
});

test('whoever uses passkeys is either over or missing, and whoever uses none is neither', () => {
  fc.assert(
    fc.property(people, served, (all, given) => {
      for (const host of given) {
        const { over, missing } = hostStanding(all, given, host);
        for (const one of all)
          expect([over.includes(one), missing.includes(one)].filter(Boolean)).toHaveLength(
            one.hosts.length > 0 ? 1 : 0,
          );
      }
    }),
  );
});

test('once nobody is missing at a new address, the old one can be switched off', () => {
  fc.assert(
    fc.property(people, (all) => {
      const over = all.map((one) => ({ ...one, hosts: one.hosts.length > 0 ? [...one.hosts, 'new.example'] : [] }));
      expect(over.filter((one) => isMissingAt(one, 'new.example'))).toEqual([]);
      expect(hostStanding(over, ['old.example', 'new.example'], 'old.example').shutOutWithout).toEqual([]);
    }),
  );
});
