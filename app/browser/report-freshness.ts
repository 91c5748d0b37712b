import { chinaDate, type IsoDate } from '~/domain/dates';
import { freshnessOf } from '~/domain/freshness';
import { vouchedStamps } from '~/envelope/stamp';
import { byId, copyOf, part, show } from './report-dom';
import type { County } from './report-route';

/** Says what this browser found of the list, in place of what the server said: by this device's own day. */
export function showFreshness({ directory, given }: County, now = Date.now()): void {
  const { seenOn, lapsed } = freshnessOf(
    vouchedStamps(directory, given.directory.publicKey, given.stamps),
    chinaDate(now),
  );
  const box = copyOf('list-freshness-template');
  fill(part(box, 'list'), { version: String(directory.version), date: worded(directory.madeOn) });
  show(part(box, 'stale'), lapsed);
  show(part(box, 'staleOn'), seenOn !== null);
  show(part(box, 'staleNever'), seenOn === null);
  if (seenOn !== null) fill(part(box, 'staleOn'), { date: worded(seenOn) });
  const place = byId('list-freshness');
  place.dataset.lapsed = String(lapsed);
  place.replaceChildren(box);
}

function fill(element: HTMLElement, values: Readonly<Record<string, string>>): void {
  element.textContent = (element.textContent ?? '').replace(/\{(\w+)\}/g, (all, key: string) => values[key] ?? all);
}

const worded = (day: IsoDate): string =>
  new Intl.DateTimeFormat(document.documentElement.lang.startsWith('zh') ? 'zh-CN' : 'en-GB', {
    dateStyle: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`));
