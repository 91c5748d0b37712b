import { tombstones } from '~/services/case/tombstone.server';
import type { Command } from './command';

/** `anshao tombstones`: one JSON line for each thing deleted for good; store the file beside the backups. */
export const run: Command = async ({ open, print }) => {
  const { ctx } = await open();
  for (const stone of await tombstones(ctx)) print(JSON.stringify(stone));
  return 0;
};
