import * as z from 'zod/mini';

/**
 * What lies in the same seal as a share of a report's keys, so that nobody changes or takes it away without losing the
 * share: whom the report is about, where it was sent, by which list, and who can open it. It has one size, whatever it says.
 */
export type ShareAbout = {
  /** Ids of the units that the report or case is about; mostly none. */
  accused: readonly string[];
  /** The case that the report was sent as, so that no ask for another case gets its keys; '' in a payment's share, which must not tell. */
  caseId: string;
  /** The unit it was sent to. Whoever had it later follows from signed transfers. */
  firstUnitId: string;
  /** Version of the signed list at the sending: who stood under whom then. */
  listVersion: number;
  /** Public half of the key (report-proof) that only somebody who opened the report signs with. */
  proofKey: string;
};

/** The members of `about` alone, in one order. */
export const plainAbout = ({ accused, caseId, firstUnitId, listVersion, proofKey }: ShareAbout): ShareAbout => ({
  accused: [...accused].sort(),
  caseId,
  firstUnitId,
  listVersion,
  proofKey,
});

export const sameAbout = (one: ShareAbout, other: ShareAbout): boolean =>
  JSON.stringify(plainAbout(one)) === JSON.stringify(plainAbout(other));

/** Whoever reports is anybody, so every member is looked at. */
export const shareAboutShape = z.object({
  accused: z.array(z.string()),
  caseId: z._default(z.string(), ''),
  firstUnitId: z.string(),
  listVersion: z.int(),
  proofKey: z.string(),
}) satisfies z.ZodMiniType<ShareAbout>;
