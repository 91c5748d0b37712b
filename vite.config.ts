import { fileURLToPath } from 'node:url';
import { vitePlugin as remix } from '@remix-run/dev';
import type { Rollup } from 'vite';
import { defineConfig } from 'vite';

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true;
  }
}

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What every staff page needs, whichever it is. */
const EVERYWHERE = /\/app\/(?:root|entry\.client|routes\/staff\/layout)\.tsx/;

/**
 * Puts what every staff page loads into one file. Left to itself, Rollup makes a file of each set of modules that the
 * same pages share: seventy small ones for the first page, which take more time to ask for than to read.
 */
function oneFileForAll(): Rollup.GetManualChunk {
  let shared: Set<string> | undefined;
  return (id, graph) => {
    shared ??= importedBy(
      [...graph.getModuleIds()].filter((one) => EVERYWHERE.test(one)),
      graph,
    );
    return shared.has(id) ? 'staff' : undefined;
  };
}

/** The modules that these import, directly or through others, without themselves. */
function importedBy(entries: readonly string[], { getModuleInfo }: Rollup.ManualChunkMeta): Set<string> {
  const found = new Set<string>();
  const next = [...entries];
  for (let id = next.pop(); id !== undefined; id = next.pop()) {
    for (const imported of getModuleInfo(id)?.importedIds ?? []) {
      if (found.has(imported)) continue;
      found.add(imported);
      next.push(imported);
    }
  }
  for (const entry of entries) found.delete(entry);
  return found;
}

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [
    remix({
      ignoredRouteFiles: ['**/*'],
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        v3_lazyRouteDiscovery: true,
        v3_singleFetch: true,
        v3_routeConfig: true,
      },
    }),
  ],
  resolve: { alias: { '~': folder('./app'), '#db': folder('./db') } },
  css: {
    preprocessorOptions: { scss: { loadPaths: [folder('./node_modules'), folder('.')], quietDeps: true } },
  },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    // `data:` is no place for scripts, styles or fonts under our content policy.
    assetsInlineLimit: 0,
    sourcemap: false,
    ...(isSsrBuild ? {} : { rollupOptions: { output: { manualChunks: oneFileForAll() } } }),
  },
}));
