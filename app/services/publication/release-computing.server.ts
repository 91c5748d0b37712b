import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { ControlArguments } from '~/domain/publication/control-arguments';
import type { ControlledRelease } from '~/domain/publication/disclosure-control';
import type { MonthlyStatistics } from '~/domain/publication/publication';

/** What the process gets: as `ControlArguments`, with the months' true counts as a list. */
export type ReleaseTask = Pick<ControlArguments, 'statistics' | 'earlier' | 'firstMonth'> & {
  counted: readonly MonthlyStatistics[];
};
/** What it sends back: the release, or the class of the error that stopped it. */
export type ReleaseAnswer = { controlled: ControlledRelease } | { failed: string };

/** Bounds of the process: time, memory of its own, and memory of the solver (WebAssembly), in MiB. */
export type ReleaseBounds = { ms: number; heapMiB: number; solverMiB: number };

/** Many times what ten years of releases take (docs/decisions/026-bounds-of-hidden-counts.md). */
const BOUNDS: ReleaseBounds = { ms: 15 * 60_000, heapMiB: 512, solverMiB: 512 };

/** WebAssembly counts its memory in pages of 64 KiB. */
const PAGES_OF_MIB = 16;
/** Below the site, so that visitors go first where all processors are busy. */
const LOW_PRIORITY = 10;

/** A release that was not computed: `timedOut`, `ended` (out of memory, killed), `notStarted`, or an error's class. */
export class ReleaseNotComputed extends Error {
  override readonly name = 'ReleaseNotComputed';
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/**
 * Computes a release in a process of its own. Solving takes seconds without a pause, in which a site that did it itself
 * would answer nobody. The process gets counts and gives numbers back; it has no settings, no secret and no database.
 */
export async function computedRelease(task: ReleaseTask, bounds = BOUNDS): Promise<ControlledRelease> {
  const child = started(bounds);
  try {
    const answer = await answered(child, task, bounds.ms);
    if ('failed' in answer) throw new ReleaseNotComputed(answer.failed);
    return answer.controlled;
  } finally {
    child.kill('SIGKILL');
  }
}

function started({ heapMiB, solverMiB }: ReleaseBounds): ChildProcess {
  // Built, both are plain JavaScript in one folder; from sources, the process needs a loader as this one does.
  const fromSources = import.meta.url.endsWith('.ts');
  const file = new URL(fromSources ? './release-process.ts' : './release-process.js', import.meta.url);
  const loader = fromSources ? ['--import', 'tsx'] : [];
  const memory = [`--max-old-space-size=${heapMiB}`, `--wasm-max-mem-pages=${solverMiB * PAGES_OF_MIB}`];
  return spawn(process.execPath, [...memory, ...loader, fileURLToPath(file)], {
    env: {} as NodeJS.ProcessEnv,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // Keeps whole numbers of any size, which JSON does not.
    serialization: 'advanced',
  });
}

async function answered(child: ChildProcess, task: ReleaseTask, ms: number): Promise<ReleaseAnswer> {
  const over = new AbortController();
  child.once('error', () => over.abort(new ReleaseNotComputed('notStarted')));
  child.once('exit', () => over.abort(new ReleaseNotComputed('ended')));
  const late = setTimeout(() => over.abort(new ReleaseNotComputed('timedOut')), ms);
  try {
    const answer = once(child, 'message', { signal: over.signal });
    // Where it did not start, the error above says so.
    child.send(task, () => undefined);
    if (child.pid !== undefined) lower(child.pid);
    const [value] = (await answer) as [ReleaseAnswer];
    return value;
  } catch (error) {
    throw over.signal.aborted ? over.signal.reason : error;
  } finally {
    clearTimeout(late);
  }
}

function lower(pid: number): void {
  try {
    setPriority(pid, LOW_PRIORITY);
  } catch {
    // It has ended already, or the system does not let us; the release is the same.
  }
}
