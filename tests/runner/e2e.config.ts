import { defineConfig } from 'vitest/config';
import { compiledOnce } from './compiled';
import { keepTemporaryFilesInMemory } from './in-memory';

keepTemporaryFilesInMemory();

import { LongestFirst } from './longest-first';

const folder = (path: string) => new URL(path, import.meta.url).pathname;

/**
 * Browser tests, three files at a time: each drives a whole site and a browser, and spends two fifths of its time
 * waiting for one of them.
 */
export default defineConfig({
  root: folder('../..'),
  resolve: { alias: { '~': folder('../../app'), '#db': folder('../../db') } },
  test: {
    name: 'e2e',
    include: ['tests/e2e/**/*.e2e.ts'],
    setupFiles: ['tests/runner/each-file.ts'],
    globalSetup: ['tests/e2e/global-setup.ts'],
    experimental: compiledOnce(),
    // Files share three processes; each begins with what remembers something as new (each-file.ts).
    isolate: false,
    sequence: { sequencer: LongestFirst },
    maxWorkers: 3,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    passWithNoTests: true,
  },
});
