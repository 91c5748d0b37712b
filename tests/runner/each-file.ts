import { afterAll, vi } from 'vitest';
import { forget, OF_A_PAGE } from './forget';

/*
 * Before each test file. Some share their process, which saves each of them its start and the loading of packages and of
 * our own modules. What remembers something is forgotten first: the modules of pages, and those of tests, which may hold
 * hooks. What services remember is kept by context, by database or by content, as in a site's own process. What a file put
 * in place of globals goes.
 */
forget(OF_A_PAGE);
forget(/\/tests\/(?!runner\/forget)/);
vi.unstubAllGlobals();

afterAll(async () => (await import('./after-file')).closeOpened());
