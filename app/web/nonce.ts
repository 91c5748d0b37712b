import { createContext } from 'react';

/** The nonce of this answer while it is rendered on the server; empty in the browser, which needs none any more. */
export const NonceContext = createContext('');
