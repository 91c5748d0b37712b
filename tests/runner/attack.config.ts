import { defineConfig } from 'vitest/config';

const folder = (path: string) => new URL(path, import.meta.url).pathname;

/** Attacks on one demo, one file after the other: some of them count what the site does meanwhile. */
export default defineConfig({
  root: folder('../..'),
  resolve: { alias: { '~': folder('../../app'), '#db': folder('../../db') } },
  test: {
    name: 'attack',
    include: ['tests/attack/**/*.attack.ts'],
    globalSetup: ['tests/attack/global-setup.ts'],
    maxWorkers: 1,
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
