import * as z from 'zod/mini';

/**
 * What lies in the same seal as a share of a report's keys, so that nobody can change or remove it without losing the
 * share: whom the report is about, where it was sent, by which list, and who can open it. Its size is the same whatever
 * it says.
 */
export type ShareAbout = {
  /** Ids of the units that the report or case is about; mostly there are none. */
  accused: readonly string[];
  /**
   * The case as which the report was sent, so that no request for another case gets its keys; '' in a payment's share,
   * which must not tell.
   */
  caseId: string;
  /** The unit to which the report was sent. Which unit had it later follows from signed transfers. */
  firstUnitId: string;
  /** Version of the signed list when the report was sent, which says who stood under whom then. */
  listVersion: number;
  /** Public half of the key (report-proof) with which only somebody who opened the report can sign. */
  proofKey: string;
};

/** Only the members of `about`, in one order. */
export const plainAbout = ({ accused, caseId, firstUnitId, listVersion, proofKey }: ShareAbout): ShareAbout => ({
  accused: [...accused].sort(),
  caseId,
  firstUnitId,
  listVersion,
  proofKey,
});

export const sameAbout = (one: ShareAbout, other: ShareAbout): boolean =>
  JSON.stringify(plainAbout(one)) === JSON.stringify(plainAbout(other));

/** Anybody may send a report, so every member is checked. */
export const shareAboutShape = z.object({
  accused: z.array(z.string()),
  caseId: z._default(z.string(), ''),
  firstUnitId: z.string(),
  listVersion: z.int(),
  proofKey: z.string(),
}) satisfies z.ZodMiniType<ShareAbout>;
