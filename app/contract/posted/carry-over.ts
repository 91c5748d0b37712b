import * as z from 'zod/mini';
import { isUuid } from '~/domain/uuid';
import { bytes, uuid } from './posted';

/** Things of a unit wrapped anew for its next key; a payee's share is named by the payment's id and by its holder. */
const rewrapped = z.object({
  id: z.string().check(z.refine((text) => isUuid(text.replace(/:[a-z]+$/, '')))),
  of: z.enum(['key', 'payee', 'hazard', 'directorySeed']),
  fromKeyId: uuid,
  bytes,
});
export const postedItems = z.array(rewrapped);
export type RewrappedItem = z.input<typeof rewrapped>;

/** New thread and case keys of a case, with wraps and the member's signed statement for each. */
export const postedRenewal = z.object({
  keyEpoch: z.int(),
  caseRecipient: z.string(),
  threads: z.array(z.object({ reportId: uuid, recipient: z.string() })),
  wraps: z.array(
    z.object({
      reportId: z.nullable(uuid),
      key: z.enum(['thread', 'case']),
      share: z.enum(['whole', 'custodians', 'guardians']),
      holder: z.enum(['unit', 'reporter']),
      unitKeyId: z.nullable(uuid),
      bytes,
    }),
  ),
  /** `reportId` is null for the case key. */
  proofs: z.array(z.object({ reportId: z.nullable(uuid), bytes })),
});
export type PostedRenewal = z.input<typeof postedRenewal>;
