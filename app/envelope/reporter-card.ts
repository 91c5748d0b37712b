import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { equalBytes, fromBase64, toBase64, utf8 } from './bytes';
import { EnvelopeError } from './errors';
import { assertHybrid, type KeyPair } from './key-pair';
import { openJson, type PartLabel, sealJson } from './seal';

/**
 * What the reporter finds again with the receipt code: whom to seal later evidence to, and which county key stood then.
 * `reporterRecipient` is the reporter's own key, which officers wrap a renewed thread key to.
 */
export type ReporterCard = { reportRecipient: string; reporterRecipient: string; countyKey: string };

const KEY = utf8('anshao/reporter-card/v1');

/**
 * Sealed to the report's first thread key. Anybody can seal to that key, so the card carries an HMAC under the key's
 * own seed: only the reporter and the handling unit can make one.
 */
export function sealReporterCard(
  reportId: string,
  { reportRecipient, reporterRecipient, countyKey }: ReporterCard,
  thread: Pick<KeyPair, 'seed' | 'recipient'>,
): Promise<Uint8Array> {
  const card: ReporterCard = { reportRecipient, reporterRecipient, countyKey };
  const mac = toBase64(macOf(reportId, card, thread.seed));
  return sealJson(labelOf(reportId), { ...card, mac }, [thread.recipient]);
}

/**
 * Opens what `sealReporterCard` made. Throws EnvelopeError: badSignature (made by somebody without the thread key),
 * wrongKey, wrongPart, damaged, weakRecipient.
 */
export async function openReporterCard(
  reportId: string,
  sealed: Uint8Array,
  thread: Pick<KeyPair, 'seed' | 'identity'>,
): Promise<ReporterCard> {
  const card = await openJson<Record<string, unknown> | null>(sealed, thread.identity, labelOf(reportId));
  const { reportRecipient, reporterRecipient, countyKey, mac } = card ?? {};
  if (
    typeof reportRecipient !== 'string' ||
    typeof reporterRecipient !== 'string' ||
    typeof countyKey !== 'string' ||
    typeof mac !== 'string'
  ) {
    throw new EnvelopeError('damaged', 'card');
  }
  const opened: ReporterCard = { reportRecipient, reporterRecipient, countyKey };
  if (!equalBytes(fromBase64(mac), macOf(reportId, opened, thread.seed))) {
    throw new EnvelopeError('badSignature', 'card');
  }
  assertHybrid(reportRecipient);
  assertHybrid(reporterRecipient);
  return opened;
}

/** A JSON array: the fields cannot run into each other. */
function macOf(reportId: string, card: ReporterCard, seed: Uint8Array): Uint8Array {
  const key = hkdf(sha256, seed, undefined, KEY, 32);
  const { reportRecipient, reporterRecipient, countyKey } = card;
  return hmac(sha256, key, utf8(JSON.stringify([reportId, reportRecipient, reporterRecipient, countyKey])));
}

const labelOf = (reportId: string): PartLabel => ({ kind: 'reporterCard', scope: reportId, sequence: 0 });
