import * as z from 'zod/mini';

// WebAuthn Level 3, sections 5.4.5 and 5.5: the options that this site gives a browser. The server sets no extensions:
// a browser adds the one that it needs.

const named = z.object({ id: z.string(), type: z.literal('public-key') });
const verification = z.enum(['required', 'preferred', 'discouraged']);
const asking = { challenge: z.string(), timeout: z.exactOptional(z.int()) };

/** Options to create a new passkey. `prfSalt` (Base64) goes into the PRF extension. */
export const newPasskeyQuestion = z.object({
  options: z.object({
    ...asking,
    rp: z.object({ id: z.exactOptional(z.string()), name: z.string() }),
    user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
    pubKeyCredParams: z.array(z.object({ alg: z.int(), type: z.literal('public-key') })),
    excludeCredentials: z.exactOptional(z.array(named)),
    authenticatorSelection: z.exactOptional(
      z.object({
        residentKey: z.exactOptional(verification),
        requireResidentKey: z.exactOptional(z.boolean()),
        userVerification: z.exactOptional(verification),
      }),
    ),
    attestation: z.exactOptional(z.literal('none')),
  }),
  prfSalt: z.string(),
});

/** Options to use a passkey that the person already has. */
export const passkeyQuestion = z.object({
  options: z.object({
    ...asking,
    rpId: z.exactOptional(z.string()),
    allowCredentials: z.exactOptional(z.array(named)),
    userVerification: z.exactOptional(verification),
  }),
  prfSalt: z.string(),
});

/** Who signed in, with their keys as they are stored, wrapped (Base64). */
export const signedInAnswer = z.object({ memberId: z.string(), wrappedKeys: z.string() });

/** A challenge that is signed by unlocked keys. */
export const challengeAnswer = z.object({ challenge: z.string() });
