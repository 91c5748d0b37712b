/** Names the folder in which one run keeps what it compiled, for its later steps. */
export const COMPILED = 'ANSHAO_TEST_COMPILED';

/**
 * For Vitest's settings. Not kept from run to run: a module that imports by a pattern of names is compiled with the files
 * that there were, and would not find new ones.
 */
export const compiledOnce = (folder = process.env[COMPILED]) =>
  folder ? { fsModuleCache: true, fsModuleCachePath: folder } : {};
