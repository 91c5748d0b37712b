import * as z from 'zod/mini';
import { countingNumber, isoDay, sha256Hash } from '~/envelope/keys/statement-shape';
import { uuid } from './posted';

/** A stamp as a browser posts it. Only its shape is checked here. */
export const postedStamp = z.strictObject({
  memberId: uuid,
  directoryHash: sha256Hash,
  directoryVersion: countingNumber,
  routingHash: z.union([z.literal(''), sha256Hash]),
  routingVersion: z.int().check(z.minimum(0)),
  transferTag: sha256Hash,
  day: isoDay,
  signature: z.string().check(z.regex(/^[\w-]{86}$/)),
});
