import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '#db/client';
import { payeeShare, reward } from '#db/schema/reward';
import { Refusal } from '~/domain/refusal';
import { sealPayee } from '~/envelope/payee';
import { certifiedKeyOf } from './unit-key.server';

const text = (most: number) => z.string().trim().min(1).max(most);

/** Where a reward is paid to. Account: 8 to 32 digits, spaces allowed. */
export const payeeSchema = z.object({
  holder: text(60),
  bank: text(80),
  account: z
    .string()
    .max(80)
    .transform((typed) => typed.replace(/[\s\u3000-]/g, ''))
    .pipe(z.string().regex(/^\d{8,32}$/)),
});
export type Payee = z.infer<typeof payeeSchema>;

const FIELDS: Record<string, string> = { holder: 'payeeName', bank: 'bankName', account: 'bankAccount' };

/** A checked payee; Refusal `invalid` with the form's field otherwise. */
export function readPayee(typed: unknown): Payee {
  const read = payeeSchema.safeParse(typed);
  if (read.success) return read.data;
  const [first] = read.error.issues;
  throw new Refusal('invalid', { field: FIELDS[String(first?.path[0])] ?? 'payeeName' });
}

/**
 * Seals a payee in memory in two shares, for the certified keys of finance and the guardians, and stores nothing else
 * of it. Refusal `notOpen` when the directory in force does not vouch for one of them.
 */
export async function storePayee(tx: Tx, rewardId: string, payee: Payee): Promise<void> {
  const finance = await certifiedKeyOf(tx, 'finance');
  const guardians = await certifiedKeyOf(tx, 'guardians');
  const { shares, ...sealed } = await sealPayee({
    rewardId,
    payee: { method: 'bank', ...payee },
    finance,
    guardians,
  });
  await tx.update(reward).set(sealed).where(eq(reward.id, rewardId));
  await tx.insert(payeeShare).values(shares.map((share) => ({ rewardId, ...share })));
}
