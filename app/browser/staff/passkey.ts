import {
  type AuthenticationResponseJSON,
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  sendSignal,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';
import { fromBase64, randomBytes, toBase64 } from '~/envelope/bytes';

/**
 * Why a passkey did not serve. unsupported: not in this browser or at this address. noPrf: it can sign in but not
 * unlock keys. noVerification: it cannot verify its person. known: it is one of this member's already. cancelled:
 * stopped, timed out, or none at hand.
 */
export type PasskeyProblem = 'unsupported' | 'noPrf' | 'noVerification' | 'known' | 'cancelled';

class PasskeyError extends Error {
  readonly problem: PasskeyProblem;

  constructor(problem: PasskeyProblem) {
    super(problem);
    this.name = 'PasskeyError';
    this.problem = problem;
  }
}

/** The problem of a failed passkey call, or null when something else failed. */
export const passkeyProblem = (error: unknown): PasskeyProblem | null =>
  error instanceof PasskeyError ? error.problem : null;

export const passkeysSupported = (): boolean => browserSupportsWebAuthn();

/**
 * Whether this browser lets a passkey of another address of the site be used here (related origins). One that does not say is
 * asked all the same: it refuses in words.
 */
export async function relatedOriginsKnown(): Promise<boolean> {
  const asked = globalThis.PublicKeyCredential as { getClientCapabilities?: () => Promise<Record<string, boolean>> };
  const told = await asked?.getClientCapabilities?.();
  return told?.relatedOrigins ?? true;
}

/** What the library gives, without what must not leave the browser; `prf` is 32 bytes, to be wiped after use. */
export type MadePasskey = { response: RegistrationResponseJSON; prf: Uint8Array };
export type AskedPasskey = { response: AuthenticationResponseJSON; prf: Uint8Array | null };

type Prf = { enabled?: boolean; results?: { first?: unknown } } | undefined;

/**
 * Makes a passkey that unlocks keys. Some authenticators evaluate the PRF only when asked again, which is a second tap.
 * Rejects with a problem; a passkey that turned out not to unlock is reported to the browser as unknown here.
 */
export async function makePasskey(
  optionsJSON: PublicKeyCredentialCreationOptionsJSON,
  prfSalt: string,
): Promise<MadePasskey> {
  const prf = { eval: { first: new Uint8Array(fromBase64(prfSalt)) } };
  const made = await orProblem(startRegistration({ optionsJSON: { ...optionsJSON, extensions: { prf } } }));
  const result = made.clientExtensionResults.prf as Prf;
  const response = { ...made, clientExtensionResults: {} };
  const rpId = optionsJSON.rp.id ?? location.hostname;
  if (result?.enabled !== true) {
    await forget(rpId, made.id);
    throw new PasskeyError('noPrf');
  }
  const first = bytesOf(result.results?.first) ?? (await askForPrf(rpId, [{ id: made.id, prfSalt }])).prf;
  return { response, prf: first };
}

/** Asks for a passkey: whichever the person has, or one of `optionsJSON.allowCredentials`. Rejects with a problem. */
export async function askPasskey(
  optionsJSON: PublicKeyCredentialRequestOptionsJSON,
  prfSalt: string,
): Promise<AskedPasskey> {
  const prf = { eval: { first: new Uint8Array(fromBase64(prfSalt)) } };
  const asked = await orProblem(startAuthentication({ optionsJSON: { ...optionsJSON, extensions: { prf } } }));
  const result = asked.clientExtensionResults.prf as Prf;
  return { response: { ...asked, clientExtensionResults: {} }, prf: bytesOf(result?.results?.first) };
}

/** The PRF of one of these passkeys, for unlocking here; the answer is sent nowhere. Rejects with a problem. */
export async function askForPrf(
  rpId: string,
  passkeys: readonly { id: string; prfSalt: string }[],
): Promise<{ id: string; prf: Uint8Array }> {
  const salts = passkeys.map(({ id, prfSalt }) => [id, { first: new Uint8Array(fromBase64(prfSalt)) }]);
  const optionsJSON: PublicKeyCredentialRequestOptionsJSON = {
    rpId,
    challenge: toBase64(randomBytes(32)),
    userVerification: 'required',
    allowCredentials: passkeys.map(({ id }) => ({ id, type: 'public-key' })),
    extensions: { prf: { evalByCredential: Object.fromEntries(salts) } },
  };
  const { id, clientExtensionResults } = await orProblem(startAuthentication({ optionsJSON }));
  const prf = bytesOf((clientExtensionResults.prf as Prf)?.results?.first);
  if (!prf) throw new PasskeyError('noPrf');
  return { id, prf };
}

function bytesOf(value: unknown): Uint8Array | null {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  return ArrayBuffer.isView(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : null;
}

/** Some browsers can take it off their lists; others simply do not. */
async function forget(rpID: string, credentialID: string): Promise<void> {
  await sendSignal({ signalName: 'unknownCredential', rpID, credentialID }).catch(() => undefined);
}

const CODES: Readonly<Record<string, PasskeyProblem>> = {
  ERROR_INVALID_DOMAIN: 'unsupported',
  ERROR_INVALID_RP_ID: 'unsupported',
  ERROR_AUTHENTICATOR_MISSING_DISCOVERABLE_CREDENTIAL_SUPPORT: 'noPrf',
  ERROR_AUTHENTICATOR_MISSING_USER_VERIFICATION_SUPPORT: 'noVerification',
  ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED: 'known',
};

async function orProblem<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    const { code, name } = error as { code?: string; name?: string };
    const problem = code === undefined ? undefined : CODES[code];
    if (problem) throw new PasskeyError(problem);
    throw new PasskeyError(name === 'NotAllowedError' || name === 'AbortError' ? 'cancelled' : 'unsupported');
  }
}
