import * as z from 'zod/mini';
import { HAZARD_FIELDS, type HazardField } from '~/domain/case/hazard-entry';
import { EVIDENCE_KINDS } from '~/domain/case/hazard-kinds';
import { EnvelopeError } from '~/envelope/errors';
import { requireCertifiedMember } from '~/envelope/keys/directory';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';
import { open, type PartLabel, seal } from '~/envelope/seal';
import { signStatement, verifyStatement } from '~/envelope/signing';
import { content, openContent, sealContent, signatureText } from './content';

const entry = z.object(
  Object.fromEntries(HAZARD_FIELDS.map((field) => [field, z._default(z.string(), '')])) as Record<
    HazardField,
    z.ZodMiniDefault<z.ZodMiniString>
  >,
);

/** A file that shows something of it: where it lies, and the identity that opens it. */
const evidenceFile = z.object({ id: z.string(), identity: z.string(), mediaType: z.string(), extension: z.string() });
const evidence = z.object({ kind: z.enum(EVIDENCE_KINDS), file: z.nullable(evidenceFile) });

/** What was done, in words, by whom and when; what a kind of step has no use for is null. */
const step = z.object({
  act: z.enum(['enter', 'amend', 'extend', 'reinspect', 'strikeOff', 'supervise', 'handOn']),
  on: z.string(),
  memberId: z.string(),
  text: z.string(),
  dueOn: z.nullable(z.string()),
  passed: z.nullable(z.boolean()),
  evidence: z.nullable(evidence),
});

const said = { entry, steps: z.array(step) };
/** An entry of the rectification ledger with all that was done to it; the member who wrote it last signs the whole. */
export const hazardContent = content(
  'hazard',
  z.object({ ...said, memberId: z.catch(z.string(), ''), signature: signatureText }),
);
export type HazardSaid = Omit<ReturnType<typeof hazardContent.read>, 'memberId' | 'signature'>;
export type HazardStepSaid = HazardSaid['steps'][number];
export type EvidenceFile = z.output<typeof evidenceFile>;

/** Entries are padded to this size, so that a short one looks like one with all five fixes. */
const HAZARD_BYTES = 8 * 1024;

export type HazardPlace = { hazardId: string; version: number };

/** Seals an entry to its unit's key, signed by its writer. */
export function sealHazard(
  place: HazardPlace,
  { entry: told, steps }: HazardSaid,
  writer: { memberId: string; signingSeed: Uint8Array },
  recipient: string,
): Promise<Uint8Array> {
  const { memberId } = writer;
  const signature = signStatement('hazard', signedFields(place, { entry: told, steps }, memberId), writer.signingSeed);
  const whole = { entry: told, steps, memberId, signature };
  return sealContent(hazardContent, labelOf(place), whole, [recipient], HAZARD_BYTES);
}

/**
 * Opens an entry, which counts only if a member certified by one of these lists wrote it. Throws EnvelopeError:
 * badSignature, wrongKey, wrongPart, damaged, newerVersion.
 */
export async function openHazard(
  place: HazardPlace,
  sealed: Uint8Array,
  identity: string,
  lists: readonly Pick<DirectoryStatement, 'members'>[],
): Promise<HazardSaid & { memberId: string }> {
  const { memberId, signature, ...told } = await openContent(hazardContent, sealed, identity, labelOf(place));
  const list = lists.find(({ members }) => members.some(({ id }) => id === memberId));
  if (list === undefined) throw new EnvelopeError('badSignature', 'hazard');
  const { signingKey } = requireCertifiedMember(list, memberId);
  if (!verifyStatement('hazard', signedFields(place, told, memberId), signature, signingKey)) {
    throw new EnvelopeError('badSignature', 'hazard');
  }
  return { ...told, memberId };
}

/** The same for the unit's next key; nothing in it changes, and its size stays. */
export async function rewrapHazard(
  place: HazardPlace,
  sealed: Uint8Array,
  identity: string,
  recipient: string,
): Promise<Uint8Array> {
  return seal(labelOf(place), await open(sealed, identity, labelOf(place)), [recipient]);
}

const labelOf = ({ hazardId, version }: HazardPlace): PartLabel => ({
  kind: 'hazard',
  scope: hazardId,
  sequence: version,
});

/** Members of the sealed JSON may come in any order, so that the signature is over the ordered text. */
const signedFields = ({ hazardId, version }: HazardPlace, told: HazardSaid, memberId: string) => ({
  hazardId,
  version,
  memberId,
  said: JSON.stringify(told, (_, value: unknown) => (isMembers(value) ? ordered(value) : value)),
});

const isMembers = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const ordered = (members: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1)));
