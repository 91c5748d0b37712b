import { signText, verifyStandingText } from '~/envelope/signing';

/** A guardian's own signature under a statement of the county: Ed25519, URL-safe Base64. */
export type Attestation = { memberId: string; signature: string };

/** Which statement is vouched for: the directory of keys, or the routing. */
export type Attested = 'directory' | 'routing';
/** The text as it is signed, and the county key that signed it. */
type UnderCountyKey = { statement: string; publicKey: string };

/** The county key is part of the text, so that a signature made under one county key is worthless under another. */
const attested = ({ statement, publicKey }: UnderCountyKey): string => `${publicKey}\n${statement}`;

/** A guardian vouches for a statement's text with their own signing key. */
export const attest = (what: Attested, statement: string, publicKey: string, signingSeed: Uint8Array): string =>
  signText(`${what}Attestation`, attested({ statement, publicKey }), signingSeed);

export const verifyAttestation = (
  what: Attested,
  under: UnderCountyKey,
  signature: string,
  signingKey: string,
): boolean => verifyStandingText(`${what}Attestation`, attested(under), signature, signingKey);

export const attestDirectory = (statement: string, countyKey: string, signingSeed: Uint8Array): string =>
  attest('directory', statement, countyKey, signingSeed);
