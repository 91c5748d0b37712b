import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';
import { Refusal } from '~/domain/refusal';

const base64 = (most: number) =>
  z
    .string()
    .regex(/^[\w-]+$/)
    .max(most);
const TRANSPORTS = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const;
const transports = z
  .array(z.string())
  .optional()
  .transform((all) => TRANSPORTS.filter((one) => all?.includes(one)));

const common = { id: base64(1366), rawId: base64(1366), type: z.literal('public-key') };

const created = z.object({
  ...common,
  response: z.object({ clientDataJSON: base64(4096), attestationObject: base64(16_384), transports }),
});

const asked = z.object({
  ...common,
  response: z.object({
    clientDataJSON: base64(4096),
    authenticatorData: base64(4096),
    signature: base64(4096),
    userHandle: base64(128).optional(),
  }),
});

/** Only what is checked is taken over: extension results have no place here. Refusal `invalid` for anything malformed. */
export function createdPasskey(text: string): RegistrationResponseJSON {
  return { ...parsed(created, text), clientExtensionResults: {} };
}

export function askedPasskey(text: string): AuthenticationResponseJSON {
  const { response, ...rest } = parsed(asked, text);
  const { userHandle, ...signed } = response;
  return {
    ...rest,
    response: userHandle === undefined ? signed : { ...signed, userHandle },
    clientExtensionResults: {},
  };
}

function parsed<S extends z.ZodType>(schema: S, text: string): z.output<S> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Refusal('invalid');
  }
  const result = schema.safeParse(json);
  if (!result.success) throw new Refusal('invalid');
  return result.data;
}
