import * as z from 'zod/mini';
import { DIRECTORY, type DirectoryStatement } from './directory-statement';
import { ROUTING, type RoutingStatement } from './routing-statement';
import { type SeenVersion, seenOf } from './signed-statement';

/** Which versions of both signed lists somebody went by: from then on no older one is taken. */
export type SeenLists = { directory: SeenVersion; routing: SeenVersion };

export const seenLists = (lists: { directory: DirectoryStatement; routing: RoutingStatement }): SeenLists => ({
  directory: seenOf(DIRECTORY, lists.directory),
  routing: seenOf(ROUTING, lists.routing),
});

const seenShape = z.object({ version: z.int().check(z.minimum(0)), textHash: z.string() });
export const seenListsShape = z.object({ directory: seenShape, routing: seenShape });

const NONE: SeenVersion = { version: 0, textHash: '' };
/** Nothing was noted: any lists may come. */
export const NO_LISTS: SeenLists = { directory: NONE, routing: NONE };
