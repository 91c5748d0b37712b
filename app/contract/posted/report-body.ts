import * as z from 'zod/mini';
import { KEYS_OF } from '~/contract/sealed/sent-keys';
import { isSectorCode } from '~/domain/county/sector-list';
import { Refusal } from '~/domain/refusal';
import { MAX_UPLOAD_FILES } from '~/domain/report/upload-limits';
import { MATTERS } from '~/domain/vocabulary';
import { text } from '~/envelope/bytes';
import { RECIPIENT_LENGTH, recipientOf } from '~/envelope/key-pair';
import { MASK_BYTES } from '~/envelope/masked-file';
import { BLOCKS, type BlockName, HEAD_LENGTH, MASKED, type PostedReport, RECIPIENTS, REPORT_FORMAT } from './report';

/**
 * Largest sizes of what is sealed: 20,000 characters and the short answers, hashes of 2 GB in parts of 4 MiB, a card.
 */
const MAX_HEAD = 8 * 1024;
const MAX_NARRATIVE = 256 * 1024;
const MAX_MANIFEST = 16 * 1024 * MAX_UPLOAD_FILES;
const MAX_SMALL = 16 * 1024;
const MASKS = MASKED.flatMap((holder) => KEYS_OF[holder]).length;

/** No valid body is longer, so reading stops there. */
export const MAX_REPORT_BYTES = HEAD_LENGTH + MAX_HEAD + MAX_NARRATIVE + MAX_MANIFEST + 8 * MAX_SMALL;

const id = z.guid();
const between = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most));
const some = between(1, MAX_SMALL);
const lengths = z.strictObject({
  recipients: z.literal(RECIPIENTS.length * RECIPIENT_LENGTH),
  narrative: between(1, MAX_NARRATIVE),
  identity: some,
  reporterCard: some,
  fileManifest: between(0, MAX_MANIFEST),
  unitKeys: some,
  reporterKeys: some,
  custodiansKeys: some,
  guardiansKeys: some,
  masks: z.literal(MASKS * MASK_BYTES),
} satisfies Record<BlockName, z.ZodMiniType<number>>);

const routing = z.strictObject({
  responsibleUnitId: id,
  assistingUnitIds: z.array(id).check(z.maxLength(40)),
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
        ruleId: z.optional(z.string().check(z.maxLength(64))),
      }),
    )
    .check(z.minLength(1), z.maxLength(4)),
});

const head = z.strictObject({
  v: z.literal(REPORT_FORMAT),
  formToken: z.string().check(z.regex(/^[\w.~+/=-]{20,256}$/)),
  reportId: z.uuid({ version: 'v4' }),
  caseId: z.uuid({ version: 'v4' }),
  matter: z.enum(MATTERS),
  sector: z.string().check(z.refine(isSectorCode)),
  town: z.nullable(z.string().check(z.maxLength(40))),
  urgent: z.boolean(),
  channel: z.enum(['web', 'board', 'ledger']),
  routing,
  lookupHash: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  listVersion: between(1, Number.MAX_SAFE_INTEGER),
  unitKeys: z.strictObject({ handling: id, custodians: id, guardians: id }),
  uploadToken: z.nullable(z.string().check(z.regex(/^[\w-]{43}$/))),
  lengths,
});

/**
 * Parses what a browser posted; the services check the age files themselves. Throws Refusal `invalid` with the first
 * field that does not fit, never with what was sent: `report` for anything that is no such body, `v` for another
 * version of it, `lengths` where the blocks are not as long as the head says.
 */
export function readReport(body: Uint8Array): PostedReport {
  const { v: _, lengths: given, ...clear } = readHead(body);
  const block = blocksOf(body, HEAD_LENGTH + headLength(body), given);
  const masks = inPieces(block('masks'), MASK_BYTES);
  const masksOf = (holder: (typeof MASKED)[number]) => masks.splice(0, KEYS_OF[holder].length);
  return {
    ...clear,
    routing: clear.routing as PostedReport['routing'],
    recipients: recipientsIn(block('recipients')),
    narrative: block('narrative'),
    identity: block('identity'),
    reporterCard: block('reporterCard'),
    fileManifest: given.fileManifest === 0 ? null : block('fileManifest'),
    keys: {
      unit: { file: block('unitKeys'), masks: masksOf('unit') },
      reporter: block('reporterKeys'),
      custodians: { file: block('custodiansKeys'), masks: masksOf('custodians') },
      guardians: { file: block('guardiansKeys'), masks: masksOf('guardians') },
    },
  };
}

/** The blocks by name. Throws Refusal `invalid` (lengths) unless they fill the body to its end. */
function blocksOf(body: Uint8Array, start: number, given: Record<BlockName, number>): (name: BlockName) => Uint8Array {
  const blocks = new Map<BlockName, Uint8Array>();
  let at = start;
  for (const name of BLOCKS) {
    blocks.set(name, body.subarray(at, at + given[name]));
    at += given[name];
  }
  if (at !== body.length) throw new Refusal('invalid', { field: 'lengths' });
  return (name) => blocks.get(name) as Uint8Array;
}

function readHead(body: Uint8Array): z.output<typeof head> {
  const length = headLength(body);
  if (length > MAX_HEAD || HEAD_LENGTH + length > body.length) throw new Refusal('invalid', { field: 'report' });
  const read = head.safeParse(parsed(body.subarray(HEAD_LENGTH, HEAD_LENGTH + length)));
  if (read.success) return read.data;
  throw new Refusal('invalid', { field: String(read.error.issues[0]?.path[0] ?? 'report') });
}

function headLength(body: Uint8Array): number {
  if (body.length < HEAD_LENGTH) throw new Refusal('invalid', { field: 'report' });
  return new DataView(body.buffer, body.byteOffset).getUint32(0);
}

function parsed(bytes: Uint8Array): unknown {
  try {
    const said: unknown = JSON.parse(text(bytes));
    return said;
  } catch {
    throw new Refusal('invalid', { field: 'report' });
  }
}

function recipientsIn(bytes: Uint8Array): PostedReport['recipients'] {
  const keys = inPieces(bytes, RECIPIENT_LENGTH).map(recipientOf);
  return Object.fromEntries(RECIPIENTS.map((name, index) => [name, keys[index]])) as PostedReport['recipients'];
}

const inPieces = (bytes: Uint8Array, length: number): Uint8Array[] =>
  Array.from({ length: bytes.length / length }, (_, index) => bytes.subarray(index * length, (index + 1) * length));
