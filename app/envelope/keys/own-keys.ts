import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64, utf8 } from '~/envelope/bytes';
import { signStatement, verifyStatement } from '~/envelope/signing';

/** What a member does with their own ways of signing in. */
export type OwnKeysAct = 'addPasskey' | 'removePasskey' | 'setPassphrase' | 'renewTotp' | 'markKeys';

/** One act: `challenge` was given by the server and serves once; `about` is everything that the act will store. */
export type OwnKeysStatement = { act: OwnKeysAct; memberId: string; challenge: string; about: readonly string[] };

const fieldsOf = ({ about, ...rest }: OwnKeysStatement) => ({
  ...rest,
  about: toBase64(sha256(utf8(JSON.stringify(about)))),
});

/** Signed with the member's own key, so that it takes unlocked keys and not a session alone. */
export const signOwnKeys = (statement: OwnKeysStatement, seed: Uint8Array): string =>
  signStatement('ownKeys', fieldsOf(statement), seed);

export const verifyOwnKeys = (statement: OwnKeysStatement, signature: string, publicKey: string): boolean =>
  verifyStatement('ownKeys', fieldsOf(statement), signature, publicKey);
