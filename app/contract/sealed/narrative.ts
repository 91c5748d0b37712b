import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import * as z from 'zod/mini';
import { ANONYMITY } from '~/domain/vocabulary';
import { equalBytes, fromBase64, toBase64, utf8 } from '~/envelope/bytes';
import { EnvelopeError } from '~/envelope/errors';
import { fingerprint, type KeyPair } from '~/envelope/key-pair';
import { openJson, type PartLabel, sealJson } from '~/envelope/seal';
import { content } from './content';

/** What a reporter tells. Only the handling unit and intake read it. */
const told = {
  description: z.string(),
  place: z.string(),
  employer: z.string(),
  /** YYYY-MM-DD, or '' when not given. */
  occurredOn: z.string(),
  siteCode: z.nullable(z.string()),
  village: z.nullable(z.string()),
  insider: z.boolean(),
  wantsReward: z.boolean(),
  anonymity: z.enum(ANONYMITY),
  deaths: z.number(),
  accusedUnit: z.nullable(z.string()),
  matter: z.string(),
  sector: z.string(),
  area: z.string(),
  /** The reporter gave no name, but a telephone number lies in the sealed identity. */
  phoneLeft: z._default(z.boolean(), false),
  /** It is a test report, sent to see that every unit can open what comes; true ones say nothing of it. */
  test: z.exactOptional(z.literal(true)),
  /** Answers to form fields that later versions added, by field name. */
  answers: z._default(z.record(z.string(), z.string()), {}),
};
const toldShape = z.object(told);
export type Narrative = z.output<typeof toldShape>;

/**
 * The keys and versions with which the report was sent; whoever opens the narrative trusts these, whatever the rows
 * say. They are the fingerprints of the recipients of the first thread and case key and of the reporter's own key, the
 * key with which the reporter signs in full, the unit to which the report was sent, and the version of the list by
 * which it was sealed.
 */
const boundShape = z.object({
  thread: z.string(),
  case: z.string(),
  reporter: z.string(),
  signing: z.string(),
  firstUnitId: z.string(),
  listVersion: z.int(),
});
export type BoundKeys = z.output<typeof boundShape>;

/** `mac` covers all the rest, as it was written. */
export const narrativeContent = content('narrative', z.object({ ...told, bound: boundShape, mac: z.string() }));

export const bindKeys = (recipients: BoundKeys): BoundKeys => ({
  thread: fingerprint(recipients.thread),
  case: fingerprint(recipients.case),
  reporter: fingerprint(recipients.reporter),
  signing: recipients.signing,
  firstUnitId: recipients.firstUnitId,
  listVersion: recipients.listVersion,
});

/**
 * Seals a narrative to the report key. Anybody can seal to its public half, which lies in the row; an HMAC under the
 * key's own seed therefore shows that whoever made the key wrote this.
 */
export function sealNarrative(
  reportId: string,
  narrative: Narrative,
  bound: BoundKeys,
  reportKey: Pick<KeyPair, 'seed' | 'recipient'>,
): Promise<Uint8Array> {
  const { mac: _, ...said } = narrativeContent.written({ ...narrative, bound, mac: '' });
  const mac = toBase64(macOf(reportId, said, reportKey.seed));
  return sealJson(labelOf(reportId), { ...said, mac }, [reportKey.recipient]);
}

/**
 * Opens a narrative. Throws EnvelopeError: badSignature (not written by whoever made the report key), wrongKey,
 * wrongPart, and as `Content.read` does.
 */
export async function openNarrative(
  reportId: string,
  sealed: Uint8Array,
  reportKey: Pick<KeyPair, 'seed' | 'identity'>,
): Promise<{ narrative: Narrative; bound: BoundKeys }> {
  const plain = await openJson(sealed, reportKey.identity, labelOf(reportId));
  const { mac, bound, ...narrative } = narrativeContent.read(plain);
  const { mac: _, ...said } = plain as Record<string, unknown>;
  if (!equalBytes(fromBase64(mac), macOf(reportId, said, reportKey.seed))) {
    throw new EnvelopeError('badSignature', 'narrative');
  }
  return { narrative, bound };
}

/** JSON keeps the order in which members were written, so what was read gives back the text that was written. */
function macOf(reportId: string, said: object, seed: Uint8Array): Uint8Array {
  const key = hkdf(sha256, seed, undefined, utf8('anshao/narrative/v1'), 32);
  return hmac(sha256, key, utf8(JSON.stringify([reportId, said])));
}

const labelOf = (reportId: string): PartLabel => ({ kind: 'narrative', scope: reportId, sequence: 0 });
