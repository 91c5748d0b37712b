import { readFile } from 'node:fs/promises';
import { parseTombstone, replayTombstones, type Tombstone } from '~/services/case/tombstone.server';
import { type Command, UsageError } from './command';

/** `anshao replay-tombstones FILE`: after a restore, deletes again what had been deleted since the backup. */
export const run: Command = async ({ args, open, json, print }) => {
  const [path] = args;
  if (path === undefined) throw new UsageError('Name the file that `anshao tombstones` wrote.');
  const list = linesOf(await readFile(path, 'utf8'));
  const { ctx } = await open();
  const again = await replayTombstones(ctx, list);
  print(
    json ? JSON.stringify({ tombstones: list.length, again }) : `${list.length} tombstones, ${again} deleted again.`,
  );
  return 0;
};

function linesOf(text: string): Tombstone[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line, index) => {
    const stone = parseTombstone(line);
    if (stone === null) throw new UsageError(`Line ${index + 1} is no tombstone; nothing was deleted.`);
    return stone;
  });
}
