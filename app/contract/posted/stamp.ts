import * as z from 'zod/mini';
import type { Stamp } from '~/envelope/keys/stamp';
import { countingNumber, isoDay, sha256Hash } from '~/envelope/keys/statement-shape';
import { readPosted, uuid } from './posted';

const postedStamp = z.strictObject({
  memberId: uuid,
  directoryHash: sha256Hash,
  directoryVersion: countingNumber,
  routingHash: z.union([z.literal(''), sha256Hash]),
  routingVersion: z.int().check(z.minimum(0)),
  transferTag: sha256Hash,
  day: isoDay,
  signature: z.string().check(z.regex(/^[\w-]{86}$/)),
});

/** A stamp as a browser posts it; '' is none. Nothing of it is checked but its shape. Refusal `invalid` (stamp). */
export const readStamp = (json: string): Stamp | null => (json === '' ? null : readPosted(postedStamp, json, 'stamp'));
