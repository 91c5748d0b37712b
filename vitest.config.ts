import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { compiledOnce } from './tests/runner/compiled';
import { keepTemporaryFilesInMemory } from './tests/runner/in-memory';

keepTemporaryFilesInMemory();

const alias = { '~': new URL('./app', import.meta.url).pathname, '#db': new URL('./db', import.meta.url).pathname };

/** Files that measure their own process. */
const ALONE = ['tests/web/report/upload-memory.test.ts'];

const onDatabase = {
  globalSetup: ['tests/database/global-setup.ts'],
  setupFiles: ['tests/runner/each-file.ts'],
  testTimeout: 60_000,
  hookTimeout: 120_000,
};

export default defineConfig({
  resolve: { alias },
  test: {
    // Left to itself it keeps one processor free, which of two is half.
    maxWorkers: availableParallelism(),
    experimental: compiledOnce(),
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['tests/{domain,envelope,contract,words,browser}/**/*.test.ts'],
          // Rules and sealing keep no state in their modules, so that files may share what they import.
          isolate: false,
          // Some properties solve whole-number programmes; beside other tests they take longer than alone.
          testTimeout: 90_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'database',
          include: ['tests/{services,web}/**/*.test.ts'],
          exclude: ALONE,
          ...onDatabase,
          // Two processes for all of them; each file begins with what remembers something as new (each-file.ts).
          isolate: false,
        },
      },
      {
        resolve: { alias },
        // Whatever they kill is a process of its own.
        test: { name: 'faults', include: ['tests/faults/**/*.test.ts'], ...onDatabase, isolate: false },
      },
      {
        resolve: { alias },
        test: { name: 'alone', include: ALONE, ...onDatabase },
      },
    ],
  },
});
