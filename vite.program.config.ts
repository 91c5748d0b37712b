import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * The program that serves the site and answers `anshao VERB`, the one that it starts to compute a release, and the last step
 * of its installation, for plain Node: no compiler is needed where they run.
 */
export default defineConfig({
  publicDir: false,
  resolve: { alias: { '~': folder('./app'), '#db': folder('./db') } },
  build: {
    ssr: true,
    outDir: folder('./build/program'),
    emptyOutDir: true,
    target: 'node20',
    sourcemap: false,
    minify: false,
    rollupOptions: {
      input: {
        anshao: folder('./app/cli/anshao.ts'),
        'complete-install': folder('./app/cli/complete-install.ts'),
        'release-process': folder('./app/services/publication/release-process.ts'),
      },
      // Libraries annotate for other bundlers too; nothing is lost by it.
      onwarn: (warning, warn) => (warning.code === 'INVALID_ANNOTATION' ? undefined : warn(warning)),
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
