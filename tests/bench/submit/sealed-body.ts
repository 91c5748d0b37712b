import type { KeyWrap } from '~/contract/sealed/key-wraps';
import type { SealedPart, SealedReport } from '~/contract/sealed/report-bundle';
import type { ReportDraft } from '~/domain/report';
import type { Routing } from '~/domain/routing';

/** A sealed report as it travels in the bench: its clear fields, then the bytes of parts and wraps. */
export type SealedBody = {
  draft: Pick<ReportDraft, 'matter' | 'sector' | 'town' | 'urgent' | 'accusedUnitId'>;
  routing: Routing;
  sealed: Omit<SealedReport, 'sent'>;
  reporterRecipient: string;
};

type Sized<T> = Omit<T, 'bytes'> & { size: number };
type Head = Omit<SealedBody, 'sealed'> & {
  sealed: Omit<SealedReport, 'parts' | 'wraps' | 'sent'> & { parts: Sized<SealedPart>[]; wraps: Sized<KeyWrap>[] };
};

const sized = <T extends { bytes: Uint8Array }>({ bytes, ...rest }: T) => ({ ...rest, size: bytes.length });

/** Four bytes length of the JSON head, the head, then the bytes in its order. */
export function encodeBody({ sealed, ...rest }: SealedBody): Buffer {
  const parts = sealed.parts.map(sized);
  const wraps = sealed.wraps.map(sized);
  const head = Buffer.from(JSON.stringify({ ...rest, sealed: { ...sealed, parts, wraps } }));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  return Buffer.concat([length, head, ...[...sealed.parts, ...sealed.wraps].map(({ bytes }) => bytes)]);
}

export function decodeBody(body: Buffer): SealedBody {
  let at = 4 + body.readUInt32BE(0);
  const head = JSON.parse(body.toString('utf8', 4, at)) as Head;
  const withBytes = <T extends { size: number }>({ size, ...rest }: T) => {
    at += size;
    return { ...rest, bytes: body.subarray(at - size, at) };
  };
  const { parts, wraps, ...recipients } = head.sealed;
  return {
    ...head,
    sealed: {
      ...recipients,
      parts: parts.map((part) => withBytes(part) as SealedPart),
      wraps: wraps.map((wrap) => withBytes(wrap) as KeyWrap),
    },
  };
}

/** All that is sealed, in bytes. */
export const sealedSize = ({ parts, wraps }: Pick<SealedReport, 'parts' | 'wraps'>): number =>
  [...parts, ...wraps].reduce((sum, { bytes }) => sum + bytes.length, 0);
