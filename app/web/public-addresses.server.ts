import { asksReward } from '~/domain/reward/asked-reward';
import type { PublicSource, PublicValues } from '~/services/publication/public-values.server';
import { FORM_PAGES, notFoundAddress, PUBLIC_PAGES, publicAddress } from './public-pages';
import { penaltyKeyFrom, penaltyKeyText } from './publication/penalty-key';
import { type Matched, NO_ROUTE } from './route-pattern.server';

/**
 * What the framework's scripts on staff pages ask for although there is no such route: which scripts further pages
 * need.
 */
const FRAMEWORK = '/__manifest';

/** With a question to its calculator, this page is made for whoever asks and kept nowhere. */
const REWARD_RULE = '/:lang/rewards';

export type PublicAddresses = {
  /** Is it a page that is the same for all who ask? Pages that do not exist are. */
  has: (matched: Matched, url: string) => boolean;
  /** The address under which it is cached: see `publicAddress`. */
  of: (matched: Matched, url: string) => Promise<string>;
};

/**
 * `generation` changes when something public has changed; then, or when it is too old, the list of what exists is read
 * anew.
 */
export function publicAddresses(
  source: PublicSource,
  { now, maxAgeMs, generation }: { now: () => number; maxAgeMs: number; generation: () => number },
): PublicAddresses {
  let read: { values: Promise<PublicValues>; at: number; generation: number } | null = null;

  function values(): Promise<PublicValues> {
    if (read?.generation === generation() && now() - read.at < maxAgeMs) return read.values;
    const reading = { values: source.values(), at: now(), generation: generation() };
    reading.values.catch(() => {
      if (read === reading) read = null;
    });
    read = reading;
    return reading.values;
  }

  /** A page of the exposure list begins after a row that stands in it; for any other key it is the first page. */
  async function withRow(address: string, given: string | null): Promise<string> {
    const key = penaltyKeyFrom(given);
    if (!key) return address;
    const filter = new URLSearchParams(address.split('?', 2)[1]);
    const [sector, town] = [filter.get('sector'), filter.get('town')];
    if (!(await source.isListed(key, { ...(sector && { sector }), ...(town && { town }) }))) return address;
    return `${address}${filter.size === 0 ? '?' : '&'}after=${penaltyKeyText(key)}`;
  }

  return {
    has({ pattern }, url) {
      const path = pathOf(url);
      if (path === FRAMEWORK || path.endsWith('.data')) return false;
      if (pattern === REWARD_RULE && asksReward(new URLSearchParams(url.slice(path.length + 1)))) return false;
      return pattern === NO_ROUTE || PUBLIC_PAGES.includes(pattern) || FORM_PAGES.includes(pattern);
    },
    async of(matched, url) {
      const path = pathOf(url);
      const query = new URLSearchParams(url.slice(path.length + 1));
      if (matched.pattern === NO_ROUTE) return notFoundAddress(path, query);
      const address = publicAddress({ ...matched, path }, query, await values());
      return matched.pattern === '/:lang/exposure' ? withRow(address, query.get('after')) : address;
    },
  };
}

const pathOf = (url: string): string => url.split('?', 1)[0] ?? '/';
