import { createContext } from 'react';

/**
 * What a form showed when words that were put back into it were typed: saving them must not overwrite anything that was
 * changed since. Null where the words are new.
 */
export const KeptShown = createContext<string | null>(null);
