import { compiledOnce } from './compiled';
import { keepTemporaryFilesInMemory } from './in-memory';

keepTemporaryFilesInMemory();

const folder = (path: string) => new URL(path, import.meta.url).pathname;

/**
 * Attacks that count what the site, or this machine, does meanwhile: one file after the other, with nothing beside
 * them.
 */
const ALONE = ['denial', 'sign-ins', 'races', 'memory'].map((name) => `tests/attack/${name}.attack.ts`);
const ALL = 'tests/attack/**/*.attack.ts';

const resolve = { alias: { '~': folder('../../app'), '#db': folder('../../db') } };
const shared = { testTimeout: 120_000, hookTimeout: 300_000, setupFiles: ['tests/runner/each-file.ts'] };

/** Attacks on one demo, and a look at all its pages; it is made once for all of them. */
export default {
  root: folder('../..'),
  resolve,
  test: {
    globalSetup: ['tests/attack/global-setup.ts'],
    experimental: compiledOnce(),
    projects: [
      {
        resolve,
        test: {
          ...shared,
          name: 'attack',
          include: [ALL],
          exclude: ALONE,
          maxWorkers: 2,
          // Two processes for all of them; each file begins with what remembers something as new (each-file.ts).
          isolate: false,
          sequence: { groupOrder: 0 },
        },
      },
      {
        resolve,
        test: {
          ...shared,
          testTimeout: 300_000,
          name: 'pages',
          include: ['tests/pages/**/*.pages.ts'],
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
      { resolve, test: { ...shared, name: 'alone', include: ALONE, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
};
