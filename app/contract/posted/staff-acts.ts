import * as z from 'zod/mini';
import type { TypedEmployer } from '~/domain/county/register-entry';
import { bytes, readPosted, uuid } from './posted';

/** A unit's key wrapped for its members, when it is rotated. */
export const postedGrants = z.array(z.object({ memberId: uuid, wrapped: bytes }));

/** Guardians' shares of a batch, sealed anew to finance. */
export const postedReleases = z.array(z.object({ rewardId: z.string(), unitKeyId: z.string(), bytes }));

/** The approving lead's word for who may claim a reward. */
export const postedClaimant = z.object({ key: z.string(), signature: z.string(), proof: z.string() });

/** Rows of a table of employers as the page showed them, to be checked once more. */
const confirmedEmployers = z.array(
  z.strictObject({
    names: z.record(z.string(), z.string()),
    creditCode: z.string(),
    sector: z.string(),
    areaCode: z.string(),
    regulators: z.array(z.strictObject({ unitId: z.string(), duty: z.string(), sectors: z.array(z.string()) })),
  }),
);

/** Refusal `invalid` (rows). */
export const readConfirmed = (json: string): TypedEmployer[] => readPosted(confirmedEmployers, json, 'rows');
