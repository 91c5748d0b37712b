import type { Tx } from '#db/client';
import { county } from '#db/schema/county';
import { Refusal } from '~/domain/refusal';
import { isEnvelopeError } from '~/envelope/errors';

/** The county key's public half, with its row locked, so that versions come one after another. Refusal `notOpen`. */
export async function lockCounty(tx: Tx): Promise<string> {
  const [info] = await tx.select({ publicKey: county.directoryKey }).from(county).for('update');
  if (!info?.publicKey) throw new Refusal('notOpen');
  return info.publicKey;
}

/** Turns whatever the envelope refuses into Refusal `invalid`. */
export function orInvalid<T>(open: () => T): T {
  try {
    return open();
  } catch (error) {
    throw isEnvelopeError(error) ? new Refusal('invalid', { field: 'statement' }) : error;
  }
}
