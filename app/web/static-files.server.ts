import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename, join } from 'node:path';
import sirv from 'sirv';
import { PAGE_POLICY, securityHeaders, viewerPolicy, WORKER_POLICY, withSecurity } from './headers.server';

/** Shows officers one file in a frame of its own. */
const VIEWER = '/viewer.html';
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
export function staticFiles(folder: string, origin: string): Serve {
  const security = securityHeaders(origin);
  const framed = securityHeaders(origin, { framed: true });
  const viewer = viewerPolicyIn(folder);
  const serve = sirv(folder, { dev: false, etag: true, brotli: true, gzip: true, dotfiles: false, extensions: [] });
  return (req, res, next) => {
    const path = (req.url ?? '/').split('?', 1)[0] ?? '/';
    const isViewer = path === VIEWER && viewer !== null;
    const cache: [string, string] = ['Cache-Control', cacheFor(path)];
    const headers = withSecurity([cache], isViewer ? framed : security, isViewer ? viewer : policyFor(path));
    // Before sirv, since its 304 asks nobody; parts of a file are of no use to anyone here.
    for (const [name, value] of headers) res.setHeader(name, value);
    Reflect.deleteProperty(req.headers, 'range');
    serve(req, res, () => {
      for (const name of res.getHeaderNames()) res.removeHeader(name);
      next();
    });
  };
}

/** Its own script and style, by their hashes; null where the folder has no viewer. */
function viewerPolicyIn(folder: string): string | null {
  const file = join(folder, VIEWER);
  if (!existsSync(file)) return null;
  const text = readFileSync(file, 'utf8');
  const hashOf = (tag: string) => {
    const content = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(text)?.[1] ?? '';
    return `sha256-${createHash('sha256').update(content).digest('base64')}`;
  };
  return viewerPolicy(hashOf('script'), hashOf('style'));
}
