import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Islands } from '~/ui/island';

type Chunk = { file: string; name?: string; isEntry?: boolean; imports?: string[] };

/**
 * Addresses of the islands as their build left them in `folder`. Throws an Error in words when there is no such build,
 * because pages would silently fall back to the plain forms.
 */
export function readIslands(folder: string): Islands {
  const file = join(folder, '.vite', 'manifest.json');
  if (!existsSync(file)) throw new Error('The islands are not built yet: run "npm run build" first.');
  const chunks = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Chunk>;
  const entries = Object.values(chunks).filter((chunk) => chunk.isEntry && chunk.name !== undefined);
  return Object.fromEntries(
    entries.map((entry) => [
      entry.name,
      { script: `/${entry.file}`, imports: [...staticImports(entry, chunks)].map((path) => `/${path}`) },
    ]),
  );
}

/**
 * What the entry cannot start without, so that the browser asks for all of it at once; later parts are fetched when
 * they are used.
 */
function staticImports(from: Chunk, chunks: Record<string, Chunk>, found = new Set<string>()): Set<string> {
  for (const key of from.imports ?? []) {
    const chunk = chunks[key];
    if (chunk === undefined || found.has(chunk.file)) continue;
    found.add(chunk.file);
    staticImports(chunk, chunks, found);
  }
  return found;
}
