import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64, utf8 } from '~/envelope/bytes';
import { signStatement, verifyStanding } from '~/envelope/signing';

/** What members do with their own ways of signing in. */
export type OwnKeysAct = 'addPasskey' | 'removePasskey' | 'setPassphrase' | 'renewTotp' | 'markKeys';

/** One act. `challenge` comes from the server and serves once; `about` is everything that the act will store. */
export type OwnKeysStatement = { act: OwnKeysAct; memberId: string; challenge: string; about: readonly string[] };

const fieldsOf = ({ about, ...rest }: OwnKeysStatement) => ({
  ...rest,
  about: toBase64(sha256(utf8(JSON.stringify(about)))),
});

/** Signed with the member's own key, so that the act needs unlocked keys and not just a session. */
export const signOwnKeys = (statement: OwnKeysStatement, seed: Uint8Array): string =>
  signStatement('ownKeys', fieldsOf(statement), seed);

export const verifyOwnKeys = (statement: OwnKeysStatement, signature: string, publicKey: string): boolean =>
  verifyStanding('ownKeys', fieldsOf(statement), signature, publicKey);
