import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Metrics } from './metrics.server';

export type MetricsPort = { port: number; close: () => Promise<void> };

const PLAIN = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' };

/** Answers `GET /metrics` on a port of its own, and nothing else. Throws what listening throws. */
export async function openMetrics(metrics: Metrics, { host, port }: MetricsAddress): Promise<MetricsPort> {
  const server = createServer({ headersTimeout: 5_000, requestTimeout: 5_000 }, (req, res) => {
    // A browser, which may have been led here under another name, says where it wants to go from; Prometheus does not.
    if (req.method !== 'GET' || req.url !== '/metrics' || req.headers['sec-fetch-site'] !== undefined)
      return void res.writeHead(404, PLAIN).end();
    metrics.read().then(
      (text) => res.writeHead(200, { ...PLAIN, 'Content-Type': metrics.contentType }).end(text),
      () => res.writeHead(500, PLAIN).end(),
    );
  });
  server.on('clientError', (_, socket) => socket.destroy());
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      metrics.stop();
    },
  };
}

/** Where it listens. */
export type MetricsAddress = { host: string; port: number };
