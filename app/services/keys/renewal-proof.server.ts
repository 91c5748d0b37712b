import { randomUUID } from 'node:crypto';
import { and, asc, eq } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { sealedPart } from '#db/schema/casework';
import type { KeptProof } from '~/contract/sealed/renewal-proof';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { requireSealed } from '~/services/case/case-record.server';

/** A member's signed statement about a renewed key, sealed to that key; `reportId` is null for the case key. */
export type RenewalProof = { reportId: string | null; bytes: Uint8Array };

/** Requires one for the case key and one for each renewed thread key; Refusals `conflict`, `invalid`. */
export function requireProofs(proofs: readonly RenewalProof[], reportIds: readonly string[]): void {
  const given = proofs.map(({ reportId }) => reportId ?? '').sort();
  if (given.join() !== ['', ...reportIds].sort().join()) throw new Refusal('conflict');
  for (const { bytes } of proofs) requireSealed(bytes, 'proofs');
}

/** Stores them beside the parts of the new generation. */
export async function keepProofs(
  tx: Tx,
  of: { caseId: string; keyEpoch: number; authorId: string; madeOn: IsoDate },
  proofs: readonly RenewalProof[],
): Promise<void> {
  const { keyEpoch } = of;
  await tx.insert(sealedPart).values(
    proofs.map(({ reportId, bytes }) => ({
      ...of,
      id: randomUUID(),
      reportId,
      kind: 'keyRenewal',
      key: reportId === null ? ('case' as const) : ('thread' as const),
      scope: reportId ?? of.caseId,
      sequence: keyEpoch,
      bytes,
      size: bytes.length,
    })),
  );
}

/** Proofs of a report's renewed thread keys, with the members who made them. */
export async function threadProofs(db: Db, reportId: string): Promise<(KeptProof & { authorId: string | null })[]> {
  const rows = await db
    .select({ keyEpoch: sealedPart.keyEpoch, authorId: sealedPart.authorId, bytes: sealedPart.bytes })
    .from(sealedPart)
    .where(and(eq(sealedPart.reportId, reportId), eq(sealedPart.kind, 'keyRenewal'), eq(sealedPart.key, 'thread')))
    .orderBy(asc(sealedPart.order));
  return rows.flatMap(({ bytes, ...row }) => (bytes === null ? [] : [{ ...row, bytes }]));
}
