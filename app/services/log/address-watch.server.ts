import { chinaDate } from '~/domain/dates';
import { isLocalAddress, networkOf } from '~/domain/network';
import type { Logger } from '~/services/logger.server';
import { dailyMarks } from '~/services/network-mark.server';

/** Notices that all visitors seem to come from one address, which means that an unconfigured proxy stands in front. */
export type AddressWatch = {
  saw: (address: string) => void;
  /** What is known about today, or, while there were too few visits today, about the day before. */
  oneAddress: () => boolean;
};

/**
 * Nobody on the internet has a local address, so a few visits suffice; behind any other one, a small town could be for
 * a morning.
 */
const ENOUGH = { local: 100, other: 2_000 };

/**
 * Counts only in memory, under marks that are thrown away each day. A site on this very computer (`localhost`) is not
 * watched, because there one address is all there is.
 */
export function addressWatch(now: () => number, origin: string, log: Logger): AddressWatch {
  const watched = !isLocalAddress(new URL(origin).hostname) && new URL(origin).hostname !== 'localhost';
  const mark = dailyMarks(now);
  let day = '';
  let first = '';
  let seen = 0;
  let several = false;
  let one = false;
  return {
    saw(address) {
      if (!watched) return;
      const today = chinaDate(now());
      if (day !== today) [day, first, seen, several] = [today, '', 0, false];
      if (several) return;
      const network = mark(networkOf(address));
      first ||= network;
      if (network !== first) [several, one] = [true, false];
      else if (++seen === ENOUGH[isLocalAddress(address) ? 'local' : 'other']) {
        one = true;
        log('proxy.oneAddress', { requests: seen });
      }
    },
    oneAddress: () => one,
  };
}
