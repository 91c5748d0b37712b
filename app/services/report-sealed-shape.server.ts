import { z } from 'zod';
import { Refusal } from '~/domain/refusal';
import { MOST_UPLOAD_FILES } from '~/domain/upload-limits';
import { MATTERS, SECTORS } from '~/domain/vocabulary';

/** Sizes of what is sealed: 20,000 characters and the short answers, hashes of 2 GB in parts of 4 MiB, a card. */
const MOST_NARRATIVE = 256 * 1024;
const MOST_MANIFEST = 16 * 1024 * MOST_UPLOAD_FILES;
const MOST_SMALL = 16 * 1024;

const id = z.guid();
const recipient = z.string().max(2_100);
/** Strict: no other text stands for the same bytes. */
const bytes = (most: number) =>
  z
    .string()
    .max(Math.ceil((most * 4) / 3))
    .regex(/^[\w-]+$/)
    .transform((text, context): Uint8Array => {
      const decoded = Buffer.from(text, 'base64url');
      if (decoded.toString('base64url') !== text) context.addIssue({ code: 'custom', message: 'base64' });
      return decoded;
    });
const part = <const K extends string, const N extends string>(kind: K, key: N, most: number) =>
  z.strictObject({ kind: z.literal(kind), key: z.literal(key), sequence: z.literal(0), bytes: bytes(most) });

const routing = z.strictObject({
  responsibleUnitId: id,
  assistingUnitIds: z.array(id).max(40),
  reasons: z
    .array(
      z.strictObject({
        rule: z.enum([
          'board',
          'employer',
          'regulates',
          'does',
          'nearest',
          'misconductToDiscipline',
          'concealedInCounty',
          'deathsInCounty',
          'standIn',
          'intake',
          'upper',
        ]),
        unitId: id,
        ruleId: z.string().max(64).optional(),
      }),
    )
    .min(1)
    .max(4),
});

const submission = z.strictObject({
  formToken: z.string().regex(/^[\w.~+/=-]{20,256}$/),
  reportId: z.uuid({ version: 'v4' }),
  caseId: z.uuid({ version: 'v4' }),
  matter: z.enum(MATTERS),
  sector: z.enum(SECTORS),
  town: z.string().max(40).nullable(),
  urgent: z.boolean(),
  channel: z.enum(['web', 'board']),
  routing,
  listVersion: z.int().min(1),
  lookupHash: z.string().regex(/^[0-9a-f]{64}$/),
  reporterRecipient: recipient,
  reportRecipient: recipient,
  threadRecipient: recipient,
  caseRecipient: recipient,
  /** Exactly the parts that `sealReport` makes, in its order, and the files' manifest. */
  parts: z.tuple([
    part('narrative', 'report', MOST_NARRATIVE),
    part('identity', 'identity', MOST_SMALL),
    part('reporterCard', 'thread', MOST_SMALL),
    part('fileManifest', 'report', MOST_MANIFEST),
  ]),
  wraps: z
    .array(
      z.strictObject({
        key: z.enum(['report', 'thread', 'case', 'identity']),
        share: z.enum(['whole', 'custodians', 'guardians']),
        holder: z.enum(['unit', 'reporter']),
        unitKeyId: id.nullable(),
        bytes: bytes(MOST_SMALL),
      }),
    )
    .max(20),
  uploadToken: z
    .string()
    .regex(/^[\w-]{43}$/)
    .nullable(),
});

export type SealedSubmission = z.output<typeof submission>;

/** What a browser posted, as checked data. Refusal `invalid` names the first field that does not fit, never what was sent. */
export function readSealedSubmission(posted: unknown): SealedSubmission {
  const read = submission.safeParse(posted);
  if (read.success) return read.data;
  throw new Refusal('invalid', { field: String(read.error.issues[0]?.path[0] ?? 'report') });
}
