import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import * as z from 'zod/mini';
import { equalBytes, fromBase64, toBase64, utf8 } from '~/envelope/bytes';
import { EnvelopeError } from '~/envelope/errors';
import { assertHybrid, type KeyPair } from '~/envelope/key-pair';
import { openJson, type PartLabel, sealedLength, sealJson } from '~/envelope/seal';
import { NO_LISTS, seenListsShape } from '~/envelope/seen-lists';
import { type ShareAbout, shareAboutShape } from '~/envelope/share-about';
import { content } from './content';

/**
 * What the reporter finds again with the receipt code: whom to seal later evidence to, and which county key, list and
 * routing stood then.
 * `reporterRecipient` is the reporter's own key, which officers wrap a renewed thread key to. `about` goes into the
 * guardians' share of an account that a reward is claimed to; its proof key is the one for claims.
 */
const said = {
  reportRecipient: z.string(),
  reporterRecipient: z.string(),
  countyKey: z.string(),
  /** Signed list and routing that the report was sent by: from then on no older one is taken. */
  seen: z._default(seenListsShape, NO_LISTS),
  about: shareAboutShape,
};
const cardShape = z.object(said);
export type ReporterCard = Omit<z.output<typeof cardShape>, 'about'> & { about: ShareAbout };

/** Each code is over all the rest, as it was written. */
export const reporterCardContent = content('reporterCard', z.object({ ...said, mac: z.string(), ownMac: z.string() }));

/** Every card is filled to this many bytes: its size tells of no accused unit. */
const CARD_BYTES = 5120;

/** Bytes of every sealed card of a report. */
export const cardLength = (reportId: string): number => sealedLength(labelOf(reportId), CARD_BYTES);

/** Whose word a card is checked by: the handling unit by the thread key, the reporter by the receipt code's own seed. */
export type CardReader = { by: 'thread' } | { by: 'reporter'; seed: Uint8Array };

const KEYS = { thread: utf8('anshao/reporter-card/v1'), reporter: utf8('anshao/reporter-card/reporter/v1') } as const;

/**
 * Sealed to the report's first thread key. Anybody can seal to that key, so the card carries two HMACs, each over the
 * card and the thread key's public half. One is under the thread key's seed, for the handling unit. The other is under
 * the seed of the receipt code, which nobody but the reporter has: a server that makes up a thread key and a card to go
 * with it is found out.
 */
export function sealReporterCard(
  reportId: string,
  { reportRecipient, reporterRecipient, countyKey, seen, about }: ReporterCard,
  thread: Pick<KeyPair, 'seed' | 'recipient'>,
  reporterSeed: Uint8Array,
): Promise<Uint8Array> {
  const plain = { seen, about: { ...about, accused: [...about.accused] } };
  const card = { reportRecipient, reporterRecipient, countyKey, ...plain };
  const { mac: _, ownMac: __, ...written } = reporterCardContent.written({ ...card, mac: '', ownMac: '' });
  const mac = toBase64(macOf(reportId, written, thread.recipient, KEYS.thread, thread.seed));
  const ownMac = toBase64(macOf(reportId, written, thread.recipient, KEYS.reporter, reporterSeed));
  return sealJson(labelOf(reportId), { ...written, mac, ownMac }, [thread.recipient], CARD_BYTES);
}

/**
 * Opens what `sealReporterCard` made. Throws EnvelopeError: badSignature (not made at the sending of this report),
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
  assertHybrid(card.reportRecipient);
  assertHybrid(card.reporterRecipient);
  return card;
}

/** JSON keeps the order in which members were written, so what was read gives the text that was written. */
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
