import { createHash, randomBytes } from 'node:crypto';

/** A secret for a link: 24 random bytes, base64url. */
export const newToken = (): string => randomBytes(24).toString('base64url');

/**
 * What a row stores of a token: SHA-256, hex. The purpose is hashed first, so that a token for one purpose never serves
 * another.
 */
export function tokenHash(purpose: 'form' | 'invite' | 'setup' | 'staff' | 'upload', token: string): string {
  return createHash('sha256').update(`anshao/${purpose}/`).update(token).digest('hex');
}
