import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename } from 'node:path';
import sirv from 'sirv';
import { PAGE_POLICY, WORKER_POLICY, withSecurity } from './headers.server';

const WORKER = /worker[^/]*\.js$/i;
const HASHED = /^\/(?:assets|islands)\/.+-[\w-]{6,}\.\w+$/;

/** `wasm-unsafe-eval` for the files that run as workers; the pages around them never get it. */
export const policyFor = (path: string) => (WORKER.test(basename(path)) ? WORKER_POLICY : PAGE_POLICY);

export const cacheFor = (path: string) =>
  HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'public, max-age=3600';

type Serve = (req: IncomingMessage, res: ServerResponse, next: () => void) => void;

/**
 * Files of one folder, precompressed by `app/cli/compress-assets`. They are listed once at start: paths outside the
 * list, dotfiles and tricks with `..` fall through.
 */
export function staticFiles(folder: string, security: [string, string][]): Serve {
  const serve = sirv(folder, { dev: false, etag: true, brotli: true, gzip: true, dotfiles: false, extensions: [] });
  return (req, res, next) => {
    const path = (req.url ?? '/').split('?', 1)[0] ?? '/';
    const headers = withSecurity([['Cache-Control', cacheFor(path)]], security, policyFor(path));
    // Before sirv, since its 304 asks nobody; parts of a file are of no use to anyone here.
    for (const [name, value] of headers) res.setHeader(name, value);
    Reflect.deleteProperty(req.headers, 'range');
    serve(req, res, () => {
      for (const name of res.getHeaderNames()) res.removeHeader(name);
      next();
    });
  };
}
