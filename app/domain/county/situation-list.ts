import { z } from 'zod';
import { fen, header } from './policy-header';

/** The most situations of one list; the longest known one has some two hundred. */
export const MAX_SITUATIONS = 1_000;

/** One situation that is rewarded by a fixed amount (情形), under its number in the issued list. */
const situation = z.object({
  code: z.string().regex(/^[\p{L}\p{N}.-]{1,20}$/u),
  sector: z.string().min(1).max(40),
  text: z.string().min(1).max(300),
  amountFen: fen,
  /** What must be so for it to be paid; null where the list names nothing more. */
  condition: z.string().min(1).max(300).nullable(),
  /** The article or document that it rests on, beside that of the whole list. */
  basis: z.string().min(1).max(200).nullable(),
});

/**
 * Fixed amounts per situation (奖励标准), as Chongqing has them. One version is the whole list: a situation that the next
 * one leaves out is paid no more.
 */
export const situationsSchema = z.object({
  ...header,
  kind: z.literal('situations'),
  items: z
    .array(situation)
    .min(1)
    .max(MAX_SITUATIONS)
    .refine((items) => new Set(items.map(({ code }) => code)).size === items.length, 'Two have one code'),
});

/** As stored (plain JSON), and with amounts as the rules use them. */
export type SituationData = z.input<typeof situation>;
export type Situation = z.output<typeof situation>;
export type Situations = z.output<typeof situationsSchema>;
