import { randomUUID } from 'node:crypto';
import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { sealedPart } from '#db/schema/casework';
import { upload, uploadPart } from '#db/schema/upload';
import { Refusal } from '~/domain/refusal';
import { MAX_UPLOAD_FILES } from '~/domain/report/upload-limits';
import { sealedSize } from '~/envelope/sealed-size';
import type { AttachedPart } from './attachment.server';

/**
 * Turns what waits under a token (its hash) into rows of sealed_part for a report, in the act's own transaction; the
 * token is used up. Refusals: `invalid` (files: too many, or a part is missing or not full), `conflict` (files: the
 * report already has one of these file numbers).
 */
export async function takeUpload(tx: Tx, hash: string, { reportId }: { reportId: string }): Promise<AttachedPart[]> {
  const [row] = await tx.select().from(upload).where(eq(upload.tokenHash, hash)).for('update');
  if (!row) return [];
  const waiting = await tx
    .select()
    .from(uploadPart)
    .where(eq(uploadPart.tokenHash, hash))
    .orderBy(asc(uploadPart.fileIndex), asc(uploadPart.sequence));
  const parts = waiting.map(
    ({ fileIndex, sequence, blob, size }): AttachedPart => ({
      id: randomUUID(),
      kind: 'file',
      key: 'report',
      scope: `${reportId}:${fileIndex}`,
      sequence,
      bytes: null,
      blob,
      size,
    }),
  );
  const scopes = [...new Set(parts.map((part) => part.scope))];
  const gaps = waiting.some(({ fileIndex, sequence }, at) => {
    const before = waiting[at - 1];
    if (before?.fileIndex !== fileIndex) return sequence !== 0;
    return sequence !== before.sequence + 1 || before.size !== FULL_PART;
  });
  if (gaps || scopes.length > MAX_UPLOAD_FILES) throw new Refusal('invalid', { field: 'files' });
  await requireNewScopes(tx, reportId, scopes);
  await tx.delete(upload).where(eq(upload.tokenHash, hash));
  return parts;
}

/** Only a file's last part may be smaller, because many tiny ones would fill the table long before the disk. */
const FULL_PART = sealedSize(4 * 1024 * 1024);

async function requireNewScopes(tx: Tx, reportId: string, scopes: string[]): Promise<void> {
  if (scopes.length === 0) return;
  const [taken] = await tx
    .select({ id: sealedPart.id })
    .from(sealedPart)
    .where(and(eq(sealedPart.reportId, reportId), eq(sealedPart.kind, 'file'), inArray(sealedPart.scope, scopes)))
    .limit(1);
  if (taken) throw new Refusal('conflict', { field: 'files' });
}
