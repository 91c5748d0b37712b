import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const alias = { '~': new URL('./app', import.meta.url).pathname, '#db': new URL('./db', import.meta.url).pathname };

export default defineConfig({
  resolve: { alias },
  test: {
    // Left to itself it keeps one processor free, which of two is half.
    maxWorkers: availableParallelism(),
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['tests/{domain,envelope,contract,words,browser}/**/*.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'database',
          include: ['tests/{services,faults,web}/**/*.test.ts'],
          globalSetup: ['tests/database/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
