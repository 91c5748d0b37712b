import { fillFreshness } from '~/browser/keys/list-freshness';
import { type County, fetchCounty, type PageFacts } from './report-route';

/** The county's keys and duties, checked; `again` fetches them anew, bypassing every cache. */
export type CountySource = (again?: boolean) => Promise<County>;

/**
 * Fetches the county's lists once, and anew after a failure; none that is older than one seen on this page is accepted.
 * The page says how fresh they are before anything is typed; without a connection the check step says why they are
 * missing.
 */
export function countySource(facts: PageFacts): CountySource {
  let known: County | null = null;
  let county = look();
  county.then(fillStamps).catch(() => undefined);

  async function look(again = false): Promise<County> {
    known = await fetchCounty(facts, again, known);
    return known;
  }

  return async (again = false) => {
    if (again) county = look(true);
    try {
      return await county;
    } catch (error) {
      county = look(true);
      county.catch(() => undefined);
      throw error;
    }
  };
}

function fillStamps({ directory, routing, given }: County): void {
  const countyKey = given.directory.publicKey;
  fillFreshness(document, { directory, routing, countyKey, stamps: given.stamps });
}
