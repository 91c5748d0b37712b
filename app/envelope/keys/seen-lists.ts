import * as z from 'zod/mini';
import { DIRECTORY, type DirectoryStatement } from './directory-statement';
import { ROUTING, type RoutingStatement } from './routing-statement';
import { type SeenVersion, seenOf } from './signed-statement';

/** Which versions of both signed lists somebody relied on; from then on no older one is accepted. */
export type SeenLists = { directory: SeenVersion; routing: SeenVersion };

export const seenLists = (lists: { directory: DirectoryStatement; routing: RoutingStatement }): SeenLists => ({
  directory: seenOf(DIRECTORY, lists.directory),
  routing: seenOf(ROUTING, lists.routing),
});

const seenShape = z.object({ version: z.int().check(z.minimum(0)), textHash: z.string() });
export const seenListsShape = z.object({ directory: seenShape, routing: seenShape });

const NONE: SeenVersion = { version: 0, textHash: '' };
/** The state in which nothing was noted yet, so any lists are accepted. */
export const NO_LISTS: SeenLists = { directory: NONE, routing: NONE };
