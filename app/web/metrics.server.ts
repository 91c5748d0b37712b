import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { crowdOf, hourBegun, kindOfRequest, manyTogether, outcomeOf, roundedMemory } from '~/domain/log/metric-steps';
import type { SiteHealth, SiteLoad } from '~/services/log/site-health.server';
import type { Ended } from './request-log.server';

export type Metrics = {
  /** Takes note of a request. */
  answered: (request: Ended) => void;
  /** Takes note of a task that the clock started. */
  ended: (task: string, well: boolean) => void;
  /** What Prometheus reads. */
  read: () => Promise<string>;
  contentType: string;
  stop: () => void;
};

type Sources = {
  now: () => number;
  /** What no visitor moves; asked for at each reading. */
  health: () => Promise<SiteHealth>;
  /** What visitors move; asked for once an hour. */
  load: () => Promise<SiteLoad>;
  /** How many wait, in the lines of this process. */
  waiting: () => Readonly<Record<string, number>>;
};

/**
 * What moves with visitors is counted in registries of its own, of which only a copy is told: once an hour, and of
 * requests only when many have come since (docs/decisions/058-metrics-without-steps.md).
 */
export function makeMetrics({ now, health, load, waiting }: Sources): Metrics {
  const [requests, hourly, steady] = [requestMetrics(), hourlyMetrics(), steadyMetrics()];
  const lag = monitorEventLoopDelay({ resolution: 20 });
  lag.enable();
  const told = { requests: '', hourly: '' };
  let untold = 0;
  let snapshotAt: number | null = null;

  async function takeSnapshot(): Promise<void> {
    if (manyTogether(untold)) {
      told.requests = await requests.registry.metrics();
      untold = 0;
    }
    for (const [line, count] of Object.entries(waiting())) hourly.waiting.set({ line }, crowdOf(count));
    const { outboxWaiting, outboxGivenUp, connections } = await load();
    hourly.outbox.set({ state: 'waiting' }, outboxWaiting);
    hourly.outbox.set({ state: 'given_up' }, outboxGivenUp);
    hourly.connections.set(connections);
    hourly.memory.set(roundedMemory(process.memoryUsage.rss()));
    // Neither the longest nor the mean: the memory that held a report is swept in one go, which is one long pause.
    for (const quantile of [0.5, 0.99])
      hourly.lag.set({ quantile }, Math.round(lag.percentile(quantile * 100) / 1e7) / 100);
    lag.reset();
    told.hourly = await hourly.registry.metrics();
  }

  return {
    answered({ method, route, status, ms }) {
      // What is sent is not counted at all: its number, or how long it takes, would be that of reports.
      if ((method !== 'GET' && method !== 'HEAD') || status === 0) return;
      const kind = kindOfRequest(route);
      requests.count.inc({ kind, outcome: outcomeOf(status) });
      requests.seconds.observe({ kind }, ms / 1_000);
      untold += 1;
    },
    ended(task, well) {
      if (well) steady.succeeded.set({ task }, Math.floor(now() / 1_000));
      else steady.failures.inc({ task });
    },
    contentType: Registry.PROMETHEUS_CONTENT_TYPE,
    async read() {
      const first = snapshotAt === null;
      if (hourBegun(snapshotAt, now())) {
        snapshotAt = now();
        // What came before the first full hour is told with it.
        if (!first) await takeSnapshot();
      }
      steady.tell(await health());
      return told.requests + told.hourly + (await steady.registry.metrics());
    },
    stop: () => lag.disable(),
  };
}

const PREFIX = 'anshao_';

/** Seconds. Pages take milliseconds; from half a second on somebody notices. */
const BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

function requestMetrics() {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    count: new Counter({
      name: `${PREFIX}http_requests_total`,
      help: 'Requests to look at something, told on a full hour and in crowds',
      labelNames: ['kind', 'outcome'],
      registers,
    }),
    seconds: new Histogram({
      name: `${PREFIX}http_request_seconds`,
      help: 'How long these took',
      labelNames: ['kind'],
      buckets: BUCKETS,
      registers,
    }),
  };
}

const gaugesOf =
  (registry: Registry) =>
  <T extends string = never>(name: string, help: string, ...labelNames: T[]) =>
    new Gauge({ name: PREFIX + name, help, labelNames, registers: [registry] });

function hourlyMetrics() {
  const registry = new Registry();
  const gauge = gaugesOf(registry);
  return {
    registry,
    waiting: gauge('waiting', 'Requests that wait, in tens, on the last full hour', 'line'),
    outbox: gauge('outbox_jobs', 'Jobs that wait or were given up, on the last full hour', 'state'),
    connections: gauge('database_connections', 'Connections to the database, on the last full hour'),
    memory: gauge('memory_bytes', 'Resident memory in steps of 64 MiB, on the last full hour'),
    lag: gauge('event_loop_lag_seconds', 'Lag of the event loop in the hour before', 'quantile'),
  };
}

function steadyMetrics() {
  const registry = new Registry();
  const gauge = gaugesOf(registry);
  const ready = gauge('ready', '1 when the database is reachable and current');
  const ages = {
    stampAgeDays: gauge('stamp_age_days', 'Age of the older of the two newest stamps on list and duties'),
    listDaysLeft: gauge('lists_days_left', 'Days until key list and duties lapse for reporters'),
    backupHours: gauge('backup_age_hours', 'Age of the last good backup'),
  };
  gauge('process_start_time_seconds', 'When this process started').set(
    Math.floor(Date.now() / 1_000 - process.uptime()),
  );
  return {
    registry,
    succeeded: gauge('task_last_success_timestamp_seconds', 'When a task of the clock last ended well', 'task'),
    failures: new Counter({
      name: `${PREFIX}task_failures_total`,
      help: 'How often a task of the clock failed',
      labelNames: ['task'],
      registers: [registry],
    }),
    /** What is not known is left out, rather than told as 0. */
    tell(health: SiteHealth) {
      ready.set(health.ready ? 1 : 0);
      for (const name of ['stampAgeDays', 'listDaysLeft', 'backupHours'] as const) {
        const value = health[name];
        if (value === null) ages[name].remove();
        else ages[name].set(value);
      }
    },
  };
}
