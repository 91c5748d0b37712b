import { type Act, actNamed } from '~/domain/acts/table';
import type { IsoDate } from '~/domain/dates';
import { readDay } from '~/domain/typed/day';
import { readWhole } from '~/domain/typed/whole';
import { isUuid } from '~/domain/uuid';
import type { LogFilter } from '~/services/log/log-page.server';

const ACTORS: readonly string[] = ['reporter', 'public', 'system'];

/**
 * The log's filter from an address: `from until act by case before`; unknown values are left out. `today` tells which
 * day 昨天 is.
 */
export function logFilterOf(request: Request, today: IsoDate): LogFilter {
  const { searchParams } = new URL(request.url);
  const text = (name: string) => searchParams.get(name)?.trim() ?? '';
  const day = (name: string): IsoDate | null => {
    const read = readDay(text(name), today);
    return 'day' in read ? read.day : null;
  };
  const [from, to, by] = [day('from'), day('until'), text('by')];
  const act: Act | null = actNamed(text('act'));
  const [order, before] = [readWhole(text('case')) ?? undefined, readWhole(text('before')) ?? undefined];
  return {
    ...(from && { from }),
    ...(to && { to }),
    ...(act && { act }),
    ...((isUuid(by) || ACTORS.includes(by)) && { by }),
    ...(order !== undefined && { case: order }),
    ...(before !== undefined && { before }),
  };
}

/** The filter as part of an address, without the place where its page begins. */
export function logQuery({ before: _, to, case: order, ...filter }: LogFilter): URLSearchParams {
  const query = new URLSearchParams(filter);
  if (to) query.set('until', to);
  if (order !== undefined) query.set('case', String(order));
  return query;
}
