import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { equalBytes, fromBase64, toBase64, utf8 } from '~/envelope/bytes';
import { EnvelopeError } from '~/envelope/errors';
import { fingerprint, type KeyPair } from '~/envelope/key-pair';
import { openJson, type PartLabel, sealJson } from '~/envelope/seal';

/** What a reporter tells: read by the handling unit and intake only. */
export type Narrative = {
  description: string;
  place: string;
  employer: string;
  /** YYYY-MM-DD, or '' where not said. */
  occurredOn: string;
  siteCode: string | null;
  village: string | null;
  insider: boolean;
  wantsReward: boolean;
  anonymity: 'anonymous' | 'named';
  deaths: number;
  accusedUnit: string | null;
  matter: string;
  sector: string;
  area: string;
};

type Shape = 'text' | 'textOrNull' | 'truth' | 'number';
const SHAPES: Readonly<Record<keyof Narrative, Shape>> = {
  description: 'text',
  place: 'text',
  employer: 'text',
  occurredOn: 'text',
  siteCode: 'textOrNull',
  village: 'textOrNull',
  insider: 'truth',
  wantsReward: 'truth',
  anonymity: 'text',
  deaths: 'number',
  accusedUnit: 'textOrNull',
  matter: 'text',
  sector: 'text',
  area: 'text',
};

/**
 * What the report was sent with; whoever opens the narrative knows it from there, whatever the rows say. First thread
 * and case key and the reporter's own key by fingerprint of their recipients; the key that the reporter signs with whole;
 * the unit it was sent to and the version of the list it was sealed by.
 */
export type BoundKeys = {
  thread: string;
  case: string;
  reporter: string;
  signing: string;
  firstUnitId: string;
  listVersion: number;
};

export const bindKeys = (recipients: BoundKeys): BoundKeys => ({
  thread: fingerprint(recipients.thread),
  case: fingerprint(recipients.case),
  reporter: fingerprint(recipients.reporter),
  signing: recipients.signing,
  firstUnitId: recipients.firstUnitId,
  listVersion: recipients.listVersion,
});

/**
 * Seals a narrative to the report key. Anybody can seal to its public half, which lies in the row, so an HMAC under the
 * key's own seed says that whoever made the key wrote this.
 */
export function sealNarrative(
  reportId: string,
  narrative: Narrative,
  bound: BoundKeys,
  reportKey: Pick<KeyPair, 'seed' | 'recipient'>,
): Promise<Uint8Array> {
  const told = { ...narrative, bound };
  const mac = toBase64(macOf(reportId, told, reportKey.seed));
  return sealJson(labelOf(reportId), { ...told, mac }, [reportKey.recipient]);
}

/**
 * Throws EnvelopeError: badSignature (not written by whoever made the report key), `damaged` for another shape, since
 * whoever reports may seal whatever they like; wrongKey, wrongPart.
 */
export async function openNarrative(
  reportId: string,
  sealed: Uint8Array,
  reportKey: Pick<KeyPair, 'seed' | 'identity'>,
): Promise<{ narrative: Narrative; bound: BoundKeys }> {
  const content = await openJson<Record<string, unknown> | null>(sealed, reportKey.identity, labelOf(reportId));
  const { mac, ...told } = content ?? {};
  const { bound, ...narrative } = told;
  if (typeof mac !== 'string' || !isNarrative(narrative) || !isBound(bound)) {
    throw new EnvelopeError('damaged', 'narrative');
  }
  if (!equalBytes(fromBase64(mac), macOf(reportId, told, reportKey.seed))) {
    throw new EnvelopeError('badSignature', 'narrative');
  }
  return { narrative, bound };
}

/** JSON keeps the order in which members were written, so what was read gives the text that was written. */
function macOf(reportId: string, told: object, seed: Uint8Array): Uint8Array {
  const key = hkdf(sha256, seed, undefined, utf8('anshao/narrative/v1'), 32);
  return hmac(sha256, key, utf8(JSON.stringify([reportId, told])));
}

function isBound(value: unknown): value is BoundKeys {
  const keys = (value ?? {}) as Partial<Record<keyof BoundKeys, unknown>>;
  const texts = [keys.thread, keys.case, keys.reporter, keys.signing, keys.firstUnitId];
  return texts.every((key) => typeof key === 'string') && Number.isSafeInteger(keys.listVersion);
}

function isNarrative(value: unknown): value is Narrative {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Record<string, unknown>;
  const sound = Object.entries(SHAPES).every(([name, shape]) => fits(fields[name], shape));
  return sound && (fields.anonymity === 'anonymous' || fields.anonymity === 'named');
}

function fits(value: unknown, shape: Shape): boolean {
  if (shape === 'text') return typeof value === 'string';
  if (shape === 'textOrNull') return value === null || typeof value === 'string';
  if (shape === 'truth') return typeof value === 'boolean';
  return typeof value === 'number';
}

const labelOf = (reportId: string): PartLabel => ({ kind: 'narrative', scope: reportId, sequence: 0 });
