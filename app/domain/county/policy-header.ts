import { z } from 'zod';
import { isIsoDate } from '~/domain/dates';

const day = z.string().refine(isIsoDate, 'Not a day');
/** Money in policy data: whole fen as a decimal string, parsed to bigint. */
export const fen = z
  .string()
  .regex(/^(0|[1-9]\d{0,14})$/)
  .transform((digits) => BigInt(digits));
/** An amount, or null where it is not known here: then it is left for the operator to enter, and never invented. */
export const fenOrUnknown = fen.nullable();
export const basisPoints = z.int().min(0).max(1_000_000);
export const count = z.int().min(0).max(100_000);

/** What every policy says of itself. */
export const header = {
  id: z.string().regex(/^[a-z0-9-]{3,60}$/),
  jurisdiction: z.string().min(1).max(60),
  effectiveFrom: day,
  effectiveTo: day.nullable(),
  legalBasis: z.string().min(1).max(200),
  /** Whether the policy was compared with the issued text, and by whom. */
  checked: z.boolean(),
  checkedBy: z.string().min(1).max(100).nullable(),
};
