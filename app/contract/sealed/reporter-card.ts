import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import * as z from 'zod/mini';
import { equalBytes, fromBase64, toBase64, utf8 } from '~/envelope/bytes';
import { EnvelopeError } from '~/envelope/errors';
import { assertHybrid, fingerprint, type KeyPair } from '~/envelope/key-pair';
import { NO_LISTS, seenListsShape } from '~/envelope/keys/seen-lists';
import { type ShareAbout, shareAboutShape } from '~/envelope/opening/share-about';
import { openJson, type PartLabel, sealedLength, sealJson } from '~/envelope/seal';
import { content } from './content';

/**
 * What the reporter gets back with the receipt code: the keys to seal later evidence to, and which county key, list and
 * routing were in force then. The two keys are named by their fingerprints; rows have them whole, and a key counts only
 * if it has the fingerprint (`keyNamed`). `reporterKey` is the reporter's own, to which officers wrap a renewed thread
 * key. `about` goes into the guardians' share of an account to which a reward is claimed; its proof key is the one for
 * claims.
 */
const said = {
  reportKey: z.string(),
  reporterKey: z.string(),
  countyKey: z.string(),
  /** Signed list and routing by which the report was sent; from then on no older one is accepted. */
  seen: z._default(seenListsShape, NO_LISTS),
  about: shareAboutShape,
};
const cardShape = z.object(said);
export type ReporterCard = Omit<z.output<typeof cardShape>, 'about'> & { about: ShareAbout };

/** A card before it is sealed, with both keys whole. */
export type CardToSeal = Omit<ReporterCard, 'reportKey' | 'reporterKey'> & {
  reportRecipient: string;
  reporterRecipient: string;
};

/** Each code covers all the rest, as it was written. */
export const reporterCardContent = content('reporterCard', z.object({ ...said, mac: z.string(), ownMac: z.string() }));

/** Every card is padded to this many bytes, so that its size tells nothing about an accused unit. */
const CARD_BYTES = 896;

/** Bytes of every sealed card of a report. */
export const cardLength = (reportId: string): number => sealedLength(labelOf(reportId), CARD_BYTES);

/**
 * The secret by which a card is checked: the handling unit uses the thread key's seed, the reporter the receipt code's
 * own.
 */
export type CardReader = { by: 'thread' } | { by: 'reporter'; seed: Uint8Array };

const KEYS = { thread: utf8('anshao/reporter-card/v1'), reporter: utf8('anshao/reporter-card/reporter/v1') } as const;

/**
 * Seals a card to the report's first thread key. Anybody can seal to that key, so the card carries two HMACs, each over
 * the card and the thread key's public half. One is under the thread key's seed, for the handling unit. The other is
 * under the seed of the receipt code, which only the reporter has, so that a server which makes up a thread key with a
 * card to match is found out.
 */
export async function sealReporterCard(
  reportId: string,
  { reportRecipient, reporterRecipient, countyKey, seen, about }: CardToSeal,
  thread: Pick<KeyPair, 'seed' | 'recipient'>,
  reporterSeed: Uint8Array,
): Promise<Uint8Array> {
  const plain = { seen, about: { ...about, accused: [...about.accused] } };
  const keys = { reportKey: fingerprint(reportRecipient), reporterKey: fingerprint(reporterRecipient) };
  const card = { ...keys, countyKey, ...plain };
  const { mac: _, ownMac: __, ...written } = reporterCardContent.written({ ...card, mac: '', ownMac: '' });
  const mac = toBase64(macOf(reportId, written, thread.recipient, KEYS.thread, thread.seed));
  const ownMac = toBase64(macOf(reportId, written, thread.recipient, KEYS.reporter, reporterSeed));
  const whole = { ...written, mac, ownMac };
  if (utf8(JSON.stringify(whole)).length > CARD_BYTES) throw new RangeError('card');
  return sealJson(labelOf(reportId), whole, [thread.recipient], CARD_BYTES);
}

/**
 * The key that a card names, taken from a row. Throws EnvelopeError `badSignature` where the row has another one or
 * none.
 */
export function keyNamed(named: string, recipient: string | null): string {
  if (recipient === null || fingerprint(recipient) !== named)
    throw new EnvelopeError('badSignature', 'key of the card');
  assertHybrid(recipient);
  return recipient;
}

/**
 * Opens what `sealReporterCard` made. Throws EnvelopeError: badSignature (not made when this report was sent),
 * wrongKey, wrongPart, damaged, weakRecipient.
 */
export async function openReporterCard(
  reportId: string,
  sealed: Uint8Array,
  thread: Pick<KeyPair, 'seed' | 'identity' | 'recipient'>,
  reader: CardReader,
): Promise<ReporterCard> {
  const plain = await openJson(sealed, thread.identity, labelOf(reportId));
  const { mac, ownMac, ...card } = reporterCardContent.read(plain);
  const { mac: _, ownMac: __, ...written } = plain as Record<string, unknown>;
  const [claimed, seed] = reader.by === 'thread' ? [mac, thread.seed] : [ownMac, reader.seed];
  if (!equalBytes(fromBase64(claimed), macOf(reportId, written, thread.recipient, KEYS[reader.by], seed))) {
    throw new EnvelopeError('badSignature', 'card');
  }
  return card;
}

/** JSON keeps the order in which members were written, so what was read gives back the text that was written. */
function macOf(
  reportId: string,
  written: object,
  threadRecipient: string,
  purpose: Uint8Array,
  seed: Uint8Array,
): Uint8Array {
  const key = hkdf(sha256, seed, undefined, purpose, 32);
  return hmac(sha256, key, utf8(JSON.stringify([reportId, threadRecipient, written])));
}

const labelOf = (reportId: string): PartLabel => ({ kind: 'reporterCard', scope: reportId, sequence: 0 });
