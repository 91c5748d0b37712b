import { afterAll, vi } from 'vitest';

/*
 * Before each test file. Some share their process, which saves each of them its start and the loading of packages; what our
 * own modules remember (the county that a page saw, what was verified) is forgotten first, and
 * what a file put in place of globals goes.
 */
vi.resetModules();
vi.unstubAllGlobals();

afterAll(async () => (await import('./after-file')).closeOpened());
