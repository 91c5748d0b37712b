import { part, show } from '~/browser/report/report-dom';
import { freshnessBy } from '~/contract/freshness';
import { chinaDate, type IsoDate } from '~/domain/dates';
import type { Stamp, Stamped } from '~/envelope/keys/stamp';

/** List and routing that were checked, the county key that signed them, and the stamps that came with them. */
export type StampedList = Stamped & { countyKey: string; stamps: readonly Stamp[] };

/** Shows what this browser found about the list, in place of what the server said, by this device's own date. */
export function fillFreshness(
  root: ParentNode,
  { countyKey, stamps, ...stamped }: StampedList,
  now = Date.now(),
): void {
  const { seenOn, lapsed } = freshnessBy(stamped, countyKey, stamps, chinaDate(now));
  const { directory } = stamped;
  const place = root.querySelector<HTMLElement>('#list-freshness');
  const template = root.querySelector<HTMLTemplateElement>('#list-freshness-template');
  const box = template && document.importNode(template.content, true).firstElementChild;
  if (place === null || !(box instanceof HTMLElement)) return;
  const worded = wordedIn(template?.dataset.locale);
  fill(part(box, 'list'), { version: String(directory.version), date: worded(directory.madeOn) });
  show(part(box, 'stale'), lapsed);
  show(part(box, 'staleOn'), seenOn !== null);
  show(part(box, 'staleNever'), seenOn === null);
  if (seenOn !== null) fill(part(box, 'staleOn'), { date: worded(seenOn) });
  place.dataset.lapsed = String(lapsed);
  place.replaceChildren(box);
}

function fill(element: HTMLElement, values: Readonly<Record<string, string>>): void {
  element.textContent = (element.textContent ?? '').replace(/\{(\w+)\}/g, (all, key: string) => values[key] ?? all);
}

const wordedIn = (locale: string | undefined) => {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  return (day: IsoDate): string => format.format(new Date(`${day}T00:00:00Z`));
};
