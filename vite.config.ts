import { fileURLToPath } from 'node:url';
import { vitePlugin as remix } from '@remix-run/dev';
import { defineConfig } from 'vite';

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true;
  }
}

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
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
  },
});
