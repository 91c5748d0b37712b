import { z } from 'zod';
import { secretIn } from '~/services/webhook.server';
import { isServiceAddress } from './service-address';

/** Settings of the gateway that brings messages to telephones. */

/** The secret in the file that was named; undefined where it cannot be read or is none. */
function secretFrom(file: string): Uint8Array | undefined {
  try {
    return secretIn(file) ?? undefined;
  } catch {
    return undefined;
  }
}

export const gatewaySettings = {
  ANSHAO_WEBHOOK_URL: {
    schema: z.string().refine(isServiceAddress),
    must: 'must be an https address without a password, or an http address of this machine or a private network.',
  },
  ANSHAO_WEBHOOK_SECRET_FILE: {
    schema: z.string().transform((file, ctx) => {
      const secret = secretFrom(file);
      if (secret === undefined) ctx.addIssue({ code: 'custom', message: 'no secret' });
      return secret ?? new Uint8Array();
    }),
    must: 'must be a file that holds whsec_ and 24 to 64 random bytes in Base64.',
  },
} as const;
