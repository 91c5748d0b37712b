import type { House } from '~/services/house.server';
import { checkpointKey } from '~/services/log-chain.server';
import { type LogVerification, verifyLog } from '~/services/verify-log.server';

type Output = { json: boolean; print: (line: string) => void };

/**
 * `anshao verify-log [--json]`: recomputes the log's chain and compares it with the signed checkpoints.
 * Exit code 0 when it is whole, 1 when something was altered or removed.
 */
export async function verifyLogVerb(house: Pick<House, 'db' | 'secret' | 'origin'>, output: Output): Promise<number> {
  const result = await verifyLog(house.db, checkpointKey(house).verify);
  if (output.json) output.print(JSON.stringify(result));
  else for (const line of linesOf(result)) output.print(line);
  return result.ok ? 0 : 1;
}

function linesOf(result: LogVerification): string[] {
  const { links, head, tail, checkpoints, problems, problemCount } = result;
  return [
    `${links} entries chained, ${checkpoints} checkpoints, ${tail} entries not yet chained`,
    `head ${head}`,
    ...problems.map(({ kind, sequence, onDay }) => `PROBLEM ${kind} at ${sequence}${onDay ? ` (${onDay})` : ''}`),
    result.ok ? 'The log is whole.' : `The log is not whole: ${problemCount} problem(s).`,
  ];
}
