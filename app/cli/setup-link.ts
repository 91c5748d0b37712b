import { makeSetupLink } from '~/services/county/setup.server';
import type { Command } from './command';

/** `anshao setup-link`: a new one-time link while there is no county; earlier ones stop working. */
export const run: Command = async ({ open, json, print }) => {
  const { ctx } = await open();
  const url = `${ctx.origin}/zh/setup/${await makeSetupLink(ctx)}`;
  print(json ? JSON.stringify({ url }) : url);
  return 0;
};
