import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { equalBytes, fromBase64, toBase64, utf8 } from './bytes';
import { EnvelopeError } from './errors';
import { assertHybrid, type KeyPair } from './key-pair';
import { openJson, type PartLabel, sealJson } from './seal';

/** What the reporter finds again with the receipt code: whom to seal later evidence to, and which county key stood then. */
export type ReporterCard = { reportRecipient: string; countyKey: string };

const KEY = utf8('anshao/reporter-card/v1');

/**
 * Sealed to the report's first thread key. Anybody can seal to that key, so the card carries an HMAC under the key's
 * own seed: only the reporter and the handling unit can make one.
 */
export function sealReporterCard(
  reportId: string,
  { reportRecipient, countyKey }: ReporterCard,
  thread: Pick<KeyPair, 'seed' | 'recipient'>,
): Promise<Uint8Array> {
  const mac = toBase64(macOf(reportId, { reportRecipient, countyKey }, thread.seed));
  return sealJson(labelOf(reportId), { reportRecipient, countyKey, mac }, [thread.recipient]);
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
  const { reportRecipient, countyKey, mac } = card ?? {};
  if (typeof reportRecipient !== 'string' || typeof countyKey !== 'string' || typeof mac !== 'string') {
    throw new EnvelopeError('damaged', 'card');
  }
  if (!equalBytes(fromBase64(mac), macOf(reportId, { reportRecipient, countyKey }, thread.seed))) {
    throw new EnvelopeError('badSignature', 'card');
  }
  assertHybrid(reportRecipient);
  return { reportRecipient, countyKey };
}

/** A JSON array: the fields cannot run into each other. */
function macOf(reportId: string, { reportRecipient, countyKey }: ReporterCard, seed: Uint8Array): Uint8Array {
  const key = hkdf(sha256, seed, undefined, KEY, 32);
  return hmac(sha256, key, utf8(JSON.stringify([reportId, reportRecipient, countyKey])));
}

const labelOf = (reportId: string): PartLabel => ({ kind: 'reporterCard', scope: reportId, sequence: 0 });
