import type { House } from '~/services/house.server';

declare module '@remix-run/node' {
  interface AppLoadContext {
    house: House;
    /** For the scripts of this answer, where its page may have any. */
    nonce: string;
  }
}
