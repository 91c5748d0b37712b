import { browserArgon2id } from '~/browser/argon2';
import { recall } from '~/browser/keys/checked-directory';
import { member, openedBy, unlock } from '~/browser/keys/keyring';
import { fromBase64, randomBytes, toBase64 } from '~/envelope/bytes';
import { type MemberMark, newMemberKeys, wrapMemberKeys } from '~/envelope/keys/member-keys';
import { normalisePassphrase, passphraseKeys } from '~/envelope/keys/passphrase';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * 160 random bits in base32 (RFC 4648), as authenticators take them. 256 is a multiple of 32, so each character is
 * equally likely.
 */
export const newTotpSecret = (): string => Array.from(randomBytes(32), (byte) => BASE32[byte % BASE32.length]).join('');

/** The address that authenticator apps read from the QR code (Google's Key URI Format). */
export function totpAddress(issuer: string, login: string, secret: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(login)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`;
}

export const samePassphrase = (a: string, b: string): boolean => normalisePassphrase(a) === normalisePassphrase(b);

type Who = { memberId: string; login: string; salt: string };
export type MadeKeys = { loginKey: string; recipient: string; signingKey: string; wrappedKeys: string };

/**
 * Makes the member's keys here and wraps them together with the county key; only what may leave the browser is returned
 * (base64).
 */
export async function makeMemberKeys(
  { memberId, login, salt, countyKey }: Who & Pick<MemberMark, 'countyKey'>,
  passphrase: string,
): Promise<MadeKeys> {
  const keys = await newMemberKeys();
  const { loginKey, wrapping } = await passphraseKeys(passphrase, login, fromBase64(salt), browserArgon2id);
  const wrappedKeys = await wrapMemberKeys(keys, { countyKey, begun: false }, memberId, wrapping.recipient);
  return {
    loginKey,
    recipient: keys.age.recipient,
    signingKey: keys.signing.publicKey,
    wrappedKeys: toBase64(wrappedKeys),
  };
}

/**
 * The unlocked keys wrapped by a first or a new passphrase, together with what is remembered; this may leave the
 * browser (base64).
 */
export async function wrapByPassphrase({ login, salt }: Omit<Who, 'memberId'>, passphrase: string) {
  await recall();
  const { memberId, ...keys } = member();
  const { loginKey, wrapping } = await passphraseKeys(passphrase, login, fromBase64(salt), browserArgon2id);
  return { loginKey, wrappedKeys: toBase64(await wrapMemberKeys(keys, openedBy().mark, memberId, wrapping.recipient)) };
}

/** What a passphrase gives: the login key to send, and the key pair that opens the wrapped keys here. */
export const openPassphrase = (passphrase: string, login: string, salt: string) =>
  passphraseKeys(passphrase, login, fromBase64(salt), browserArgon2id);

/** Opens the keyring by passphrase alone, after a reload or a lock. Rejects with EnvelopeError `wrongKey`. */
export async function unlockWith(passphrase: string, who: Who & { wrappedKeys: string }): Promise<void> {
  const { wrapping } = await openPassphrase(passphrase, who.login, who.salt);
  await unlock({ memberId: who.memberId, wrappedKeys: who.wrappedKeys, wrapping, method: { of: 'passphrase' } });
}
