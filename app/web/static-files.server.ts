import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename, extname, join, relative, sep } from 'node:path';
import {
  decodingViewerPolicy,
  type FrameHashes,
  PAGE_POLICY,
  securityHeaders,
  viewerPolicy,
  WORKER_POLICY,
  withSecurity,
} from './headers.server';
import { bestEncoding, type Encoding } from './page-cache.server';

/** Frames that show officers one file each. */
const FRAMES: Readonly<Record<string, (hashes: FrameHashes) => string>> = {
  '/viewer.html': viewerPolicy,
  '/pdf-viewer.html': decodingViewerPolicy,
  '/picture-viewer.html': decodingViewerPolicy,
};
/**
 * They must be of one release with each other and with the page around them, so browsers ask for them anew each time.
 */
const TOGETHER = new Set([...Object.keys(FRAMES), '/pdf-resources.bin', '/heif-decoder.bin']);
const WORKER = /worker[^/]*\.js$/i;
const HASHED = /^\/(?:assets|islands)\/.+-[\w-]{6,}\.\w+$/;

/** `wasm-unsafe-eval` for the files that run as workers; the pages around them never get it. */
export const policyFor = (path: string) => (WORKER.test(basename(path)) ? WORKER_POLICY : PAGE_POLICY);

export function cacheFor(path: string): string {
  if (TOGETHER.has(path)) return 'no-cache';
  return HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'public, max-age=3600';
}

/** True when there is such a file, which has then been answered. */
type Serve = (req: IncomingMessage, res: ServerResponse) => boolean;

type Kept = { etag: string; bodies: Record<Encoding, Buffer | null>; heads: Map<Encoding | 'unchanged', string[]> };

const TYPES: Readonly<Record<string, string>> = {
  '.bin': 'application/octet-stream',
  '.css': 'text/css',
  '.html': 'text/html;charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain;charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};
const PACKED = /\.(?:br|gz)$/;

/**
 * Files of these folders (the first that has a path is used), read at start and answered from memory: about ten
 * megabytes that never wait for a worker thread, however busy those are. `app/cli/compress-assets` has compressed them.
 * Files that were not there at start, dotfiles and tricks with `..` are not in the list.
 */
export function staticFiles(folders: readonly string[], origin: string): Serve {
  const kept = new Map<string, Kept>();
  for (const folder of folders)
    for (const [path, file] of filesIn(folder, origin)) if (!kept.has(path)) kept.set(path, file);
  return (req, res) => {
    const file = kept.get((req.url ?? '/').split('?', 1)[0] ?? '/');
    if (!file) return false;
    if (req.headers['if-none-match'] === file.etag) {
      res.writeHead(304, file.heads.get('unchanged')).end();
      return true;
    }
    const asked = bestEncoding(req.headers['accept-encoding']);
    const as = file.bodies[asked] ? asked : 'plain';
    res.writeHead(200, file.heads.get(as)).end(req.method === 'HEAD' ? undefined : file.bodies[as]);
    return true;
  };
}

function filesIn(folder: string, origin: string): Map<string, Kept> {
  const found = new Map<string, Kept>();
  if (!existsSync(folder)) return found;
  const security = securityHeaders(origin);
  const framed = securityHeaders(origin, { framed: true });
  const frames = framePoliciesIn(folder);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const path = `/${relative(folder, file).replaceAll(sep, '/')}`;
    if (!entry.isFile() || PACKED.test(path) || path.includes('/.')) continue;
    const frame = frames.get(path);
    found.set(path, keptFile(file, path, frame ? [framed, frame] : [security, policyFor(path)]));
  }
  return found;
}

function keptFile(file: string, path: string, [security, policy]: [[string, string][], string]): Kept {
  const plain = readFileSync(file);
  const packed = (end: string) => (existsSync(file + end) ? readFileSync(file + end) : null);
  const bodies: Kept['bodies'] = { plain, gzip: packed('.gz'), br: packed('.br') };
  const etag = `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`;
  const heads: Kept['heads'] = new Map();
  const shared: [string, string][] = [
    ['Cache-Control', cacheFor(path)],
    ['ETag', etag],
    ['Vary', 'Accept-Encoding'],
  ];
  const head = (more: [string, string][]) => withSecurity([...shared, ...more], security, policy).flat();
  heads.set('unchanged', head([]));
  for (const as of ['plain', 'gzip', 'br'] as const) {
    const type: [string, string] = ['Content-Type', TYPES[extname(path)] ?? 'application/octet-stream'];
    const length: [string, string] = ['Content-Length', String(bodies[as]?.length ?? 0)];
    heads.set(as, head([type, length, ...(as === 'plain' ? [] : [['Content-Encoding', as] as [string, string]])]));
  }
  return { etag, bodies, heads };
}

/** The policy of each frame in the folder, which names the frame's own scripts and style by their hashes. */
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
