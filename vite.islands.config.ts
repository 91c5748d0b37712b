import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Each `app/browser/island-NAME.ts` is the island that `<Island name="NAME" />` puts on a public page. */
const entries = readdirSync(folder('./app/browser')).flatMap((file) => {
  const name = /^island-([a-z]+)\.ts$/.exec(file)?.[1];
  return name === undefined ? [] : [[name, folder(`./app/browser/${file}`)]];
});

const names = {
  entryFileNames: 'islands/[name]-[hash].js',
  chunkFileNames: 'islands/[name]-[hash].js',
  assetFileNames: 'islands/[name]-[hash][extname]',
};

/** The scripts of the public pages, apart from the staff's: no framework in them, and their own folder of addresses. */
export default defineConfig({
  publicDir: false,
  resolve: { alias: { '~': folder('./app') } },
  worker: { format: 'es', rollupOptions: { output: names } },
  build: {
    outDir: folder('./build/islands'),
    emptyOutDir: true,
    target: 'es2022',
    // `data:` is no place for scripts, styles or fonts under our content policy.
    assetsInlineLimit: 0,
    sourcemap: false,
    manifest: true,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rollupOptions: {
      input: Object.fromEntries(entries),
      output: names,
      // Libraries annotate for other bundlers too; nothing is lost by it.
      onwarn: (warning, warn) => (warning.code === 'INVALID_ANNOTATION' ? undefined : warn(warning)),
    },
  },
});
