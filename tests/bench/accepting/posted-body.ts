import { BLOCKS, HEAD_LENGTH, type ReportHead } from '~/contract/posted/report';
import type { SealedReport } from '~/contract/sealed/report-bundle';
import { KEYS_OF, wrapsOf } from '~/contract/sealed/sent-keys';
import type { Routing } from '~/domain/report/routing';
import { RECIPIENT_LENGTH, recipientOf } from '~/envelope/key-pair';
import { MASK_BYTES } from '~/envelope/masked-file';

/** A posted report as rows are made of it. */
export type SentReport = {
  draft: Pick<ReportHead, 'matter' | 'sector' | 'town'>;
  routing: Routing;
  sealed: Omit<SealedReport, 'sent'>;
  reporterRecipient: string;
};

type Head = ReportHead & { lengths: Record<(typeof BLOCKS)[number], number> };

const headEnd = (body: Buffer): number => HEAD_LENGTH + body.readUInt32BE(0);
const headOf = (body: Buffer): Head => JSON.parse(body.toString('utf8', HEAD_LENGTH, headEnd(body))) as Head;

/** The same report under other ids, as if somebody else had sent it. */
export function asAnother(body: Buffer): Buffer {
  const hex = () => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('hex');
  const ids = { reportId: crypto.randomUUID(), caseId: crypto.randomUUID(), formToken: hex(), lookupHash: hex() };
  const head = Buffer.from(JSON.stringify({ ...headOf(body), ...ids }));
  const length = Buffer.alloc(HEAD_LENGTH);
  length.writeUInt32BE(head.length);
  return Buffer.concat([length, head, body.subarray(headEnd(body))]);
}

/** Takes the next bytes, as many as are asked for. */
function reader(bytes: Buffer): (length: number) => Buffer {
  let at = 0;
  return (length) => {
    at += length;
    return bytes.subarray(at - length, at);
  };
}

let recipients: string[] | undefined;

/** What the rows are made of, without any check. Public keys are the same in every body of a run. */
export function postedBody(body: Buffer): SentReport {
  const head = headOf(body);
  const next = reader(body.subarray(headEnd(body)));
  const blocks = new Map(BLOCKS.map((name) => [name, next(head.lengths[name])]));
  const block = (name: (typeof BLOCKS)[number]) => blocks.get(name) as Buffer;
  recipients ??= [0, 1, 2, 3].map((index) =>
    recipientOf(block('recipients').subarray(index * RECIPIENT_LENGTH, (index + 1) * RECIPIENT_LENGTH)),
  );
  const [reporterRecipient = '', reportRecipient = '', threadRecipient = '', caseRecipient = ''] = recipients;
  const nextMask = reader(block('masks'));
  const masks = (count: number) => Array.from({ length: count }, () => nextMask(MASK_BYTES));
  const keys = {
    unit: { file: block('unitKeys'), masks: masks(KEYS_OF.unit.length) },
    custodians: { file: block('custodiansKeys'), masks: masks(KEYS_OF.custodians.length) },
    guardians: { file: block('guardiansKeys'), masks: masks(KEYS_OF.guardians.length) },
    reporter: block('reporterKeys'),
  };
  const { handling, custodians, guardians } = head.unitKeys;
  const part = (kind: 'narrative' | 'identity' | 'reporterCard', key: 'report' | 'identity' | 'thread') => ({
    kind,
    key,
    sequence: 0,
    bytes: block(kind),
  });
  return {
    draft: head,
    routing: head.routing,
    reporterRecipient,
    sealed: {
      reportRecipient,
      threadRecipient,
      caseRecipient,
      parts: [part('narrative', 'report'), part('identity', 'identity'), part('reporterCard', 'thread')],
      wraps: wrapsOf(keys, {
        handling: { unitKeyId: handling },
        custodians: { unitKeyId: custodians },
        guardians: { unitKeyId: guardians },
      }),
    },
  };
}
