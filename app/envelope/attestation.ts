import { signText, verifyText } from './signing';

/** A guardian's own signature under a directory: Ed25519, URL-safe Base64. */
export type Attestation = { memberId: string; signature: string };

const KIND = 'directoryAttestation';

/** The county key stands in the text, so that what was vouched for under one county key says nothing under another. */
const attested = (statement: string, countyKey: string): string => `${countyKey}\n${statement}`;

/** A guardian vouches for a directory's text with their own signing key. */
export const attestDirectory = (statement: string, countyKey: string, signingSeed: Uint8Array): string =>
  signText(KIND, attested(statement, countyKey), signingSeed);

export const verifyAttestation = (
  statement: string,
  countyKey: string,
  signature: string,
  signingKey: string,
): boolean => verifyText(KIND, attested(statement, countyKey), signature, signingKey);
