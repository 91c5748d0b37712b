import type { Context } from '~/services/context.server';
import { siteHealth, siteLoad } from '~/services/log/site-health.server';
import { type Metrics, makeMetrics } from '~/web/metrics.server';
import { type MetricsAddress, openMetrics } from '~/web/metrics-port.server';

type SiteMetrics = Pick<Metrics, 'answered' | 'ended'> & {
  /** Opens the port; resolves with the function that closes it. */
  open: () => Promise<() => Promise<void>>;
};

/** The metrics of a site on the address that the settings name; null where they name none. */
export function siteMetrics(
  ctx: Context,
  address: MetricsAddress | null,
  waiting: () => Readonly<Record<string, number>>,
): SiteMetrics | null {
  if (address === null) return null;
  const health = () => siteHealth(ctx);
  const load = () => siteLoad(ctx);
  const metrics = makeMetrics({ now: ctx.now, health, load, waiting });
  return { ...metrics, open: async () => (await openMetrics(metrics, address)).close };
}
