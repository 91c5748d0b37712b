import { parseArgs } from 'node:util';
import { changeOrigin, type Moved } from '~/services/log/site-address.server';
import { originIn } from '~/web/public-origins';
import { type Command, UsageError } from './command';

/**
 * `anshao change-origin ADDRESS [--both] [--dry-run] [--force]`: gives the site another public address. It is one transaction:
 * stopped at any moment, it has happened or not. Start the site with the new ANSHAO_ORIGIN afterwards.
 */
export const run: Command = async ({ args, open, json, print }) => {
  const { dryRun, ...move } = moveOf(args);
  const { ctx } = await open();
  const moved = await changeOrigin(ctx, { ...move, dryRun });
  if (json) print(JSON.stringify({ dryRun, ...moved }));
  else for (const line of linesOf(moved, dryRun, move.both)) print(line);
  return 0;
};

function moveOf(args: string[]) {
  const { values, positionals } = read(args);
  const to = positionals.length === 1 ? originIn(positionals[0] ?? '') : null;
  if (to === null) throw new UsageError('Give the new address without a path, like https://reports.example.gov.cn.');
  return { to, force: values.force, both: values.both, dryRun: values['dry-run'] };
}

function read(args: string[]) {
  try {
    const flag = { type: 'boolean', default: false } as const;
    return parseArgs({ args, allowPositionals: true, options: { both: flag, 'dry-run': flag, force: flag } });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function linesOf(
  { from, to, lockedOut, unproven, passkeys, sessionsEnded }: Moved,
  dryRun: boolean,
  both: boolean,
): string[] {
  const start = `Now start every web process with ANSHAO_ORIGIN=${to}`;
  const after = both ? `${start} and ANSHAO_OTHER_ORIGINS=${from}.` : `${start} and redirect the old address to it.`;
  const named = (words: string, logins: string[]) => (logins.length > 0 ? [`  ${words}: ${logins.join(', ')}`] : []);
  return [
    dryRun ? `Nothing was changed. A move from ${from} to ${to} would mean:` : `Moved from ${from} to ${to}:`,
    both
      ? `  passkeys of ${from} go on serving while it is served too; the page Site address says who has none for ${to}`
      : `  ${passkeys} passkeys work at the old address only: members add new ones on My keys`,
    `  ${sessionsEnded} sessions of staff ${dryRun ? 'would end' : 'ended'}`,
    ...named('cannot sign in there, having no passphrase', lockedOut),
    ...named('have not used their passphrase for three months; let them check it on My keys', unproven),
    ...(dryRun ? [] : [after]),
  ];
}
