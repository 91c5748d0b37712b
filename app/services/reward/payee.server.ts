import type { Tx } from '#db/client';
import { type SealedPayee, sealPayee } from '~/contract/sealed/payee';
import { Refusal } from '~/domain/refusal';
import { type BankAccount, checkPayee } from '~/domain/reward/payee';
import { assertHybridFile } from '~/envelope/age-file';
import { isEnvelopeError } from '~/envelope/errors';
import { assertHybrid } from '~/envelope/key-pair';
import type { ShareAbout } from '~/envelope/opening/share-about';
import { reporterSigningKey } from '~/envelope/report/reporter-signing';
import { signPayee } from '~/envelope/reward/claim';
import { requireSealed } from '~/services/case/case-record.server';
import { certifiedKeyOf } from '~/services/keys/unit-key.server';

const FIELDS = { holder: 'payeeName', bank: 'bankName', account: 'bankAccount' } as const;

/** A checked payee; Refusal `invalid` with the form's field otherwise. */
export function readPayee(typed: Readonly<Record<keyof BankAccount, unknown>>): BankAccount {
  const checked = checkPayee(typed);
  if (typeof checked === 'string') throw new Refusal('invalid', { field: FIELDS[checked] });
  return checked;
}

/** A sealed payee with its claimant's signature. */
export type ClaimedPayee = SealedPayee & { signature: string };

/**
 * Seals a payee in memory in two shares, for the certified keys of finance and the guardians, and signs it with the key of
 * the receipt code's seed. Refusal `notOpen` when the directory in force does not vouch for one of them.
 */
export async function sealForClaim(
  tx: Tx,
  rewardId: string,
  payee: BankAccount,
  { seed, about }: { seed: Uint8Array; about: ShareAbout },
): Promise<ClaimedPayee> {
  const finance = await certifiedKeyOf(tx, 'finance');
  const guardians = await certifiedKeyOf(tx, 'guardians');
  const sealed = await sealPayee({ rewardId, payee: { method: 'bank', ...payee }, finance, guardians, about });
  const signature = signPayee(rewardId, sealed.payee, reporterSigningKey(seed).seed);
  return { ...sealed, signature };
}

/** 64 bytes in URL-safe Base64. */
const SIGNATURE = /^[\w-]{86}$/;

/** Sealed small things of one kind have one size; this is a little room for what age may add. */
const MAX_BYTES = 16 * 1024;

/**
 * Checks a payee that the reporter's browser sealed: an age file and two shares, each for the key of finance or
 * guardians that the directory in force vouches for. Refusals: `invalid` (payee), `conflict` when a key has changed
 * meanwhile.
 */
export async function checkSealedPayee(tx: Tx, sealed: ClaimedPayee): Promise<void> {
  if (!SIGNATURE.test(sealed.signature)) throw new Refusal('invalid', { field: 'payee' });
  orInvalid(() => assertHybrid(sealed.payeeRecipient));
  for (const bytes of [sealed.payee, ...sealed.shares.map((share) => share.bytes)]) {
    requireSealed(bytes, 'payee');
    // When a share does not open, its holders carry it over to their next key as it is, which only takes hybrid files.
    orInvalid(() => assertHybridFile(bytes));
    if (bytes.length > MAX_BYTES) throw new Refusal('invalid', { field: 'payee' });
  }
  if (sealed.shares.length !== 2) throw new Refusal('invalid', { field: 'payee' });
  for (const holder of ['finance', 'guardians'] as const) {
    const share = sealed.shares.find((one) => one.share === holder);
    if (!share) throw new Refusal('invalid', { field: 'payee' });
    if (share.unitKeyId !== (await certifiedKeyOf(tx, holder)).unitKeyId) {
      throw new Refusal('conflict', { field: 'payee' });
    }
  }
}

function orInvalid(check: () => void): void {
  try {
    check();
  } catch (error) {
    throw isEnvelopeError(error) ? new Refusal('invalid', { field: 'payee' }) : error;
  }
}
