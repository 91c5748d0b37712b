import { type RosterLine, WEEKDAYS } from '~/domain/county/roster';
import { lineShown } from '~/domain/county/roster-entry';
import type { Context } from '~/services/context.server';
import { askRoster, confirmRoster } from '~/services/county/roster-change.server';
import { rosterPage } from '~/services/county/roster-page.server';
import type { County } from '../fixtures';

/** What an administrator types for a line: all day and all week for danger to life, unless said otherwise. */
export function typedLine(more: Partial<RosterLine> & { fromDay?: string } = {}) {
  const { fromDay = '', ...line } = more;
  const whole: RosterLine = {
    event: 'danger',
    unitId: null,
    role: 'officer',
    days: [...WEEKDAYS],
    from: 0,
    to: 1440,
    rank: 1,
    mail: 'officer@duty.example',
    target: null,
    ...line,
  };
  const shown = lineShown(whole);
  const text = (name: string) => shown[name] ?? '';
  const names = ['event', 'unitId', 'role', 'from', 'to', 'rank', 'mail', 'target'] as const;
  const texts = Object.fromEntries(names.map((name) => [name, text(name)])) as Record<(typeof names)[number], string>;
  return { ...texts, days: whole.days.map(String), fromDay, shown: '[]' };
}

/** Puts an entry on the roster by two people; returns its id. */
export async function onRoster(ctx: Context, county: County, more: Parameters<typeof typedLine>[0] = {}) {
  await askRoster(ctx, county.actor('admin'), null, typedLine(more));
  const guardian = county.actor('guardians.1');
  const { asked } = await rosterPage(ctx, guardian);
  const one = asked.at(-1);
  if (!one) throw new Error('nothing was asked');
  await confirmRoster(ctx, guardian, { request: one.id, shown: one.shown });
  return one.entryId;
}
