import type { SentKeys } from '~/contract/sealed/sent-keys';
import type { Routing } from '~/domain/report/routing';
import type { Matter, Sector } from '~/domain/vocabulary';
import { concat, utf8 } from '~/envelope/bytes';
import { recipientBytes } from '~/envelope/key-pair';

/** What leaves the browser in the clear, because routing and statistics need it. */
export type ReportHead = {
  formToken: string;
  reportId: string;
  caseId: string;
  matter: Matter;
  sector: Sector;
  town: string | null;
  urgent: boolean;
  /** `ledger` is for officers who bring an old ledger in; reporters have no way to send it. */
  channel: 'web' | 'board' | 'ledger';
  /** The routing without the reasons that name the units passed over. */
  routing: Routing;
  lookupHash: string;
  /** Version of the signed directory by which it was sealed. */
  listVersion: number;
  /** Ids of the unit keys to which it was sealed. */
  unitKeys: Record<'handling' | 'custodians' | 'guardians', string>;
  /** Where the parts of files wait, if there are files. */
  uploadToken: string | null;
};

/** Everything else: public keys and age files. */
export type ReportBlocks = {
  recipients: Record<(typeof RECIPIENTS)[number], string>;
  narrative: Uint8Array;
  identity: Uint8Array;
  reporterCard: Uint8Array;
  /** Null where there are no files. */
  fileManifest: Uint8Array | null;
  keys: SentKeys;
};

export type PostedReport = ReportHead & ReportBlocks;

/** The keys whose public halves travel, in this order. */
export const RECIPIENTS = ['reporter', 'report', 'thread', 'case'] as const;
/** The holders whose masks travel, in this order, each with the order of `KEYS_OF`. */
export const MASKED = ['unit', 'custodians', 'guardians'] as const;
/** Blocks of bytes after the head, in this order; their lengths stand in the head. */
export const BLOCKS = [
  'recipients',
  'narrative',
  'identity',
  'reporterCard',
  'fileManifest',
  'unitKeys',
  'reporterKeys',
  'custodiansKeys',
  'guardiansKeys',
  'masks',
] as const;
export type BlockName = (typeof BLOCKS)[number];

/** Version number of the body's format. */
export const REPORT_FORMAT = 1;
/** Number of bytes that hold the length of the head. */
export const HEAD_LENGTH = 4;

/** The body of a post: the head's length (4 bytes, big endian), the head as JSON, and the blocks. */
export function encodeReport(report: PostedReport): Uint8Array<ArrayBuffer> {
  const { recipients, narrative, identity, reporterCard, fileManifest, keys, ...clear } = report;
  const blocks: Record<BlockName, Uint8Array> = {
    recipients: concat(...RECIPIENTS.map((name) => recipientBytes(recipients[name]))),
    narrative,
    identity,
    reporterCard,
    fileManifest: fileManifest ?? new Uint8Array(),
    unitKeys: keys.unit.file,
    reporterKeys: keys.reporter,
    custodiansKeys: keys.custodians.file,
    guardiansKeys: keys.guardians.file,
    masks: concat(...MASKED.flatMap((holder) => keys[holder].masks)),
  };
  const lengths = Object.fromEntries(BLOCKS.map((name) => [name, blocks[name].length]));
  const head = utf8(JSON.stringify({ v: REPORT_FORMAT, ...clear, lengths }));
  const length = new Uint8Array(HEAD_LENGTH);
  new DataView(length.buffer).setUint32(0, head.length);
  return new Uint8Array(concat(length, head, ...BLOCKS.map((name) => blocks[name])));
}
