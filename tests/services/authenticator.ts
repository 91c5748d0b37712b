import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { utf8 } from '~/envelope/bytes';

/** What an authenticator or browser may get wrong, on purpose. */
type Wrong = { origin?: string; rpId?: string; verified?: boolean; counter?: number; userHandle?: string };

const PRESENT = 0x01;
const VERIFIED = 0x04;
const ATTESTED = 0x40;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/**
 * A passkey in software, built from the standard's own bytes (WebAuthn Level 3, sections 6.1 and 6.5). ES256, no
 * attestation.
 */
export function softPasskey(origin = 'http://localhost:3000') {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(32);
  let counter = 0;
  let userHandle = '';
  const clientData = (type: string, challenge: string, wrong: Wrong) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: wrong.origin ?? origin, crossOrigin: false }));
  const head = (wrong: Wrong, more = 0) => {
    const flags = PRESENT | more | (wrong.verified === false ? 0 : VERIFIED);
    const tail = Buffer.alloc(5);
    tail.writeUInt8(flags, 0);
    counter += 1;
    tail.writeUInt32BE(wrong.counter ?? counter, 1);
    return Buffer.concat([sha256(utf8(wrong.rpId ?? new URL(origin).hostname)), tail]);
  };
  const common = { id: id.toString('base64url'), rawId: id.toString('base64url'), type: 'public-key' as const };
  return {
    id: common.id,
    make(options: PublicKeyCredentialCreationOptionsJSON, wrong: Wrong = {}): RegistrationResponseJSON {
      userHandle = options.user.id;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const authData = Buffer.concat([head(wrong, ATTESTED), Buffer.alloc(16), length, id, coseKey(publicKey)]);
      return {
        ...common,
        clientExtensionResults: {},
        response: {
          clientDataJSON: clientData('webauthn.create', options.challenge, wrong).toString('base64url'),
          attestationObject: attestation(authData).toString('base64url'),
          transports: ['internal'],
        },
      };
    },
    ask(options: PublicKeyCredentialRequestOptionsJSON, wrong: Wrong = {}): AuthenticationResponseJSON {
      const data = clientData('webauthn.get', options.challenge, wrong);
      const authData = head(wrong);
      const signature = sign('sha256', Buffer.concat([authData, sha256(data)]), privateKey);
      return {
        ...common,
        clientExtensionResults: {},
        response: {
          clientDataJSON: data.toString('base64url'),
          authenticatorData: authData.toString('base64url'),
          signature: signature.toString('base64url'),
          userHandle: wrong.userHandle ?? userHandle,
        },
      };
    },
  };
}

/** COSE_Key of a P-256 key (RFC 9053, section 7.1). */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const bytes = (hex: string) => Buffer.from(hex, 'hex');
  return Buffer.concat([
    bytes('a5010203262001215820'),
    Buffer.from(x, 'base64url'),
    bytes('225820'),
    Buffer.from(y, 'base64url'),
  ]);
}

/** CBOR of { fmt: 'none', attStmt: {}, authData }. */
function attestation(authData: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(authData.length);
  return Buffer.concat([
    Buffer.from('a3', 'hex'),
    Buffer.from('63', 'hex'),
    Buffer.from('fmt'),
    Buffer.from('64', 'hex'),
    Buffer.from('none'),
    Buffer.from('67', 'hex'),
    Buffer.from('attStmt'),
    Buffer.from('a0', 'hex'),
    Buffer.from('68', 'hex'),
    Buffer.from('authData'),
    Buffer.from('59', 'hex'),
    length,
    authData,
  ]);
}
