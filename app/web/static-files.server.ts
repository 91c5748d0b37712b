import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename, join } from 'node:path';
import sirv from 'sirv';
import {
  type FrameHashes,
  PAGE_POLICY,
  pdfViewerPolicy,
  securityHeaders,
  viewerPolicy,
  WORKER_POLICY,
  withSecurity,
} from './headers.server';

/** They show officers one file in a frame of its own. */
const FRAMES: Readonly<Record<string, (hashes: FrameHashes) => string>> = {
  '/viewer.html': viewerPolicy,
  '/pdf-viewer.html': pdfViewerPolicy,
};
/** Of one release with each other and with the page around them: asked for anew each time. */
const TOGETHER = new Set([...Object.keys(FRAMES), '/pdf-resources.bin']);
const WORKER = /worker[^/]*\.js$/i;
const HASHED = /^\/(?:assets|islands)\/.+-[\w-]{6,}\.\w+$/;

/** `wasm-unsafe-eval` for the files that run as workers; the pages around them never get it. */
export const policyFor = (path: string) => (WORKER.test(basename(path)) ? WORKER_POLICY : PAGE_POLICY);

export function cacheFor(path: string): string {
  if (TOGETHER.has(path)) return 'no-cache';
  return HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'public, max-age=3600';
}

type Serve = (req: IncomingMessage, res: ServerResponse, next: () => void) => void;

/**
 * Files of one folder, precompressed by `app/cli/compress-assets`. They are listed once at start: paths outside the
 * list, dotfiles and tricks with `..` fall through.
 */
export function staticFiles(folder: string, origin: string): Serve {
  const security = securityHeaders(origin);
  const framed = securityHeaders(origin, { framed: true });
  const frames = framePoliciesIn(folder);
  const serve = sirv(folder, { dev: false, etag: true, brotli: true, gzip: true, dotfiles: false, extensions: [] });
  return (req, res, next) => {
    const path = (req.url ?? '/').split('?', 1)[0] ?? '/';
    const frame = frames.get(path);
    const cache: [string, string] = ['Cache-Control', cacheFor(path)];
    const headers = withSecurity([cache], frame ? framed : security, frame ?? policyFor(path));
    // Before sirv, since its 304 asks nobody; parts of a file are of no use to anyone here.
    for (const [name, value] of headers) res.setHeader(name, value);
    Reflect.deleteProperty(req.headers, 'range');
    serve(req, res, () => {
      for (const name of res.getHeaderNames()) res.removeHeader(name);
      next();
    });
  };
}

/** For each frame in the folder: its own scripts and style, by their hashes. */
function framePoliciesIn(folder: string): Map<string, string> {
  const present = Object.entries(FRAMES).filter(([path]) => existsSync(join(folder, path)));
  return new Map(
    present.map(([path, policy]) => {
      const text = readFileSync(join(folder, path), 'utf8');
      const hashesOf = (tag: string) =>
        [...text.matchAll(new RegExp(`<${tag}>([^]*?)</${tag}>`, 'g'))].map(
          ([, content = '']) => `sha256-${createHash('sha256').update(content).digest('base64')}`,
        );
      return [path, policy({ scripts: hashesOf('script'), style: hashesOf('style')[0] ?? '' })];
    }),
  );
}
