import * as z from 'zod/mini';
import type { SealedFollow } from '~/domain/follow/sealed-follow';
import { signedList, stamp } from './answer';

const whole = z.int().check(z.minimum(0));
const keyed = z.array(z.object({ keyEpoch: whole, bytes: z.string() }));

/** What the reporter's browser gets in order to open the reporter's own page, as it stands in the page. */
export const sealedFollow = z.object({
  reportId: z.string(),
  nextSequence: whole,
  keyEpoch: whole,
  wraps: keyed,
  renewals: keyed,
  messages: z.array(
    z.object({
      sequence: whole,
      from: z.enum(['reporter', 'staff']),
      keyEpoch: whole,
      bytes: z.nullable(z.string()),
    }),
  ),
  reward: z.nullable(z.object({ id: z.string(), rewardId: z.nullable(z.string()), steps: z.string() })),
  card: z.nullable(z.string()),
  reportRecipient: z.nullable(z.string()),
  directoryVersion: whole,
  directory: z.nullable(signedList),
  routingVersion: whole,
  routing: z.nullable(signedList),
  stamps: z.array(stamp),
  former: z.array(signedList),
  payeeKeys: z.nullable(z.object({ finance: z.string(), guardians: z.string() })),
  files: z.object({ nextManifest: whole, nextIndex: whole }),
}) satisfies z.ZodMiniType<SealedFollow>;
