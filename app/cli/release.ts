import { addMonths, monthOf } from '~/domain/dates';
import { today } from '~/services/context.server';
import { makeRelease } from '~/services/publication/statistics.server';
import { type Command, UsageError } from './command';

/** `anshao release [YYYY-MM]`: freezes the statistics of a month that is over, by default the last one. */
export const run: Command = async ({ args, open, json, print }) => {
  const { ctx } = await open();
  const month = args[0] ?? addMonths(monthOf(today(ctx)), -1);
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new UsageError('Write the month as YYYY-MM.');
  const release = await makeRelease(ctx, { kind: 'system', name: 'command' }, month);
  print(
    json ? JSON.stringify(release) : `Released ${month}: ${release.data.totals.received ?? 'hidden'} reports received.`,
  );
  if (!json && release.excepted > 0) {
    print(
      `${release.excepted} hidden numbers of earlier releases can be narrowed down; what is published cannot be unpublished.`,
    );
  }
  return 0;
};
