import { parseArgs } from 'node:util';
import type { Context } from '~/services/context.server';
import type { CheckpointRow } from '~/services/log/log-chain.server';
import { type LogVerification, verifyLog } from '~/services/log/verify-log.server';
import { type Command, UsageError } from './command';
import { savedCheckpoints } from './saved-checkpoints';

type Output = { json: boolean; print: (line: string) => void };

/**
 * `anshao verify-log [--checkpoint FILE]`: recomputes the log's chain and compares it with the signed checkpoints,
 * those of the database and those stored elsewhere; only the latter reveal an end that was cut off together with its
 * checkpoints. Exit code 0 when the chain is whole, 1 when something was altered or removed.
 */
export const run: Command = async ({ args, open, json, print }) => {
  const saved = savedIn(args);
  return verifyLogVerb((await open()).ctx, { json, print }, saved);
};

function savedIn(args: string[]): CheckpointRow[] {
  const file = optionOf(args);
  return file === undefined ? [] : savedCheckpoints(file);
}

function optionOf(args: string[]): string | undefined {
  try {
    return parseArgs({ args, options: { checkpoint: { type: 'string' } } }).values.checkpoint;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** The check itself, printed. */
export async function verifyLogVerb(
  ctx: Pick<Context, 'db' | 'secret'>,
  output: Output,
  saved: readonly CheckpointRow[] = [],
): Promise<number> {
  const result = await verifyLog(ctx, saved);
  if (output.json) output.print(JSON.stringify(result));
  else for (const line of linesOf(result)) output.print(line);
  return result.ok ? 0 : 1;
}

function linesOf(result: LogVerification): string[] {
  const { links, head, tail, checkpoints, saved, keys, problems, problemCount } = result;
  return [
    `${links} entries chained, ${checkpoints} checkpoints, ${tail} entries not yet chained`,
    ...(saved > 0 ? [`${saved} checkpoints from the file`] : []),
    ...(keys > 1 ? [`${keys} keys, one after the other`] : []),
    `head ${head}`,
    ...problems.map(({ kind, sequence, onDay }) => `PROBLEM ${kind} at ${sequence}${onDay ? ` (${onDay})` : ''}`),
    result.ok ? 'The log is whole.' : `The log is not whole: ${problemCount} problem(s).`,
  ];
}
