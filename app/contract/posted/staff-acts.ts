import * as z from 'zod/mini';
import { bytes, uuid } from './posted';

/** A unit's key wrapped for its members, when it is rotated. */
export const postedGrants = z.array(z.object({ memberId: uuid, wrapped: bytes }));

/** Guardians' shares of a batch, sealed anew to finance. */
export const postedReleases = z.array(z.object({ rewardId: z.string(), unitKeyId: z.string(), bytes }));

/** The approving lead's word for who may claim a reward. */
export const postedClaimant = z.object({ key: z.string(), signature: z.string(), proof: z.string() });
