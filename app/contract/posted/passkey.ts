import * as z from 'zod/mini';

const base64 = (most: number) => z.string().check(z.regex(/^[\w-]+$/), z.maxLength(most));
const TRANSPORTS = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const;
const transports = z.pipe(
  z.optional(z.array(z.string())),
  z.transform((all: string[] | undefined) => TRANSPORTS.filter((one) => all?.includes(one))),
);

const common = { id: base64(1366), rawId: base64(1366), type: z.literal('public-key') };

/** Only what is checked is taken over, so no extension results are. */
const without = <S extends z.ZodMiniType<object>>(schema: S) =>
  z.pipe(
    schema,
    z.transform((answer: z.output<S>) => ({ ...answer, clientExtensionResults: {} })),
  );

/** What an authenticator made (WebAuthn Level 3, section 5.1, `RegistrationResponseJSON`). */
export const createdPasskey = without(
  z.object({
    ...common,
    response: z.object({ clientDataJSON: base64(4096), attestationObject: base64(16_384), transports }),
  }),
);

/** What an authenticator signed (`AuthenticationResponseJSON`). */
export const askedPasskey = without(
  z.object({
    ...common,
    response: z.object({
      clientDataJSON: base64(4096),
      authenticatorData: base64(4096),
      signature: base64(4096),
      userHandle: z.exactOptional(base64(128)),
    }),
  }),
);
