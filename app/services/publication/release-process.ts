import { randomInt } from 'node:crypto';
import { controlledRelease } from '~/domain/publication/disclosure-control';
import type { MonthlyStatistics } from '~/domain/publication/publication';
import type { ReleaseAnswer, ReleaseTask } from './release-computing.server';
import { wholeNumberSolver } from './whole-number-solver.server';

/**
 * A program of its own: computes one release that the process which started it sends, sends it back and ends
 * (`release-computing.server.ts`).
 */
const startedBy = process.ppid;

process.once('message', (task: ReleaseTask) => {
  computed(task)
    .then((controlled): ReleaseAnswer => ({ controlled }))
    // Class only, because messages of unknown errors may hold anything.
    .catch((error): ReleaseAnswer => ({ failed: error instanceof Error ? error.name : 'unknown' }))
    .then((answer) => process.send?.(answer, () => process.disconnect()));
});

async function computed({ counted, ...given }: ReleaseTask) {
  const solverOf = await wholeNumberSolver();
  return controlledRelease({
    ...given,
    trueCounts: (month) => counted.find((one) => one.month === month) as MonthlyStatistics,
    openSolver: (system) => {
      const solver = solverOf(system);
      return {
        ...solver,
        greatest: (weights) => {
          endWhenLeftAlone();
          return solver.greatest(weights);
        },
      };
    },
    random: () => randomInt(2 ** 32) / 2 ** 32,
  });
}

/** Whoever wanted the release was killed; nothing else would end a computation without a pause. */
function endWhenLeftAlone(): void {
  if (process.ppid !== startedBy) process.exit(1);
}
