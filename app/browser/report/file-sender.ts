import { type FileToSeal, fileContents, type SealedFilePart, sealFilePart } from '~/envelope/report/file-parts';
import { type PreparedFile, UploadError } from './chosen-file';
import type { PartSender } from './part-sender';

export type SentPart = Omit<SealedFilePart, 'bytes'>;

export type FileSending = {
  place: Omit<FileToSeal, 'bytes'> & { token: string };
  prepared: PreparedFile;
  sender: PartSender;
  /** Parts that may be on their way at once. */
  atOnce: number;
  partBytes: number;
  /** Which parts are to be sent; the others are only read past. */
  wanted: (sequence: number) => boolean;
  /** Called with the bytes, before sealing, that have been sent. */
  onSent: (bytes: number) => void;
  stop: AbortSignal;
};

/**
 * Seals a file part by part and sends each, holding `atOnce` of them; returns what was sealed, in order. Throws
 * UploadError; the first failure ends it once the parts under way have ended.
 */
export async function sendFile(sending: FileSending) {
  const { place, prepared, sender, atOnce, partBytes, wanted, onSent, stop } = sending;
  const parts: SentPart[] = [];
  const left = new Map<number, number>();
  const flights = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const start = ({ bytes, ...part }: SealedFilePart) => {
    parts.push(part);
    const moved = (count: number) => {
      left.set(part.sequence, Math.min(1, count / bytes.length) * part.length);
      onSent(Math.round([...left.values()].reduce((sum, one) => sum + one, 0)));
    };
    const { token, fileIndex } = place;
    const flight = sender
      .send({ token, fileIndex, sequence: part.sequence, sha256: part.sha256, bytes }, moved, stop)
      .then(() => moved(bytes.length))
      .catch((error) => void failures.push(error))
      .finally(() => flights.delete(flight));
    flights.add(flight);
  };
  let sequence = -1;
  for await (const content of fileContents(prepared.bytes(), partBytes)) {
    sequence += 1;
    if (!wanted(sequence)) continue;
    if (failures.length > 0 || stop.aborted) break;
    start(await sealFilePart(place, sequence, content));
    if (flights.size >= atOnce) await Promise.race(flights);
  }
  await Promise.all(flights);
  if (failures.length > 0) throw failures[0];
  if (stop.aborted) throw new UploadError('cancelled');
  return parts;
}
