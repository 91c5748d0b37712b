import * as z from 'zod/mini';
import type { KeptForUnit } from '~/contract/sealed/rewrap';
import { grant, sealedCase } from './case';

const whole = z.int().check(z.minimum(0));

/** How much is left under a unit's retired keys; `waits` while opened requests still need an old key. */
const state = { left: whole, retired: whole, waits: z.boolean() };
export const rewrapState = z.object(state);
export type RewrapState = z.output<typeof rewrapState>;

const kept = z.discriminatedUnion('of', [
  z.object({
    of: z.literal('key'),
    ids: z.object({ caseId: z.string(), reportId: z.string() }),
    key: z.enum(['report', 'thread', 'case', 'identity']),
    share: z.enum(['whole', 'custodians', 'guardians']),
    keyEpoch: whole,
  }),
  z.object({ of: z.literal('payee'), rewardId: z.string(), share: z.enum(['finance', 'guardians', 'released']) }),
  z.object({ of: z.literal('hazard'), hazardId: z.string(), version: whole }),
  z.object({ of: z.literal('directorySeed') }),
]) satisfies z.ZodMiniType<KeptForUnit>;

/** The next things to wrap anew, and the grants through which the member opens them. */
export const rewrapPage = z.object({
  ...state,
  items: z.array(z.object({ id: z.string(), unitKeyId: z.string(), kept, bytes: z.string() })),
  grants: z.array(grant),
  toKeyId: z.string(),
});
export type RewrapPage = z.output<typeof rewrapPage>;

/** A case's keys, beside which new ones are to be made. */
export const caseToRenew = z.object({ sealed: sealedCase });
export type CaseToRenew = z.output<typeof caseToRenew>;
