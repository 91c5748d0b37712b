import { createHash } from 'node:crypto';
import { and, asc, eq } from 'drizzle-orm';
import { upload, uploadPart } from '#db/schema/upload';
import { Refusal } from '~/domain/refusal';
import { MAX_PARTS_OF_A_FILE, MAX_SEALED_PART, MAX_SEALED_UPLOAD } from '~/domain/report/upload-limits';
import { assertHybridFile } from '~/envelope/age-file';
import { type Context, today } from '~/services/context.server';
import { blobRemovals, queueJobs, wakeWorker } from '~/services/outbox.server';
import { tokenHash } from '~/services/token.server';
import { makeRoom } from './upload-room.server';

/**
 * Sealed parts of files that wait for the report to which they belong. They are no records yet: there is no act, no log
 * row and no address, only the day. Whoever has the token, 32 bytes made by the reporter's browser, controls the
 * upload.
 */
export type UploadLimits = {
  /** Most sealed bytes of one upload: 2 GB of files with their padding. */
  uploadBytes: number;
  /** Most parts of one upload, whatever their size. */
  uploadParts: number;
  /**
   * The most bytes of all uploads together. Beyond it, the oldest uploads of the network that holds most are deleted.
   */
  waitingBytes: number;
  /** Bytes kept free for reports themselves and for the database beside them. */
  freeBytes: number;
};

const GIBIBYTE = 1024 ** 3;
const LIMITS: UploadLimits = {
  uploadBytes: MAX_SEALED_UPLOAD,
  // Full parts, a last one for each file, and some of files that were given up half-way.
  uploadParts: 640,
  waitingBytes: 64 * GIBIBYTE,
  freeBytes: 2 * GIBIBYTE,
};

export type ArrivingPart = {
  token: string;
  fileIndex: number;
  sequence: number;
  /** Hex, as the browser computed it. */
  sha256: string;
  bytes: Uint8Array;
  /** The address from which it came, so that the space can be shared out; it is stored nowhere. */
  visitor?: string | null;
};
export type WaitingPart = { file: number; part: number; sha256: string; size: number };

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** What rows store of a token. Refusal `invalid` (token) for anything but 32 bytes in base64url. */
export function uploadTokenHash(token: string): string {
  if (!TOKEN.test(token)) throw new Refusal('invalid', { field: 'token' });
  return tokenHash('upload', token);
}

/**
 * Stores one part; it is durable when this returns. The same part again is acknowledged, and a different one in its
 * place replaces it. Where too much waits, the oldest upload of the network that holds most is deleted. Refusals:
 * `invalid` (field says what), `tooLate` (token: the upload is full), `busy` (no disk).
 */
export async function putPart(ctx: Context, part: ArrivingPart, limits: UploadLimits = LIMITS): Promise<void> {
  const hash = uploadTokenHash(part.token);
  checkPart(part);
  const place = and(
    eq(uploadPart.tokenHash, hash),
    eq(uploadPart.fileIndex, part.fileIndex),
    eq(uploadPart.sequence, part.sequence),
  );
  const [known] = await ctx.db.select({ sha256: uploadPart.sha256 }).from(uploadPart).where(place);
  if (known?.sha256 === part.sha256) return;
  if (!(await makeRoom(ctx, hash, part.bytes.length, limits.waitingBytes))) throw new Refusal('busy');
  await requireRoom(ctx, part.bytes.length, limits.freeBytes);
  const blob = await ctx.blobs.put(part.bytes);
  try {
    await ctx.db.transaction(async (tx) => {
      await tx
        .insert(upload)
        .values({ tokenHash: hash, madeOn: today(ctx) })
        .onConflictDoNothing();
      const [row] = await tx.select().from(upload).where(eq(upload.tokenHash, hash)).for('update');
      const [before] = await tx.select().from(uploadPart).where(place);
      const bytes = (row?.bytes ?? 0) + part.bytes.length - (before?.size ?? 0);
      const parts = await tx.$count(uploadPart, eq(uploadPart.tokenHash, hash));
      const full = bytes > limits.uploadBytes || (!before && parts >= limits.uploadParts);
      if (full) throw new Refusal('tooLate', { field: 'token' });
      const values = { blob, size: part.bytes.length, sha256: part.sha256 };
      await tx
        .insert(uploadPart)
        .values({ tokenHash: hash, fileIndex: part.fileIndex, sequence: part.sequence, ...values })
        .onConflictDoUpdate({ target: [uploadPart.tokenHash, uploadPart.fileIndex, uploadPart.sequence], set: values });
      await tx.update(upload).set({ bytes }).where(eq(upload.tokenHash, hash));
      if (before) await queueJobs(tx, blobRemovals([before.blob]));
    });
  } catch (error) {
    await ctx.blobs.remove(blob).catch(() => undefined);
    throw error;
  }
  if (part.visitor) ctx.uploadOwners.saw(hash, part.visitor);
  if (known) wakeWorker(ctx);
}

function checkPart({ fileIndex, sequence, sha256, bytes }: ArrivingPart): void {
  const within = (value: number, most: number) => Number.isSafeInteger(value) && value >= 0 && value < most;
  if (!within(fileIndex, MAX_FILE_INDEX)) throw new Refusal('invalid', { field: 'file' });
  if (!within(sequence, MAX_PARTS_OF_A_FILE)) throw new Refusal('invalid', { field: 'part' });
  if (bytes.length > MAX_SEALED_PART) throw new Refusal('invalid', { field: 'size' });
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw new Refusal('invalid', { field: 'sha256' });
  try {
    assertHybridFile(bytes);
  } catch {
    throw new Refusal('invalid', { field: 'sealed' });
  }
}

/** Numbers of files in later deliveries follow those of the first. */
const MAX_FILE_INDEX = 10_000;

/** Refusal `busy` unless the store keeps `freeBytes` after it has taken these bytes. */
export async function requireRoom(ctx: Context, bytes: number, freeBytes = LIMITS.freeBytes): Promise<void> {
  const room = await ctx.blobs.room();
  if (room !== null && room - bytes < freeBytes) throw new Refusal('busy');
}

/** What of an upload has arrived; empty for a token that nobody used. */
export function waitingParts(ctx: Context, token: string): Promise<WaitingPart[]> {
  return ctx.db
    .select({
      file: uploadPart.fileIndex,
      part: uploadPart.sequence,
      sha256: uploadPart.sha256,
      size: uploadPart.size,
    })
    .from(uploadPart)
    .where(eq(uploadPart.tokenHash, uploadTokenHash(token)))
    .orderBy(asc(uploadPart.fileIndex), asc(uploadPart.sequence));
}

/** The reporter removed a file before sending, so its parts are deleted. */
export async function dropFile(ctx: Context, token: string, fileIndex: number): Promise<void> {
  const hash = uploadTokenHash(token);
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx.select().from(upload).where(eq(upload.tokenHash, hash)).for('update');
    if (!row) return;
    const gone = await tx
      .delete(uploadPart)
      .where(and(eq(uploadPart.tokenHash, hash), eq(uploadPart.fileIndex, fileIndex)))
      .returning({ blob: uploadPart.blob, size: uploadPart.size });
    const bytes = gone.reduce((sum, { size }) => sum + size, 0);
    await tx
      .update(upload)
      .set({ bytes: row.bytes - bytes })
      .where(eq(upload.tokenHash, hash));
    await queueJobs(tx, blobRemovals(gone.map(({ blob }) => blob)));
  });
  wakeWorker(ctx);
}
