import { Refusal } from '~/domain/refusal';
import { countyIfAny, reportingOpen } from '~/services/county/county.server';
import type { House } from '~/services/house.server';
import { countyKeyIntact } from '~/services/keys/county-key.server';

/** Once open, looked at again after this long: the look verifies the whole directory. */
const OPEN_FOR_MS = 30_000;
const openUntil = new WeakMap<House, number>();

/** May reports be taken? `anew` for a page that is kept: it has an age of its own, to which nothing older may come. */
export async function takesReports(house: House, { anew = false } = {}): Promise<boolean> {
  if (!anew && (openUntil.get(house) ?? 0) > house.now()) return true;
  const ready = (await countyIfAny(house.db)) !== null && (await countyKeyIntact(house));
  const open = ready && (await reportingOpen(house.db)).open;
  if (open) openUntil.set(house, house.now() + OPEN_FOR_MS);
  return open;
}

/** Refusal `notOpen` while some unit could not open what is sealed to it, whatever way a report comes. */
export async function requireOpenReporting(house: House): Promise<void> {
  if (!(await takesReports(house))) throw new Refusal('notOpen');
}
