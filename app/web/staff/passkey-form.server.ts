import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import * as posted from '~/contract/posted/passkey';
import { readPosted } from '~/contract/posted/posted';

/** Refusal `invalid` for anything malformed. */
export const createdPasskey = (json: string): RegistrationResponseJSON => ({
  ...readPosted(posted.createdPasskey, json, 'answer'),
  clientExtensionResults: {},
});

export const askedPasskey = (json: string): AuthenticationResponseJSON => ({
  ...readPosted(posted.askedPasskey, json, 'answer'),
  clientExtensionResults: {},
});
