import { countyFile } from '~/services/county/county-file.server';
import type { Command } from './command';

/** `anshao export-county`: the whole set-up as the one file that an administrator's page imports. */
export const run: Command = async ({ open, print }) => {
  const { ctx } = await open();
  print((await countyFile(ctx, { kind: 'system', name: 'export' })).trimEnd());
  return 0;
};
