import type { Sql } from 'postgres';
import type { Context } from '~/services/context.server';
import {
  errorName,
  finishJob,
  type Job,
  LEASE_SECONDS,
  putBack,
  renewLease,
  takeJobs,
} from '~/services/job-lease.server';
import { CHANNEL, type JobPayload } from '~/services/outbox.server';

/**
 * Runs one job. It may run again after a crash, so its key at the far side, or a look at the row, must make that
 * harmless.
 */
export type JobHandler = (ctx: Context, payload: JobPayload, key: string) => Promise<void>;

/**
 * Work started by the clock (chaining the log, deadlines); the task itself takes a lock where only one process may do
 * it.
 */
export type Periodic = {
  name: string;
  everyMs: number;
  /** `signal` says that the process is about to stop. */
  run: (ctx: Context, signal: AbortSignal) => Promise<void>;
};

export type WorkerOptions = {
  handlers: Partial<Record<string, JobHandler>>;
  periodic?: Periodic[];
  /** How often to look for jobs without being told. */
  pollMs?: number;
  /** Told after each run of a task whether it ended well. */
  ended?: (task: string, well: boolean) => void;
  /** Jobs that may be under way at once in this process. */
  atOnce?: number;
};

export type Worker = {
  /** Finishes what is under way and takes nothing more. */
  stop: () => Promise<void>;
  /** Runs due jobs now, in this call; for tests and commands. Returns how many ran. */
  drain: () => Promise<number>;
};

/**
 * Works off the outbox: woken by NOTIFY, and looking by itself every few seconds. Any number of processes may run one,
 * and each job is taken by one of them. `sql` is the pool behind `ctx.db`.
 */
export function startWorker(ctx: Context, sql: Sql, options: WorkerOptions): Worker {
  const { handlers, periodic = [], pollMs = 5_000, atOnce = 8, ended = () => undefined } = options;
  const kinds = Object.keys(handlers);
  let stopping = false;
  let again = false;
  let running: Promise<number> | null = null;

  const drain = async (): Promise<number> => {
    let ran = 0;
    while (!stopping && kinds.length > 0) {
      const jobs = await takeJobs(ctx.db, kinds, atOnce);
      if (jobs.length === 0) break;
      await Promise.all(jobs.map((job) => runJob(ctx, handlers[job.kind], job)));
      ran += jobs.length;
    }
    return ran;
  };
  const wake = (): void => {
    if (stopping) return;
    if (running) {
      again = true;
      return;
    }
    running = drain()
      .catch((error) => {
        ctx.log('outbox.failed', { error: errorName(error) });
        return 0;
      })
      .finally(() => {
        running = null;
        if (again) {
          again = false;
          wake();
        }
      });
  };

  const listening = sql.listen(CHANNEL, wake, wake).catch((error) => {
    ctx.log('outbox.listenFailed', { error: errorName(error) });
    return null;
  });
  const poll = setInterval(wake, pollMs);
  const tasks = periodic.map((task) => repeat(ctx, task, ended));
  wake();

  return {
    drain,
    stop: async () => {
      stopping = true;
      clearInterval(poll);
      await Promise.all(tasks.map((end) => end()));
      await (await listening)?.unlisten().catch(() => undefined);
      await running;
    },
  };
}

async function runJob(ctx: Context, handler: JobHandler | undefined, job: Job): Promise<void> {
  const renewal = setInterval(
    () => void renewLease(ctx.db, job.id).catch(() => undefined),
    (LEASE_SECONDS * 1_000) / 4,
  );
  try {
    if (!handler) throw new Error('no handler');
    await handler(ctx, job.payload, job.key);
    await finishJob(ctx, job.id);
  } catch (error) {
    const outcome = await putBack(ctx.db, job, error).catch(() => 'retry' as const);
    if (outcome !== 'waiting') ctx.log('job.failed', { kind: job.kind, outcome, error: errorName(error) });
  } finally {
    clearInterval(renewal);
  }
}

/** Runs the task again and again with pauses in between; never two at once in this process. */
function repeat(
  ctx: Context,
  { name, everyMs, run }: Periodic,
  ended: NonNullable<WorkerOptions['ended']>,
): () => Promise<void> {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> = Promise.resolve();
  const round = (): void => {
    current = run(ctx, stopping.signal)
      .then(() => ended(name, true))
      .catch((error) => {
        ended(name, false);
        ctx.log('task.failed', { task: name, error: errorName(error) });
      })
      .finally(() => {
        if (!stopping.signal.aborted) timer = setTimeout(round, everyMs);
      });
  };
  round();
  return async () => {
    stopping.abort();
    clearTimeout(timer);
    await current;
  };
}
