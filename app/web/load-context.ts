import type { House } from '~/services/house.server';

declare module '@remix-run/node' {
  interface AppLoadContext {
    house: House;
    /** For the scripts of this answer, where its page may have any. */
    nonce: string;
    /** The reader's address, for throttles in memory only; null where one answer goes to many. */
    visitor: string | null;
  }
}
