import type { Context } from '~/services/context.server';
import type { Islands } from '~/ui/island';

declare module '@remix-run/node' {
  interface AppLoadContext {
    ctx: Context;
    /** The nonce for the scripts of this answer, where its page may have any. */
    nonce: string;
    /** The reader's address, for throttles in memory only; null where one answer goes to many. */
    visitor: string | null;
    /** Stands for the form's token in a page that is cached for many; null where the page is for one reader. */
    formToken: string | null;
    /**
     * Headers of this answer, which the framework would not pass on from an action; none where one answer goes to many.
     */
    said?: Headers;
    /** Scripts of the public pages; null where the site runs without that build. */
    islands: Islands | null;
  }
}
