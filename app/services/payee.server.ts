import { eq } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { payeeShare, reward } from '#db/schema/reward';
import { type BankAccount, checkPayee } from '~/domain/payee';
import { Refusal } from '~/domain/refusal';
import { isEnvelopeError } from '~/envelope/errors';
import { assertHybrid } from '~/envelope/key-pair';
import { type SealedPayee, sealPayee } from '~/envelope/payee';
import { requireSealed } from './case-record.server';
import { certifiedKeyOf } from './unit-key.server';

const FIELDS = { holder: 'payeeName', bank: 'bankName', account: 'bankAccount' } as const;

/** A checked payee; Refusal `invalid` with the form's field otherwise. */
export function readPayee(typed: Readonly<Record<keyof BankAccount, unknown>>): BankAccount {
  const checked = checkPayee(typed);
  if (typeof checked === 'string') throw new Refusal('invalid', { field: FIELDS[checked] });
  return checked;
}

/**
 * Seals a payee in memory in two shares, for the certified keys of finance and the guardians, and stores nothing else
 * of it. Refusal `notOpen` when the directory in force does not vouch for one of them.
 */
export async function storePayee(tx: Tx, rewardId: string, payee: BankAccount): Promise<void> {
  const finance = await certifiedKeyOf(tx, 'finance');
  const guardians = await certifiedKeyOf(tx, 'guardians');
  await insert(tx, rewardId, await sealPayee({ rewardId, payee: { method: 'bank', ...payee }, finance, guardians }));
}

/** Sealed small things of one kind have one size; a little room for what age may add. */
const MOST_BYTES = 16 * 1024;

/**
 * Keeps a payee that the reporter's browser sealed: an age file and two shares, each for the key of finance or guardians
 * that the directory in force vouches for. Refusals: `invalid` (payee), `conflict` when a key has changed meanwhile.
 */
export async function storeSealedPayee(tx: Tx, rewardId: string, sealed: SealedPayee): Promise<void> {
  requireHybrid(sealed.payeeRecipient);
  for (const bytes of [sealed.payee, ...sealed.shares.map((share) => share.bytes)]) {
    requireSealed(bytes, 'payee');
    if (bytes.length > MOST_BYTES) throw new Refusal('invalid', { field: 'payee' });
  }
  if (sealed.shares.length !== 2) throw new Refusal('invalid', { field: 'payee' });
  for (const holder of ['finance', 'guardians'] as const) {
    const share = sealed.shares.find((one) => one.share === holder);
    if (!share) throw new Refusal('invalid', { field: 'payee' });
    if (share.unitKeyId !== (await certifiedKeyOf(tx, holder)).unitKeyId) {
      throw new Refusal('conflict', { field: 'payee' });
    }
  }
  await insert(tx, rewardId, sealed);
}

function requireHybrid(recipient: string): void {
  try {
    assertHybrid(recipient);
  } catch (error) {
    throw isEnvelopeError(error) ? new Refusal('invalid', { field: 'payee' }) : error;
  }
}

async function insert(tx: Tx, rewardId: string, { payee, payeeRecipient, shares }: SealedPayee): Promise<void> {
  await tx.update(reward).set({ payee, payeeRecipient }).where(eq(reward.id, rewardId));
  await tx.insert(payeeShare).values(shares.map((share) => ({ rewardId, ...share })));
}
