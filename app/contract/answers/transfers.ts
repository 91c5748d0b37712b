import * as z from 'zod/mini';
import type { TransferChain } from '~/envelope/case/transfer-chain';
import { signedStatement, stamp } from './answer';

/**
 * The county's chain of transfers. It consists of hashes, so it tells nothing about a case to anybody who does not know
 * its id.
 */
export const transfersAnswer = z.object({
  links: z.array(z.object({ caseTag: z.string(), stepHash: z.string() })),
  last: z.nullable(z.object({ memberId: z.string(), signature: z.string() })),
  stamps: z.array(stamp),
  noted: z.nullable(z.string()),
  former: z.array(signedStatement),
}) satisfies z.ZodMiniType<TransferChain>;
